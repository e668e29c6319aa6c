"""Errors as problem details (RFC 9457) in the caller's language."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.core.exceptions import ValidationError as Invalid
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja.errors import HttpError, Throttled, ValidationError

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.sentences import field_problem
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.words import N_

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"

KINDS: Mapping[str, tuple[int, str]] = {
    "bad-request": (400, N_("请求无法读取。")),
    "idempotency-key-missing": (400, N_("每次写入都要带 Idempotency-Key 请求头。")),
    "unauthorized": (401, N_("需要有效的接口令牌。")),
    "token-needed": (401, N_("写入需要接口令牌，登录会话只能读取。")),
    "forbidden": (403, N_("您没有在这里办理这项事务的权限。")),
    "scope": (403, N_("这个令牌的权限范围不包括这项操作。")),
    "not-found": (404, N_("没有找到，或者不在您的权限范围内。")),
    "method-not-allowed": (405, N_("这个地址不支持这种请求方法。")),
    "refused": (409, N_("这一步现在不能办理。")),
    "invalid": (422, N_("提交的内容有误，请按提示修改。")),
    "idempotency-key-reused": (422, N_("这个 Idempotency-Key 已经用于另一次内容不同的写入。")),
    "too-many": (429, N_("请求太频繁，请稍后再试。")),
    "internal": (500, N_("系统内部出错，已经记录。")),
    "busy": (503, N_("系统正忙，请稍后用同一个 Idempotency-Key 重试。")),
}
"""Code → status and title. The reference page lists them under ``#problem-CODE``."""
UNREADABLE = (DataError, MultiPartParserError, SuspiciousOperation, UnreadablePostError)
"""What no caller of ours sends: a broken form, an upload cut off, a text that the database cannot hold."""


@dataclass(frozen=True, slots=True)
class Problem:
    """code: a key of KINDS, or a refusal's own code with ``kind`` naming the key. errors: one dict a field."""

    kind: str
    detail: str = ""
    code: str = ""
    errors: tuple[dict[str, Any], ...] = ()
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> HttpResponse:
        status, title = KINDS[self.kind]
        body: dict[str, Any] = {
            "type": f"/api/#problem-{self.kind}",
            "title": _(title),
            "status": self.status or status,
            "code": self.code or self.kind,
        }
        if self.detail:
            body["detail"] = self.detail
        if self.errors:
            body["errors"] = list(self.errors)
        response = answer(body, status=self.status or status, media_type=MEDIA_TYPE)
        for name, value in self.headers.items():
            response[name] = value
        return response


class ProblemFound(Exception):
    """Raised inside an operation to answer with a problem."""

    def __init__(self, kind: str, detail: str = "", **more: Any) -> None:
        super().__init__(kind)
        self.problem = Problem(kind, detail, **more)


def invalid(name: str, sentence: str, *, parameter: bool = False) -> ProblemFound:
    """One field that is wrong in a way that only the operation can see; ``sentence`` is already translated."""
    where = {"parameter": name} if parameter else {"pointer": f"#/{name}"}
    return ProblemFound("invalid", errors=({**where, "code": "invalid", "detail": sentence},))


def problem_of(error: Exception) -> Problem:
    """The problem that an exception stands for."""
    if isinstance(error, ProblemFound):
        return error.problem
    if isinstance(error, MoveRefused):
        return _refusal(error)
    if isinstance(error, ValidationError):
        return Problem("invalid", errors=tuple(field_problem(e) for e in error.errors))
    if isinstance(error, Invalid):
        return Problem("invalid", detail=" ".join(error.messages))
    if isinstance(error, Http404 | ObjectDoesNotExist):
        return Problem("not-found")
    if isinstance(error, Denied):
        return Problem("forbidden")
    if isinstance(error, UNREADABLE):
        return Problem("bad-request")
    if isinstance(error, OperationalError):
        return Problem("busy", headers={"Retry-After": "1"})
    return _of_http(error) if isinstance(error, HttpError) else Problem("internal")


def _refusal(error: MoveRefused) -> Problem:
    """422 when a field of the body is at fault, 409 when the state of the matter is."""
    if not error.field:
        return Problem("refused", detail=str(error), code=error.code)
    field_error = {"pointer": f"#/{error.field}", "code": error.code, "detail": str(error)}
    return Problem("invalid", detail=str(error), code=error.code, errors=(field_error,))


def _of_http(error: HttpError) -> Problem:
    if isinstance(error, Throttled):
        return Problem("too-many", headers={"Retry-After": str(math.ceil(error.wait or 1))})
    kinds = {400: "bad-request", 401: "unauthorized", 403: "forbidden", 404: "not-found", 429: "too-many"}
    return Problem(kinds.get(error.status_code, "bad-request"))


def on_error(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to any exception; one that nobody foresaw is logged with its traceback."""
    problem = problem_of(error)
    if problem.kind in {"internal", "busy"}:
        logger.error("%s %s", request.method, request.path, exc_info=error)
    response = problem.response()
    if response.status_code == 401:
        response["WWW-Authenticate"] = 'Bearer realm="lianxin"'
    return response
