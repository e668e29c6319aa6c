"""A write happens once for each key, and its answer is kept in the same transaction.

What was acknowledged is stored with its answer; what was not acknowledged left nothing. A second call with
the same key waits on the unique row of the first (on SQLite on the write lock) and then gets its answer.
A refusal is not kept: nothing was written, so the same key may be used again after a correction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse

from lianxin.kernel import audit
from lianxin.kernel.api.answers import JSON
from lianxin.kernel.api.models import IdempotencyKey
from lianxin.kernel.api.problems import ProblemFound

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST_KEY = 100
LOCK_WAIT = "15s"


def once(request: HttpRequest, write: Callable[[], HttpResponse]) -> HttpResponse:
    """Runs ``write`` in one transaction with its kept answer, or gives the kept answer again.

    Raises ProblemFound: no key, or the key of a different write.
    """
    key = request.headers.get(HEADER, "").strip()
    if not key or len(key) > LONGEST_KEY:
        raise ProblemFound("idempotency-key-missing")
    try:
        return _kept(request, key, request_hash(request), write)
    except _NotWritten as refused:
        return refused.response


class _NotWritten(Exception):
    def __init__(self, response: HttpResponse) -> None:
        self.response = response


@audit.together()
def _kept(request: HttpRequest, key: str, digest: str, write: Callable[[], HttpResponse]) -> HttpResponse:
    _wait_no_longer_than(LOCK_WAIT)
    row, is_new = _claim(holder_of(request), key, f"{request.method} {request.path}"[:300], digest)
    if not is_new:
        return _again(row, digest)
    response = write()
    if response.status_code >= 400:
        raise _NotWritten(response)
    row.status, row.body = response.status_code, response.content.decode()
    row.save(update_fields=["status", "body"])
    return response


def holder_of(request: HttpRequest) -> str:
    """Whose key it is. Without a token it belongs to the address of the operation, which holds the caller's code."""
    token = getattr(request, "auth", None)
    if token is not None:
        return f"token:{token.pk}"
    return "public:" + hashlib.sha256(request.path.encode()).hexdigest()[:40]


def request_hash(request: HttpRequest) -> str:
    """Of method, address and content; for a form of its values and files, since its boundary is drawn anew."""
    parts = [f"{request.method} {request.get_full_path()}".encode()]
    if (request.content_type or "").startswith("multipart/"):
        parts += [f"{name}={value}".encode() for name, values in sorted(request.POST.lists()) for value in values]
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                parts.append(f"{name}:{file.name}:".encode() + hashlib.sha256(file.read()).digest())
                file.seek(0)
    else:
        parts.append(request.body)
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _wait_no_longer_than(span: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [span])


def _claim(holder: str, key: str, target: str, digest: str) -> tuple[IdempotencyKey, bool]:
    try:
        with transaction.atomic():
            row = IdempotencyKey.objects.create(holder=holder, key=key, target=target, request_hash=digest)
            return row, True
    except IntegrityError:
        return IdempotencyKey.objects.get(holder=holder, key=key), False


def _again(row: IdempotencyKey, digest: str) -> HttpResponse:
    if row.request_hash != digest:
        raise ProblemFound("idempotency-key-reused")
    body = row.body.for_machine("answering its own sender again")
    response = HttpResponse(body.encode(), status=row.status, content_type=JSON)
    response[REPLAYED] = "true"
    return response
