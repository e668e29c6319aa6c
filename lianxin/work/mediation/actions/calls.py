"""Joint mediation: other units are called to one session; each call is a child that must be answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import open_matter, perform
from lianxin.kernel.words import N_
from lianxin.work.mediation import rules


@audit.together()
def call_units(
    matter: Matter,
    *,
    actor: Actor,
    units: Sequence[Unit],
    note: str,
    parties_agree: bool,
    version: int | None = None,
    at: datetime | None = None,
) -> list[Matter]:
    """Asks police, city management, a property firm … to one session. Only with the parties' consent (调 20)."""
    if not units:
        raise MoveRefused(N_("请至少选择一个单位。"), field="units")
    if not rules.others_may_join([parties_agree]):
        raise MoveRefused(N_("请别的单位参加，要先征得各方当事人同意。"), field="parties_agree")
    parent = perform(
        matter, "call", actor=actor, at=at, version=version, note=note, data={"units": [unit.name for unit in units]}
    )
    return [
        open_matter(
            actor=actor,
            kind="mediation_call",
            title=parent.title,
            place_path=parent.place_path,
            channel="joint",
            parent=parent,
            holder=unit,
            category=parent.category,
            note=note,
            at=at,
            secrecy=parent.secrecy,
        )
        for unit in units
    ]


def report_call(
    call: Matter, *, actor: Actor, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """A called unit is there."""
    return perform(
        call, "report", actor=actor, at=at, version=version, note=note, changes={"assignee_id": actor.user_id}
    )


def conclude_call(
    call: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """A called unit says what it did."""
    return perform(call, "conclude", actor=actor, at=at, version=version, note=note, outcome="solved")


def cancel_call(
    call: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The unit is no longer needed."""
    return perform(call, "cancel", actor=actor, at=at, version=version, note=note, outcome="withdrawn")


def remark_call(call: Matter, *, actor: Actor, note: str) -> Matter:
    return perform(call, "remark", actor=actor, note=note)


def cancel_open_calls(matter: Matter, *, at: datetime | None = None) -> None:
    """A party's no ends mediation at once: nobody is waited for. Inside the caller's transaction."""
    rows = Matter.objects.unscoped(reason="open calls of a dispute that ends")
    for call in rows.filter(parent=matter, kind="mediation_call", closed_at__isnull=True):
        perform(call, "cancel", actor=SYSTEM, at=at, note="调解已结束", outcome="withdrawn")
