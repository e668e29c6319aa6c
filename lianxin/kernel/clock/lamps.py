"""Four lamps. Colour never speaks alone: each lamp has its own word, icon and shape (WCAG 2.2, 1.4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from lianxin.kernel.words import N_


@dataclass(frozen=True, slots=True)
class Lamp:
    """label: Chinese source text for gettext. icon: a Tabler icon. shape: for print, maps and charts."""

    name: str
    label: str
    colour: str
    icon: str
    shape: str


ON_TIME = Lamp("on_time", N_("按期"), "green", "circle-check", "circle")
NEAR = Lamp("near", N_("临期"), "yellow", "clock-hour-4", "diamond")
OVERDUE = Lamp("overdue", N_("超期"), "orange", "alert-triangle", "triangle")
SERIOUSLY_OVERDUE = Lamp("seriously_overdue", N_("严重超期"), "red", "alert-octagon", "octagon")
LAMPS = (ON_TIME, NEAR, OVERDUE, SERIOUSLY_OVERDUE)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """near: how long before the end the second lamp is lit. serious: how long after it the fourth."""

    near: timedelta = timedelta(hours=24)
    serious: timedelta = timedelta(days=3)


def lamp(due_at: datetime | None, now: datetime, thresholds: Thresholds | None = None) -> Lamp | None:
    """The lamp of a moment; for what is closed, ``now`` is when it closed. None while nothing is due.

    thresholds: the city's own when not given.
    """
    if due_at is None:
        return None
    limits = thresholds or _of_the_city()
    if now > due_at + limits.serious:
        return SERIOUSLY_OVERDUE
    if now > due_at:
        return OVERDUE
    return NEAR if now >= due_at - limits.near else ON_TIME


def lamp_q(lamp: Lamp | str, now: datetime, thresholds: Thresholds | None = None) -> Q:
    """The open rows (``due_at``, ``closed_at``) under one lamp, as ranges that an index on due_at serves.

    lamp: a Lamp or its name; an unknown name (from an address that somebody typed) finds nothing.
    """
    return Q(closed_at__isnull=True) & due_q(lamp, now, thresholds)


def due_q(lamp: Lamp | str, now: datetime, thresholds: Thresholds | None = None) -> Q:
    """The rows whose ``due_at`` lights this lamp, whether open or not."""
    limits = thresholds or _of_the_city()
    serious, near = now - limits.serious, now + limits.near
    ranges = {
        ON_TIME.name: Q(due_at__gt=near),
        NEAR.name: Q(due_at__gte=now, due_at__lte=near),
        OVERDUE.name: Q(due_at__gte=serious, due_at__lt=now),
        SERIOUSLY_OVERDUE.name: Q(due_at__lt=serious),
    }
    return ranges.get(lamp if isinstance(lamp, str) else lamp.name, Q(pk__in=[]))


def _of_the_city() -> Thresholds:
    from lianxin.kernel.clock.city import thresholds  # a pure reader of this file never loads the pack

    return thresholds()
