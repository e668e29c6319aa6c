"""Who am I: the first thing that a program asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.rules import signed_in
from lianxin.kernel.modules import registry
from lianxin.kernel.places import tree
from lianxin.kernel.words import N_

router = Router(tags=[N_("调用者")])


class Me(Schema):
    name: str
    unit: str
    permissions: list[str]
    within: str | None
    expires_at: str | None


@router.get("/me", summary=N_("我是谁，能做什么"), response=Me)
@signed_in
def me(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    token: Any = request.auth  # type: ignore[attr-defined]
    node = tree.get(actor.within) if actor.within else None
    return answer(
        {
            "name": actor.name,
            "unit": actor.unit_name,
            "permissions": sorted(code for code in registry.permissions() if actor.holds(code)),
            "within": node.code if node else None,
            "expires_at": token.expires_at if token else None,
        }
    )
