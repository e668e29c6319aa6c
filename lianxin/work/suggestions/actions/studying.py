"""Study by one unit or several: each is asked in a matter of its own, and each must answer (SUG-07)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import open_matter, perform
from lianxin.kernel.words import N_
from lianxin.work.suggestions import queries, rules
from lianxin.work.suggestions.flow import STUDIES
from lianxin.work.suggestions.models import Study


def send(
    matter: Matter,
    *,
    actor: Actor,
    units: Sequence[Unit],
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> list[Matter]:
    """转送: asks the units to study a registered suggestion."""
    return _ask(matter, "send", actor, units, note, version, at)


def send_at_once(
    matter: Matter,
    *,
    actor: Actor,
    units: Sequence[Unit],
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> list[Matter]:
    """Registers and sends an urgent suggestion in one step (SUG-08)."""
    return _ask(matter, "send_at_once", actor, units, note, version, at)


def invite(
    matter: Matter,
    *,
    actor: Actor,
    units: Sequence[Unit],
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> list[Matter]:
    """Further units that the matter concerns."""
    return _ask(matter, "invite", actor, units, note, version, at)


@audit.together()
def _ask(
    matter: Matter, move: str, actor: Actor, units: Sequence[Unit], note: str, version: int | None, at: datetime | None
) -> list[Matter]:
    if not units:
        raise MoveRefused(N_("请至少选择一个单位。"), field="units")

    def check(row: Matter) -> None:
        if move == "send_at_once" and row.urgency != "urgent":
            raise MoveRefused(N_("不在快速通道里的建议，请先登记受理。"))
        asked = {study.matter.holder_id for study in queries.studies(row) if study.matter.outcome != "withdrawn"}
        twice = [unit.name for unit in units if unit.pk in asked]
        if twice:
            raise MoveRefused(N_("%(unit)s已经请过了。"), field="units", unit=twice[0])

    row = perform(
        matter,
        move,
        actor=actor,
        at=at,
        version=version,
        note=note,
        adjust=check,
        clocks=queries.limits("decide", is_urgent=matter.urgency == "urgent"),
        data={"units": [unit.name for unit in units]},
    )
    return [_study(row, unit, actor, note, at) for unit in units]


def _study(parent: Matter, unit: Unit, actor: Actor, note: str, at: datetime | None) -> Matter:
    matter = open_matter(
        actor=actor,
        kind=STUDIES.kind,
        title=parent.title,
        place_path=parent.place_path,
        channel=parent.channel,
        parent=parent,
        holder=unit,
        urgency=parent.urgency,
        is_public=False,
        note=note,
        at=at,
        clocks=queries.limits("study", is_urgent=parent.urgency == "urgent"),
    )
    Study.objects.create(matter=matter)
    return matter


def opine(
    study: Matter, *, actor: Actor, opinion: str, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The unit's own opinion: adopt wholly, in part, or not, with why."""
    if opinion not in rules.OPINIONS:
        raise MoveRefused(N_("请选择意见。"), field="opinion")

    def keep(row: Matter) -> None:
        _own(row).update(opinion=opinion, text=text)

    return perform(
        study,
        "opine",
        actor=actor,
        at=at,
        version=version,
        note=text,
        outcome="explained",
        adjust=keep,
        data={"opinion": opinion},
    )


def not_ours(
    study: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """It is not this unit's business; it says whose it is."""

    def keep(row: Matter) -> None:
        _own(row).update(text=note)

    return perform(study, "not_ours", actor=actor, at=at, version=version, note=note, outcome="sent_on", adjust=keep)


def cancel(study: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None) -> Matter:
    """The office no longer needs this unit's opinion."""
    return perform(study, "cancel", actor=actor, at=at, version=version, note=note, outcome="withdrawn")


def _own(row: Matter) -> QuerySet[Any]:
    return Study.objects.unscoped(reason="own particulars under lock").filter(matter=row)
