"""Who must be reminded now: the holder when an end is near or past, the next level when long past."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import notices
from lianxin.kernel.access.models import Unit
from lianxin.kernel.clock.city import thresholds
from lianxin.kernel.clock.lamps import NEAR, OVERDUE, SERIOUSLY_OVERDUE, Lamp, due_q
from lianxin.kernel.clock.models import RUNNING, Deadline, Reminder
from lianxin.kernel.places.paths import ancestors

SEALED = "C4"
"""Secrecy of a matter that is kept from some units (``matters.models.SEALED``; the clock does not import matters)."""


@dataclass(frozen=True, slots=True)
class DueReminder:
    """One reminder that nobody has sent yet. kind: a lamp's name."""

    deadline: Deadline
    kind: str
    to_unit: Unit


def due_reminders(now: datetime, limit: int = 500) -> Iterator[DueReminder]:
    """What is to be sent now, the most serious first, at most ``limit`` of each kind.

    Only open matters with a holder; of each clock only the lamp that is lit now.
    """
    for lamp in (SERIOUSLY_OVERDUE, OVERDUE, NEAR):
        superiors: dict[int, Unit] = {}
        for deadline in _unsent(lamp, now)[:limit]:
            holder = deadline.matter.holder
            if lamp is SERIOUSLY_OVERDUE and holder.pk not in superiors:
                superiors[holder.pk] = superior(holder) or holder
            yield DueReminder(deadline, lamp.name, _not_kept_from(deadline, superiors.get(holder.pk, holder)))


def _not_kept_from(deadline: Deadline, unit: Unit) -> Unit:
    """The unit, or the next above it from which this matter is not kept; at the top the holder."""
    if deadline.matter.secrecy != SEALED:
        return unit
    kept = set(deadline.matter.kept_from.values_list("unit", flat=True))
    found: Unit | None = unit
    while found is not None and found.pk in kept:
        found = superior(found)
    return found or deadline.matter.holder or unit


def send_reminders(now: datetime | None = None) -> int:
    """Sends what is due, each once however many workers run this at the same time; how many were sent."""
    moment = now or timezone.now()
    return sum(_send(reminder, moment) for reminder in list(due_reminders(moment)))


def superior(unit: Unit) -> Unit | None:
    """The unit one level up: the nearest above it in the tree of units that answers for a wider place,
    else one of the nearest wider place, of its own kind if there is one. None at the top."""
    parent: Unit | None = unit.parent
    while parent is not None:
        if parent.is_active and parent.place_path != unit.place_path and unit.place_path.startswith(parent.place_path):
            return parent
        parent = parent.parent
    above = Unit.objects.filter(is_active=True, place_path__in=ancestors(unit.place_path))
    ordered = list(above.annotate(depth=Length("place_path")).order_by("-depth", "code"))
    nearest = [candidate for candidate in ordered if candidate.place_path == ordered[0].place_path]
    return min(nearest, key=lambda candidate: candidate.kind != unit.kind, default=None)


def _unsent(lamp: Lamp, now: datetime) -> Any:
    sent = Reminder.objects.filter(deadline=OuterRef("pk"), kind=lamp.name, due_at=OuterRef("due_at"))
    if lamp is not SERIOUSLY_OVERDUE:  # a new holder is told anew; the level above it is told once
        sent = sent.filter(to_unit=OuterRef("matter__holder"))
    lit = due_q(lamp, now, thresholds())
    open_matter = Q(matter__closed_at__isnull=True, matter__holder__isnull=False)
    found = Deadline.objects.filter(RUNNING, lit, open_matter).exclude(Exists(sent))
    return found.select_related("matter__holder").order_by("due_at", "id")


@transaction.atomic
def _send(reminder: DueReminder, now: datetime) -> bool:
    """The stored row and the notice in one transaction: a second worker waits, meets the row and turns back."""
    deadline = reminder.deadline
    assert deadline.due_at is not None
    try:
        with transaction.atomic():
            Reminder.objects.create(
                deadline=deadline, kind=reminder.kind, due_at=deadline.due_at, to_unit=reminder.to_unit, sent_at=now
            )
    except IntegrityError:
        return False
    subject, body = _words(reminder)
    notices.send(
        to_unit=reminder.to_unit,
        kind=f"clock.{reminder.kind}",
        subject=subject,
        body=body,
        link=f"/m/{deadline.matter.number}/",
        matter_id=deadline.matter_id,
    )
    return True


def _words(reminder: DueReminder) -> tuple[str, str]:
    """Subject and body. The number alone: a title may say more than everyone in the unit should read."""
    matter = reminder.deadline.matter
    assert matter.holder is not None
    facts = {
        "number": matter.number,
        "holder": matter.holder.name,
        "due": timezone.localtime(reminder.deadline.due_at).strftime("%Y-%m-%d %H:%M"),
    }
    if reminder.kind == NEAR.name:
        return _("临期提醒：%(number)s") % facts, _("事项%(number)s的期限是%(due)s，请按时办理。") % facts
    if reminder.kind == OVERDUE.name:
        return _("超期提醒：%(number)s") % facts, _("事项%(number)s已于%(due)s到期，尚未办理，请尽快办理。") % facts
    return (
        _("严重超期：%(number)s") % facts,
        _("%(holder)s承办的事项%(number)s已于%(due)s到期，至今未办理，请督促。") % facts,
    )
