"""What ninja's OpenAPI document lacks: rules, security, keys of writes, and the errors of every operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import Rule
from lianxin.kernel.api.answers import JSON
from lianxin.kernel.api.once import HEADER, LONGEST_KEY
from lianxin.kernel.api.problems import KINDS, MEDIA_TYPE
from lianxin.kernel.api.rules import READING
from lianxin.kernel.words import N_

if TYPE_CHECKING:
    from lianxin.kernel.api.interface import Offered

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string"},
                    "parameter": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
SAID = {
    400: N_("请求无法读取，或写入时没有 Idempotency-Key"),
    401: N_("没有有效的令牌"),
    403: N_("没有权限，或令牌范围不够"),
    404: N_("没有找到，或不在权限范围内"),
    409: N_("现在不能这样办理"),
    422: N_("内容有误"),
    429: N_("请求太频繁"),
    503: N_("系统正忙，可以重试"),
}


def completed(schema: Any, offered: Mapping[tuple[str, str], Offered]) -> dict[str, Any]:
    """The whole document in the caller's language."""
    parts = schema.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = PROBLEM
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
    }
    body = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    parts["responses"] = {str(code): {"description": _(text), "content": body} for code, text in SAID.items()}
    for address, methods in schema["paths"].items():
        for method, told in methods.items():
            _complete(told, method, offered[method, address].rule)
            if media_type := getattr(offered[method, address].operation.view_func, "media_type", ""):
                told["responses"]["200"]["content"] = {media_type: told["responses"]["200"]["content"][JSON]}
    schema["info"]["title"] = _(schema["info"]["title"])
    document: dict[str, Any] = translated(schema)
    return document


def _complete(told: dict[str, Any], method: str, rule: Rule) -> None:
    is_write = method.upper() not in READING
    told["tags"] = [_(tag) for tag in told.get("tags", [])]
    told["security"] = [] if rule.who == "public" else [{"token": []}] if is_write else [{"token": []}, {"session": []}]
    told["x-rule"] = {"who": rule.who, **({"permission": rule.permission} if rule.permission else {})}
    told["responses"] = {str(code): said for code, said in told["responses"].items()}
    for code in codes_of(rule, is_write=is_write):
        told["responses"].setdefault(str(code), {"$ref": f"#/components/responses/{code}"})
    if is_write:
        key = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY}
        told.setdefault("parameters", []).append(
            {
                "in": "header",
                "name": HEADER,
                "required": True,
                "schema": key,
                "description": _("每次写入新取一个，如 UUID；没有收到答复时用同一个重发，只会办理一次"),
            }
        )


def codes_of(rule: Rule, *, is_write: bool) -> list[int]:
    """The error codes that an operation may answer with."""
    codes = [404, 422]
    codes += [429] if rule.who == "public" else [401, 403]
    return sorted(codes + ([400, 403, 409, 503] if is_write else []))


def translated(value: Any) -> Any:
    """Summaries and descriptions, marked in the source with ``N_``, in the caller's language."""
    if isinstance(value, dict):
        return {
            key: _lines(item) if key in {"summary", "description"} and isinstance(item, str) else translated(item)
            for key, item in value.items()
        }
    return [translated(item) for item in value] if isinstance(value, list) else value


def _lines(text: str) -> str:
    return "\n".join(_(line) if line else "" for line in text.split("\n"))


def problem_kinds() -> list[tuple[str, int, str]]:
    """Code, status and title of every kind of problem."""
    return [(code, status, _(title)) for code, (status, title) in KINDS.items()]
