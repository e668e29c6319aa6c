"""Periods over which figures are counted, and how an address writes them. Pure; local days of Asia/Shanghai.

``2026-10-05`` a day · ``2026-W41`` an ISO week · ``2026-10`` a month · ``2026-Q4`` · ``2026`` · ``S2026-10`` the
statistics month from 21 September to 20 October · ``2026-03-01..2026-04-15`` any span, both days included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
STATISTICS_FROM_DAY = 21
LONGEST_SPAN_DAYS = 366 * 30
Kind = Literal["day", "week", "month", "quarter", "year", "statistics", "span"]

_FORMS: tuple[tuple[Kind, str], ...] = (
    ("day", r"(\d{4})-(\d\d)-(\d\d)"),
    ("week", r"(\d{4})-W(\d\d)"),
    ("month", r"(\d{4})-(\d\d)"),
    ("quarter", r"(\d{4})-Q([1-4])"),
    ("year", r"(\d{4})"),
    ("statistics", r"S(\d{4})-(\d\d)"),
    ("span", r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)"),
)
_ONE_DAY = timedelta(days=1)


class BadPeriod(ValueError):
    """Not one of the forms above, or a span that ends before it begins."""


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included. ``text`` is the form of the address."""

    kind: Kind
    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The first moment, aware."""
        return datetime.combine(self.first, time(), ZONE)

    @property
    def end(self) -> datetime:
        """The moment after the last, aware: compare with ``<``."""
        return datetime.combine(self.last + _ONE_DAY, time(), ZONE)

    @property
    def text(self) -> str:
        year, number = self.last.year, self.last.month
        if self.kind == "week":
            year, number, _weekday = self.first.isocalendar()
        forms = {
            "day": self.first.isoformat(),
            "week": f"{year}-W{number:02}",
            "month": f"{year}-{number:02}",
            "quarter": f"{year}-Q{(number + 2) // 3}",
            "year": str(year),
            "statistics": f"S{year}-{number:02}",
            "span": f"{self.first.isoformat()}..{self.last.isoformat()}",
        }
        return forms[self.kind]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def previous(self) -> Period:
        """The period before this one, as long (a span: as many days)."""
        before = self.first - _ONE_DAY
        return (
            Period("span", self.first - timedelta(days=self.days), before)
            if self.kind == "span"
            else of(self.kind, before)
        )

    def in_whole_months(self, before: date | None = None) -> Period:
        """Widened to calendar months; with ``before``, only those that ended before that day (perhaps none)."""
        first, last = self.first.replace(day=1), _month_end(self.last)
        if before is not None and last >= before:
            last = max(before.replace(day=1), first) - _ONE_DAY
        return Period("span", first, last) if last < first else span(first, last)

    def months(self) -> Iterator[Period]:
        """The calendar months that it touches, the first and last cut to its days."""
        day = self.first
        while day <= self.last:
            whole = of("month", day)
            if whole.first >= self.first and whole.last <= self.last:
                yield whole
            else:
                yield Period("span", max(day, whole.first), min(self.last, whole.last))
            day = whole.last + _ONE_DAY


def parse(text: str) -> Period:
    """The period of an address. Raises BadPeriod."""
    for kind, form in _FORMS:
        found = re.fullmatch(form, text)
        if found:
            try:
                return _built(kind, found.groups())
            except ValueError as problem:
                raise BadPeriod(text) from problem
    raise BadPeriod(text)


def span(first: date, last: date) -> Period:
    """Any days, both included; a whole month, quarter or year is named as such. Raises BadPeriod."""
    if last < first or (last - first).days > LONGEST_SPAN_DAYS:
        raise BadPeriod(f"{first}..{last}")
    for kind in ("day", "month", "quarter", "year"):
        whole = of(kind, first)
        if (whole.first, whole.last) == (first, last):
            return whole
    return Period("span", first, last)


def of(kind: Kind, day: date) -> Period:
    """The period of a kind in which a day lies; for ``span`` that one day."""
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(kind, monday, monday + timedelta(days=6))
    if kind == "month":
        return Period(kind, day.replace(day=1), _month_end(day))
    if kind == "quarter":
        first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        return Period(kind, first, _month_end(first.replace(month=first.month + 2)))
    if kind == "year":
        return Period(kind, date(day.year, 1, 1), date(day.year, 12, 31))
    if kind == "statistics":
        closing = day if day.day < STATISTICS_FROM_DAY else _month_end(day) + _ONE_DAY
        before = closing.replace(day=1) - _ONE_DAY
        return Period(kind, before.replace(day=STATISTICS_FROM_DAY), closing.replace(day=STATISTICS_FROM_DAY - 1))
    return Period(kind, day, day)


def _built(kind: Kind, parts: tuple[str, ...]) -> Period:
    if kind == "span":
        first, last = (date.fromisoformat(part) for part in parts)
        if last < first or (last - first).days > LONGEST_SPAN_DAYS:
            raise ValueError(parts)
        return Period(kind, first, last)
    if kind == "week":
        return of(kind, date.fromisocalendar(int(parts[0]), int(parts[1]), 1))
    numbers = [int(part) for part in parts]
    if kind == "quarter":
        return of(kind, date(numbers[0], numbers[1] * 3, 1))
    return of(kind, date(*[*numbers, 1, 1][:3]))


def _month_end(day: date) -> date:
    following = day.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)
