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
    reach = Q(matter=matter.pk) | Q(matter__root=matter.pk)
    if matter.duplicate_of_id:
        reach |= Q(matter=matter.duplicate_of_id)
    events = Event.objects.unscoped(reason="public lines for the person who asked")
    rows = events.filter(reach, is_public=True).order_by("at", "id")
    rows = rows.exclude(~Q(matter=matter.pk), matter__secrecy=SEALED)
    rows = rows.exclude(~Q(matter=matter.pk), move="open")  # the move that opened a child already tells of it
    return [
        _line(row, registry.flow(row.matter.kind), is_own=is_own and row.matter_id != matter.duplicate_of_id)
        for row in rows.select_related("matter")
    ]


def _line(row: Event, flow: Flow, *, is_own: bool) -> Line:
    move = flow.by_move.get(row.move)
    text = row.public_note
    if not is_own:
        text = without_numbers(text) if move and "outcome" in move.asks else ""
    return Line(row.at, move.label if move else "已收到", row.unit_name, text,
                by_person=row.actor_kind in {"reporter", "resident", "anonymous"})


def without_numbers(text: str) -> str:
    """A text without telephone and identity numbers, for readers whom they do not concern."""
    return re.sub(r"\d[\d\- ]{5,}\d[Xx]?", "***", text)
