"""When a term ends, from plain facts. Pure; no Django.

Days end at 23:59:59 in Asia/Shanghai (民法典 203(2)); hours run from the moment itself (民法典 201(2)).
A pause adds what it held back: whole seconds to hours, calendar days to days, working days to
working days; the day of the pause counts as used, the day of the resumption does not. A clock that
was paused on its last day ends on the day of the resumption, or on the next working day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from lianxin.kernel.clock.calendar import Calendar

ZONE = ZoneInfo("Asia/Shanghai")
Unit = Literal["day", "wday", "hour"]
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Terms:
    """amount in ``unit`` (day: calendar, wday: working, hour: plain). extended_days: in the same days;
    24 hours each for an hour term. pauses: finished ones that began before the end, in any order."""

    started_at: datetime
    amount: int
    unit: Unit
    extended_days: int = 0
    pauses: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """due_at: the lawful end. target_at: what staff aim at, never later."""

    due_at: datetime
    target_at: datetime


def due(terms: Terms, calendar: Calendar) -> Due:
    """The end of a term. Raises UnknownYear when a day it needs lies outside the loaded years."""
    spans = _merged(terms.pauses)
    if terms.unit == "hour":
        paused = sum((to - start for start, to in spans), timedelta())
        moment = terms.started_at + timedelta(hours=terms.amount, days=terms.extended_days) + paused
        return Due(moment, moment)
    amount = terms.amount + terms.extended_days + sum(_paused_days(span, terms.unit, calendar) for span in spans)
    last = calendar.last_days(local_day(terms.started_at), amount, terms.unit)
    resumed_on = calendar.rolled(local_day(spans[-1][1])) if spans else last.target_on
    return Due(day_end(max(last.due_on, resumed_on)), day_end(max(last.target_on, resumed_on)))


def local_day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def day_end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), ZONE)


def _paused_days(span: Span, unit: Unit, calendar: Calendar) -> int:
    first, last = local_day(span[0]), local_day(span[1])
    return (last - first).days if unit == "day" else calendar.working_days_between(first, last)


def _merged(pauses: tuple[Span, ...]) -> list[Span]:
    """Overlapping pauses as one: no moment is given back twice. A pause that ends before it begins is none."""
    merged: list[Span] = []
    for start, to in sorted(span for span in pauses if span[0] <= span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], to))
        else:
            merged.append((start, to))
    return merged
