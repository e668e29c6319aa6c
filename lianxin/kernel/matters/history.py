"""Matters that were there before this system: kept in bulk, with their true dates and without pretended clocks.

Nobody is told of them, and each run is one entry of the audit trail, which the caller writes; the timeline of each
matter says what happened to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.kernel import search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.clock import deadlines
from lianxin.kernel.clock.city import calendar
from lianxin.kernel.matters import numbers
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.models import NO_HURRY, Event, Matter
from lianxin.kernel.modules import registry

BATCH = 500


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a past. ``move``: a move of the flow, or ``open``. Times are aware."""

    at: datetime
    move: str
    to_state: str
    note: str = ""
    public_note: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Past:
    """A matter as it stands after its lines, the first of which is its opening. ``text``: what search finds.

    header: further fields of :class:`Matter`. closed_at and outcome go together and need a closed state.
    """

    title: str
    place_path: str
    channel: str
    lines: tuple[Happened, ...]
    text: str = ""
    closed_at: datetime | None = None
    outcome: str = ""
    header: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def keep(kind: str, pasts: Sequence[Past], *, actor: Actor) -> list[Matter]:
    """Writes matters of one kind with their events and search entries; as many, in the same order.

    A clock is started only for an open matter whose year of opening is in the calendar: what cannot be counted
    is not guessed, and what is closed owes nothing.
    """
    flow = registry.flow(kind)
    for past in pasts:
        _check(past, flow.closed_states())
    given = _numbers(flow.prefix, pasts)
    matters = [_matter(kind, past, number) for past, number in zip(pasts, given, strict=True)]
    Matter.objects.unscoped(reason="a new row").bulk_create(matters, batch_size=BATCH)
    events = [
        _event(matter, past, at, actor)
        for matter, past in zip(matters, pasts, strict=True)
        for at in range(len(past.lines))
    ]
    Event.objects.unscoped(reason="the past of new rows").bulk_create(events, batch_size=BATCH)
    search.index_many(
        "matter", ((m.pk, f"{m.number} {m.title} {past.text}") for m, past in zip(matters, pasts, strict=True))
    )
    _start_clocks(matters, actor)
    return matters


def _check(past: Past, closed_states: tuple[str, ...]) -> None:
    is_closed = past.lines[-1].to_state in closed_states
    if is_closed != (past.closed_at is not None) or is_closed != (past.outcome in OUTCOMES):
        raise ValueError("a past ends either open, or in a closed state with its moment and outcome")


def _numbers(prefix: str, pasts: Sequence[Past]) -> list[str]:
    """A number each, of the year in which it was opened, in the order of opening."""
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for position, past in enumerate(pasts):
        groups[past.place_path, timezone.localtime(past.lines[0].at).year].append(position)
    given = [""] * len(pasts)
    for (place_path, year), positions in sorted(groups.items()):
        reserved = numbers.reserve(prefix, place_path, year, len(positions))
        ordered = sorted(positions, key=lambda position: (pasts[position].lines[0].at, position))
        for position, number in zip(ordered, reserved, strict=True):
            given[position] = number
    return given


def _matter(kind: str, past: Past, number: str) -> Matter:
    return Matter(
        number=number,
        tracking_code=numbers.new_tracking_code(),
        kind=kind,
        state=past.lines[-1].to_state,
        title=past.title[:200],
        place_path=past.place_path,
        channel=past.channel,
        opened_at=past.lines[0].at,
        closed_at=past.closed_at,
        outcome=past.outcome,
        version=len(past.lines),
        **past.header,
    )


def _event(matter: Matter, past: Past, at: int, actor: Actor) -> Event:
    line, before = past.lines[at], past.lines[at - 1].to_state if at else ""
    return Event(
        matter=matter,
        at=line.at,
        move=line.move,
        from_state=before,
        to_state=line.to_state,
        note=line.note,
        public_note=line.public_note,
        data=dict(line.data),
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        actor_name=actor.name,
        unit_name=actor.unit_name,
    )


def _start_clocks(matters: Sequence[Matter], actor: Actor) -> None:
    known = calendar().years
    for matter in matters:
        flow = registry.flow(matter.kind)
        if matter.closed_at is None and matter.state == flow.initial and matter.opened_at.year in known:
            for clock in flow.starts:
                deadlines.start(
                    matter, clock.name, amount=clock.amount, unit=clock.unit, at=matter.opened_at, actor=actor
                )
            matter.due_at = deadlines.nearest_due(matter)
            matter.attention_at = matter.due_at or NO_HURRY
            matter.save(update_fields=["due_at", "attention_at"])
