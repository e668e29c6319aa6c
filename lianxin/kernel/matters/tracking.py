"""What the person who asked sees, by their code and without a log-in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpResponse
from django.utils.module_loading import import_string

from lianxin.kernel.access.actor import Actor, reporter
from lianxin.kernel.matters.flow import Flow
from lianxin.kernel.matters.models import SEALED, Event, Matter
from lianxin.kernel.matters.numbers import normal_code
from lianxin.kernel.modules import registry
from lianxin.kernel.words import N_


@dataclass(frozen=True, slots=True)
class Line:
    """One public line of the timeline; labels are Chinese source strings. ``by_person``: said by who asked."""

    at: datetime
    label: str
    unit: str
    text: str
    by_person: bool = False


def matter_by_code(code: str) -> Matter | None:
    """The matter that a tracking code opens."""
    rows = Matter.objects.unscoped(reason="holder of the tracking code").select_related("holder", "duplicate_of")
    return rows.filter(tracking_code=normal_code(code)).first() if len(normal_code(code)) == 12 else None


def page_of(matter: Matter) -> Callable[..., HttpResponse] | None:
    """The public page of a matter's kind: ``function(request, matter, verb)``; None for kinds that have none."""
    path = registry.module_of(matter.kind).tracking_page
    return import_string(path) if path else None


def actor_by_code(matter: Matter, language: str = "zh-hans") -> Actor:
    return reporter(matter.pk, language)


def public_timeline(matter: Matter, *, is_own: bool = True) -> list[Line]:
    """The public events of a matter, of what it was handed over to, and of the one it was merged into.

    What was written between another person and the unit is theirs: of a matter that is not the reader's own
    (``is_own`` False, or the one merged into) only the word that ends it is told, without long numbers.
    """
    own, others = _told_of(matter)
    events = Event.objects.unscoped(reason="public lines for the person who asked")
    rows = events.filter(matter__in=own | others, is_public=True).order_by("at", "id")
    rows = rows.exclude(~Q(matter=matter.pk), move="open")  # the move that opened a child already tells of it
    return [
        _line(row, registry.flow(row.matter.kind), is_own=is_own and row.matter_id in own)
        for row in rows.select_related("matter")
    ]


def _told_of(matter: Matter) -> tuple[set[int], set[int]]:
    """The matter with what it became, and what those were merged into: for that is told of, but is another person's.

    A family may hold what other people brought about the same thing (``relations.unite``); that stays theirs.
    """
    own, others = {matter.pk}, {matter.duplicate_of_id}
    for row in _family(matter):  # a child's key is always later than its parent's
        if row.parent_id in own:
            own.add(row.pk)
            others.add(row.duplicate_of_id)
    return own, {pk for pk in others if pk is not None} - own


def _family(matter: Matter) -> list[Matter]:
    """The heads under one root that are not sealed, oldest first; read once an object."""
    known: list[Matter] | None = matter.__dict__.get("_family")
    if known is None:
        rows = Matter.objects.unscoped(reason="family of the holder of the code; heads only")
        below = rows.filter(root=matter.root_id or matter.pk).exclude(secrecy=SEALED)
        known = matter.__dict__["_family"] = list(below.select_related("holder").order_by("pk"))
    return known


def _line(row: Event, flow: Flow, *, is_own: bool) -> Line:
    move = flow.by_move.get(row.move)
    text = row.public_note
    if not is_own:
        text = without_numbers(text) if move and "outcome" in move.asks else ""
    return Line(
        row.at,
        move.label if move else N_("已收到"),
        row.unit_name,
        text,
        by_person=row.actor_kind in {"reporter", "resident", "anonymous"},
    )


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a matter goes on as another kind; labels are Chinese source strings. code: "" without a public page."""

    kind: str
    number: str
    state: str
    unit: str
    code: str


def goes_on_as(matter: Matter) -> list[Onward]:
    """What the person's matter was handed over to: theirs too, each with a page of its own."""
    children = [row for row in _family(matter) if row.parent_id == matter.pk and row.kind != matter.kind]
    return [_onward(row) for row in children if row.kind in registry.module_of(row.kind).receives]


def _onward(row: Matter) -> Onward:
    flow = registry.flow(row.kind)
    unit, has_page = row.holder.name if row.holder else "", row.kind in registry.module_of(row.kind).continues
    return Onward(flow.label, row.number, flow.state(row.state).label, unit, row.tracking_code if has_page else "")


def without_numbers(text: str) -> str:
    """A text without telephone and identity numbers, for readers whom they do not concern."""
    return re.sub(r"\d[\d\- ]{5,}\d[Xx]?", "***", text)
