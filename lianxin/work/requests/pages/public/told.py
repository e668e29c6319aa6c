"""How the tracking page tells what it knows: plain values for the template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.files.models import Attachment
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.tracking import Line, public_timeline, without_numbers
from lianxin.kernel.modules import registry
from lianxin.kernel.words import N_
from lianxin.work.requests.flow import CALL, REQUEST
from lianxin.work.requests.public_queries import Tracked

OWN_KINDS = {REQUEST.kind, CALL.kind}
THANKS = {
    "supply": N_("已经送到，办理继续。"),
    "rate": N_("谢谢，您的评价已经记下。"),
    "reopen": N_("已经退回继续办。"),
    "withdraw": N_("已经撤回。"),
}


def lines(found: Tracked) -> list[dict[str, Any]]:
    """The public timeline, newest first."""
    told = public_timeline(found.matter, is_own=found.is_own)
    return [
        {"at": line.at, "label": _(line.label), "who": _who(line, found), "unit": "", "note": line.text, "kind": "move"}
        for line in reversed(told)
    ]


def _who(line: Line, found: Tracked) -> str:
    if not line.by_person:
        return line.unit
    return _("您") if found.is_own and not found.is_merged else _("反映人")


def question(told: list[dict[str, Any]]) -> str:
    """What was asked last."""
    asked = _(REQUEST.move("ask").label)
    return next((line["note"] for line in told if line["label"] == asked), "")


def answer(found: Tracked) -> dict[str, str] | None:
    """The present answer, in full for the person who asked, without long numbers for others. None before there is one.

    The name of the outcome is what the unit says; whether it is so, the person says.
    """
    request, state = found.request, found.main.state
    if not request.answer or state not in {"answered", "closed"}:
        return None
    is_theirs = found.is_own and not found.is_merged
    return {
        "text": request.answer if is_theirs else without_numbers(request.answer),
        "outcome": _(OUTCOMES[request.answer_outcome]) if request.answer_outcome else "",
    }


def photos(found: Tracked, rows: Iterable[Attachment]) -> list[dict[str, str]]:
    return [
        {
            "href": reverse("requests:track_photo", args=[found.code, row.pk]),
            "thumb": reverse("requests:track_photo_small", args=[found.code, row.pk]),
            "alt": _("照片 %(n)s") % {"n": n},
        }
        for n, row in enumerate(rows, start=1)
    ]


def parts(children: Iterable[Matter], *, is_own: bool) -> list[dict[str, str]]:
    """Who else works on it; for the person who asked, and nobody else, also what goes on as another kind."""
    return [
        {
            "title": child.title if child.kind == "request" else "",
            "unit": child.holder.name if child.holder else "",
            "state": _(registry.flow(child.kind).state(child.state).label),
            "kind": _(registry.flow(child.kind).label),
            "href": _page_of(child) if is_own else "",
        }
        for child in children
        if is_own or child.kind in OWN_KINDS
    ]


def _page_of(child: Matter) -> str:
    goes_on = child.kind not in OWN_KINDS and child.kind in registry.module_of(child.kind).continues
    return reverse("requests:track", args=[child.tracking_code]) if goes_on else ""
