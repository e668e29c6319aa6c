"""What each address with parameters is filled with: objects of the eastern district. A new page adds its line here."""

from typing import Any

from tests.access.addresses import Maker
from tests.world import EAST


def number(world: Any) -> dict[str, Any]:
    return {"number": world.request().matter.number}


def hook(world: Any) -> dict[str, Any]:
    from lianxin.kernel.api.models import Hook

    hooks = Hook.objects.unscoped(reason="test")
    return {"pk": hooks.create(name="x", url="https://example.invalid/", secret="x", events=["*"], place_path=EAST).pk}


MAKERS: dict[str, Maker] = {
    "matters:matter": number,
    "matters:contact": number,
    "matters:move": lambda world: {**number(world), "name": "route"},
    "access:end_leave": lambda world: {"pk": 1},
    "interface:revoke_any": lambda world: {"pk": 1},
    "interface:revoke_own": lambda world: {"pk": 1},
    "interface:hook": hook,
    "interface:switch": hook,
    "interface:resend": lambda world: {**hook(world), "delivery": 1},
}
"""URL name → keyword arguments."""

HIDDEN_FROM_NEIGHBOURS = {"matters:matter", "matters:contact", "matters:move"}
"""Addresses of one district's objects: the neighbouring district's staff get 404 there, whatever their role."""
