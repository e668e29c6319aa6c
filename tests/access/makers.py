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


def code(world: Any) -> dict[str, Any]:
    return {"code": world.request().matter.tracking_code}


def photo_of_code(world: Any) -> dict[str, Any]:
    from lianxin.kernel.access.actor import ANONYMOUS
    from lianxin.kernel.files import intake
    from lianxin.kernel.files.tests.made import jpeg, upload
    from lianxin.work.requests.actions import attach

    matter = world.request().matter
    kept = attach(matter, intake.accept_photo(upload(jpeg())), actor=ANONYMOUS, is_public=False)
    return {"code": matter.tracking_code, "pk": kept.pk}


def ballot(world: Any) -> dict[str, Any]:
    from lianxin.work.requests.actions import make_ballot

    return {"token": make_ballot(world.request().matter, door="link", actor=world.actor("handler"))}


def follow_token(world: Any) -> dict[str, Any]:
    from django.core import signing

    from lianxin.work.requests.pages.public.report import FOLLOW_SALT

    return {"token": signing.dumps(world.request().matter.pk, salt=FOLLOW_SALT)}


MAKERS: dict[str, Maker] = {
    "matters:matter": number,
    "matters:contact": number,
    "matters:move": lambda world: {**number(world), "name": "route"},
    "requests:done": code,
    "requests:track": code,
    "requests:track_act": lambda world: {**code(world), "verb": "withdraw"},
    "requests:qr": code,
    "requests:card": code,
    "requests:track_photo": photo_of_code,
    "requests:track_photo_small": photo_of_code,
    "requests:rate": ballot,
    "requests:follow": follow_token,
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
