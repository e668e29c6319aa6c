"""The verbs of a matter's clocks, called inside the caller's transaction with the matter locked.

They never write the matter: whoever calls them sets the header to :func:`nearest_due`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.clock.calendar import UnknownYear
from lianxin.kernel.clock.city import calendar
from lianxin.kernel.clock.counting import Unit, due
from lianxin.kernel.clock.models import OPEN, RUNNING, Deadline, Extension, Pause
from lianxin.kernel.words import N_


class HasClocks(Protocol):
    """A matter, of which only the key is used."""

    pk: Any


class ClockRefused(ValueError):
    """Nothing was written. ``str()`` is a sentence for the person who tried; ``field`` names the wrong input."""

    def __init__(self, sentence: str, field: str = "") -> None:
        self.sentence, self.field = sentence, field
        super().__init__(sentence)

    def __str__(self) -> str:
        return _(self.sentence)


def start(matter: HasClocks, name: str, *, amount: int, unit: Unit, at: datetime, actor: Actor) -> Deadline:
    """Starts a clock of ``amount`` days ("day"), working days ("wday") or hours ("hour").

    One that is open under the same name is stopped first. When the end needs a year that is not
    loaded, the clock is kept with ``due_at`` null and ``missing_year`` set, to be counted later.
    """
    _require_transaction()
    _stop(_open(matter, name=name), at)
    clock = Deadline(
        matter_id=matter.pk, name=name, amount=amount, unit=unit, started_at=at, started_by_id=actor.user_id
    )
    _count(clock)
    clock.save(force_insert=True)
    return clock


def pause(matter: HasClocks, *, at: datetime, reason: str, actor: Actor) -> int:
    """Stops every running clock while the reporter is waited for; how many stopped.

    A clock already past its end runs on: a pause cannot make lateness disappear.
    """
    _require_transaction()
    stopped = [clock for clock in _open(matter) if clock.paused_at is None and not clock.is_overdue(at)]
    for clock in stopped:
        clock.paused_at = max(at, clock.started_at)
    Deadline.objects.bulk_update(stopped, ["paused_at"])
    Pause.objects.bulk_create(
        Pause(deadline=clock, from_at=clock.paused_at, reason=reason.strip()[:500], paused_by_id=actor.user_id)
        for clock in stopped
    )
    return len(stopped)


def resume(matter: HasClocks, *, at: datetime, actor: Actor) -> int:
    """Sets paused clocks going again, each later by what was held back, never earlier; how many went on."""
    _require_transaction()
    paused = [clock for clock in _open(matter) if clock.paused_at is not None]
    for clock in paused:
        _end_pause(clock, at, actor)
        clock.save()
    return len(paused)


def extend(deadline: Deadline, *, days: int, reason: str, actor: Actor, approver: Actor, at: datetime) -> Deadline:
    """Lengthens an open clock that has not yet run out. ``actor`` asks, ``approver`` (another) allows.

    days: working days for a "wday" clock, else calendar days; counted on to the unrolled end.
    Returns the row as stored. Raises ClockRefused. How much the law allows is the module's rule.
    """
    _require_transaction()
    clock = Deadline.objects.select_for_update().get(pk=deadline.pk)
    _check_extension(clock, days, reason, actor, approver, at)
    clock.extended_days += days
    _count(clock)
    clock.save()
    Extension.objects.create(
        deadline=clock,
        days=days,
        reason=reason.strip(),
        at=at,
        asked_by_id=actor.user_id,
        approved_by_id=approver.user_id,
    )
    return clock


def meet(matter: HasClocks, name: str, *, at: datetime) -> Deadline | None:
    """What the clock asked for was done at this moment. None when no such clock is open."""
    _require_transaction()
    clock: Deadline | None = _open(matter, name=name).first()
    if clock is None:
        return None
    if clock.paused_at is not None:
        _end_pause(clock, at, None)
    clock.met_at = at
    clock.save()
    return clock


def stop(matter: HasClocks, *, at: datetime, name: str = "") -> int:
    """Ends every open clock (or the one of this name) without its having been met; how many ended."""
    _require_transaction()
    return _stop(_open(matter, name=name) if name else _open(matter), at)


def nearest_due(matter: HasClocks) -> datetime | None:
    """The first end among the running clocks; None when all are paused, ended, or of unknown end."""
    running = Deadline.objects.filter(RUNNING, matter_id=matter.pk, due_at__isnull=False)
    return running.order_by("due_at").values_list("due_at", flat=True).first()


def clocks(matter: HasClocks) -> list[Deadline]:
    """All clocks of a matter in the order of their start, in one query; for its page."""
    return list(Deadline.objects.filter(matter_id=matter.pk))


def matters_to_fill() -> list[int]:
    """Keys of the matters with an end that was unknown and can be counted now."""
    waiting = Deadline.objects.filter(due_at__isnull=True, missing_year__in=calendar().years)
    return list(waiting.order_by("matter_id").values_list("matter_id", flat=True).distinct())


def fill_unknown(matter: HasClocks) -> int:
    """Counts the unknown ends of a matter, those of clocks already met too; how many are known now."""
    _require_transaction()
    unknown = Deadline.objects.select_for_update().filter(matter_id=matter.pk, due_at__isnull=True)
    return _recounted(list(unknown))


def recount(matter: HasClocks) -> int:
    """Counts the open clocks anew, after a holiday list was corrected; how many moved, never earlier."""
    _require_transaction()
    return _recounted(list(_open(matter)))


def _recounted(found: list[Deadline]) -> int:
    moved = 0
    for clock in found:
        before = clock.due_at
        _count(clock)
        moved += clock.due_at is not None and clock.due_at != before
        clock.save()
    return moved


def _open(matter: HasClocks, **more: Any) -> Any:
    return Deadline.objects.select_for_update().filter(OPEN, matter_id=matter.pk, **more).order_by("id")


def _stop(found: Any, at: datetime) -> int:
    keys = [clock.pk for clock in found]
    if keys:
        Deadline.objects.filter(pk__in=keys).update(stopped_at=at)
        for pause in Pause.objects.filter(deadline__in=keys, to_at__isnull=True):
            pause.to_at = max(at, pause.from_at)
            pause.save(update_fields=["to_at"])
    return len(keys)


def _end_pause(clock: Deadline, at: datetime, actor: Actor | None) -> None:
    held = clock.pauses.get(to_at__isnull=True)
    held.to_at, held.resumed_by_id = max(at, held.from_at), actor.user_id if actor else None
    held.save()
    clock.paused_at = None
    _count(clock)


def _count(clock: Deadline) -> None:
    """Sets due_at and target_at from the stored facts, or says which year is missing; never earlier than before."""
    try:
        end = due(clock.terms(), calendar())
    except UnknownYear as missing:
        clock.due_at = clock.target_at = None
        clock.missing_year = missing.year
        return
    if clock.due_at is None or end.due_at >= clock.due_at:
        clock.due_at, clock.target_at = end.due_at, end.target_at
    clock.missing_year = None


def _check_extension(clock: Deadline, days: int, reason: str, actor: Actor, approver: Actor, at: datetime) -> None:
    if clock.state in {"met", "stopped"}:
        raise ClockRefused(N_("这个期限已经结束，不能延长。"))
    if clock.paused_at is None and clock.is_overdue(at):
        raise ClockRefused(N_("期限已过，不能再延长。"))
    if days < 1:
        raise ClockRefused(N_("延长的天数至少为1。"), "days")
    if not reason.strip():
        raise ClockRefused(N_("请写明延期理由。"), "reason")
    if not approver.is_system and (approver.user_id is None or not approver.is_staff):
        raise ClockRefused(N_("延期要由有权的工作人员批准。"), "approver")
    if not approver.is_system and approver.user_id == actor.user_id:
        raise ClockRefused(N_("延期要由申请人以外的人批准。"), "approver")


def _require_transaction() -> None:
    """On SQLite a lock outside a transaction is silently none; both databases shall refuse alike."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("clocks change only inside the caller's transaction")
