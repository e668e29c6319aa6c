"""Several units at one place: whistle and help. Each call is a child matter that must be answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.matters.perform import locked, open_matter, perform
from lianxin.kernel.words import N_
from lianxin.work.requests import queries
from lianxin.work.requests.models import Category


@audit.together()
def whistle(
    matter: Matter,
    *,
    actor: Actor,
    units: Sequence[Unit],
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> list[Matter]:
    """Calls one or several departments to one place; the first that reports leads (HOT-07, HOT-09)."""
    category = Category.objects.filter(code=matter.category).first() if matter.category else None
    parent = perform(
        matter,
        "whistle",
        actor=actor,
        at=at,
        version=version,
        note=note,
        clocks=queries.limits(category),
        data={"units": [unit.name for unit in units]},
    )
    return call_units(parent, actor=actor, units=units, note=note, at=at)


@audit.together()
def help_from(
    matter: Matter,
    *,
    actor: Actor,
    units: Sequence[Unit],
    note: str,
    version: int | None = None,
    at: datetime | None = None,
) -> list[Matter]:
    """The leading unit asks others to help; it stays in the lead."""
    parent = perform(
        matter, "help", actor=actor, at=at, version=version, note=note, data={"units": [unit.name for unit in units]}
    )
    return call_units(parent, actor=actor, units=units, note=note, at=at)


def call_units(
    parent: Matter, *, actor: Actor, units: Sequence[Unit], note: str, at: datetime | None = None
) -> list[Matter]:
    """One child call for each unit; raises MoveRefused when none is named."""
    if not units:
        raise MoveRefused(N_("请至少选择一个单位。"), field="units")
    return [
        open_matter(
            actor=actor,
            kind="call",
            title=parent.title,
            place_path=parent.place_path,
            channel="whistle",
            parent=parent,
            holder=unit,
            category=parent.category,
            lon=parent.lon,
            lat=parent.lat,
            note=note,
            at=at,
        )
        for unit in units
    ]


@audit.together()
def report(
    call: Matter, *, actor: Actor, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """A called unit is there. The first one takes the lead of a whistle."""
    done = perform(
        call, "report", actor=actor, at=at, version=version, note=note, changes={"assignee_id": actor.user_id}
    )
    parent = locked(call.parent_id) if call.parent_id else None
    if parent is not None and parent.closed_at is None and _is_led_by_caller(parent):
        perform(
            parent,
            "lead",
            actor=SYSTEM,
            at=at,
            data={"unit": actor.unit_name},
            changes={"holder_id": call.holder_id, "assignee_id": actor.user_id},
        )
    return done


def _is_led_by_caller(parent: Matter) -> bool:
    events = Event.objects.unscoped(reason="timeline of a locked matter").filter(matter=parent)
    return events.filter(move="whistle").exists() and not events.filter(move="lead").exists()


def conclude(
    call: Matter, *, actor: Actor, outcome: str, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """A called unit says what it did; its call is at an end."""
    return perform(call, "conclude", actor=actor, at=at, version=version, outcome=outcome, note=note)


def cancel_call(
    call: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The caller no longer needs the unit."""
    return perform(call, "cancel", actor=actor, at=at, version=version, outcome="withdrawn", note=note)
