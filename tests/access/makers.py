"""What each address with parameters is filled with: objects of the eastern district. A new page adds its line here."""

from collections.abc import Callable
from typing import Any

from lianxin.work.mediation.tests import makers as mediation
from lianxin.work.petitions.tests import makers as petitions
from lianxin.work.sessions.tests import makers as sessions
from lianxin.work.suggestions.tests import makers as suggestions
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


def signed_figure(world: Any) -> dict[str, Any]:
    from lianxin.kernel.figures.catalogue import definition
    from lianxin.kernel.figures.freezing import freeze
    from lianxin.kernel.figures.periods import parse
    from tests.world import EAST

    county = world.actor("county")
    return {"pk": freeze(definition("received"), actor=county, place_path=EAST, period=parse("2025")).pk}


def person(world: Any) -> dict[str, Any]:
    return {"pk": world.users["handler"].pk}


def grant_of_person(world: Any) -> dict[str, Any]:
    return {**person(world), "grant_pk": world.users["handler"].grants.get().pk}


def attachment(world: Any) -> dict[str, Any]:
    return {"pk": photo_of_code(world)["pk"]}


def notice(world: Any) -> dict[str, Any]:
    from lianxin.kernel.notices.models import Notice

    rows = Notice.objects.unscoped(reason="test")
    return {"notice_id": rows.create(to_user=world.users["county"], kind="test", subject="x").pk}


def dead_job(world: Any) -> dict[str, Any]:
    return {"run_id": "00000000-0000-0000-0000-000000000001"}


def import_run(world: Any) -> dict[str, Any]:
    """A run of the street's with one bad row."""
    import io

    from lianxin.kernel.exchange.imports import prepare
    from lianxin.work.requests.exchange.hotline import layout

    street = world.actor("street")
    text = "工单编号,诉求时间,诉求内容\nT1,2026-07-01 08:00,路灯不亮\nT2,不是时间,井盖破了\n"
    return {"pk": prepare(io.BytesIO(text.encode()), layout(street), actor=street, name="t.csv").pk}


def receipt(world: Any) -> dict[str, Any]:
    """A request that the street has just entered for somebody."""
    made = world.request(actor=world.actor("street"), channel="desk", is_assisted=True)
    return {"number": made.matter.number}


def routing_line(world: Any) -> dict[str, Any]:
    from lianxin.work.requests.models import RoutingLine

    return {"pk": RoutingLine.objects.create(unit=world.units["lights"]).pk}


def reply_text(world: Any) -> dict[str, Any]:
    from lianxin.work.requests.models import ReplyText

    return {"pk": ReplyText.objects.create(title="x", body="y").pk}


def organisation(world: Any) -> dict[str, Any]:
    from lianxin.registers.orgs.models import Organisation

    rows = Organisation.objects.unscoped(reason="test")
    return {"uscc": rows.create(uscc="91990102MA00000010", name="x", kind="91", place_path=EAST).uscc}


MAKERS: dict[str, Maker] = {
    "orgs:detail": organisation,
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
    "figures:figure": lambda world: {"id": "received"},
    "figures:records": lambda world: {"id": "received"},
    "figures:download": lambda world: {"id": "received"},
    "figures:sign": lambda world: {"id": "received"},
    "figures:signed": signed_figure,
    "access:user": person,
    "access:grant": person,
    "access:revoke": grant_of_person,
    "access:reset_password": person,
    "access:forget_second_factor": person,
    "access:end_sessions": person,
    "access:role": lambda world: {"code": "street"},
    "access:unit": lambda world: {"pk": world.units["lights"].pk},
    "files:attachment": attachment,
    "files:thumbnail": attachment,
    "notices:open": notice,
    "jobs:retry": dead_job,
    "exchange:upload": lambda world: {"name": "hotline"},
    "exchange:run": import_run,
    "exchange:bad_rows": import_run,
    "exchange:commit": import_run,
    "exchange:discard": import_run,
    "ui:words": lambda world: {"language": "en"},
    "requests:desk_route": number,
    "requests:receipt": receipt,
    "requests:whistled": number,
    "requests:ballot": number,
    "requests:category": lambda world: {"code": "0101"},
    "requests:routing_line": routing_line,
    "requests:delete_line": routing_line,
    "requests:reply": reply_text,
    "requests:delete_reply": reply_text,
    "access:end_leave": lambda world: {"pk": 1},
    "interface:revoke_any": lambda world: {"pk": 1},
    "interface:revoke_own": lambda world: {"pk": 1},
    "interface:hook": hook,
    "interface:switch": hook,
    "interface:resend": lambda world: {**hook(world), "delivery": 1},
    **mediation.MAKERS,
    **petitions.MAKERS,
    **sessions.MAKERS,
    **suggestions.MAKERS,
}
"""URL name → keyword arguments."""


def whistled(world: Any) -> str:
    from lianxin.work.requests.actions import whistle

    calls = whistle(world.request().matter, actor=world.actor("street"), units=[world.units["lights"]])
    return str(calls[0].number)


NUMBERS: dict[str, Callable[[Any], str]] = {
    "requests": lambda world: str(number(world)["number"]),
    "calls": whistled,
    **mediation.NUMBERS,
    **petitions.NUMBERS,
    **sessions.NUMBERS,
    **suggestions.NUMBERS,
}
"""Part of an address of the interface → the number of a matter of its kind in the eastern district."""

HIDDEN_FROM_NEIGHBOURS = {
    "orgs:detail",
    "figures:signed",
    "matters:matter",
    "matters:contact",
    "matters:move",
    "requests:desk_route",
    "requests:receipt",
    "requests:whistled",
    "requests:ballot",
    "exchange:run",
    "exchange:bad_rows",
    "exchange:commit",
    "exchange:discard",
    *mediation.HIDDEN_FROM_NEIGHBOURS,
    *petitions.HIDDEN_FROM_NEIGHBOURS,
    *sessions.HIDDEN_FROM_NEIGHBOURS,
    *suggestions.HIDDEN_FROM_NEIGHBOURS,
}
"""Addresses of one district's objects: the neighbouring district's staff get 404 there, whatever their role."""
