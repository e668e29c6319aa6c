"""Who calls: a bearer token, or for reading the session that a page already has."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest

from lianxin.kernel.access.actor import ANONYMOUS, Actor
from lianxin.kernel.access.gate import Rule
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.api import actions, queries
from lianxin.kernel.api.models import Token
from lianxin.kernel.api.problems import ProblemFound


def caller(request: HttpRequest) -> Actor:
    """Who calls, as ``recognise`` has found."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def recognise(request: HttpRequest) -> Token | None:
    """Sets ``request.actor`` and ``request.auth``. A token always wins over a cookie; a bad one is never ignored.

    Raises ProblemFound (401).
    """
    header = request.headers.get("Authorization", "")
    request.auth = None  # type: ignore[attr-defined]
    if not header:
        return None
    scheme, _space, text = header.partition(" ")
    token = queries.token_by_text(text.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        request.actor = ANONYMOUS  # type: ignore[attr-defined]
        raise ProblemFound("unauthorized")
    actions.mark_used(token)
    request.auth, request.actor = token, actor_by(token)  # type: ignore[attr-defined]
    return token


def actor_by(token: Token) -> Actor:
    """The rights of the token's person, narrowed to its scopes and its place."""
    return replace(actor_of(token.user, frozenset(token.scopes)), within=token.place_path)


def admit(request: HttpRequest, rule: Rule, *, is_write: bool) -> None:
    """Raises 401 without a caller, 403 when only the token is too narrow, and 404 for what is not theirs."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if rule.who == "public":
        return
    if actor.kind == "anonymous":
        raise ProblemFound("unauthorized")
    if is_write and request.auth is None:  # type: ignore[attr-defined]
        raise ProblemFound("token-needed")
    if rule.who == "signed_in" or (actor.is_staff and actor.holds(rule.permission)):
        return
    if actor.is_staff and replace(actor, scopes=None).holds(rule.permission):
        raise ProblemFound("scope", detail=rule.permission)
    raise Http404
