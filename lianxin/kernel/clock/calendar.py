"""Working days with 调休, and what the law says about the last day. Pure; no Django.

Counting: the first day is not counted (民法典 201), a last day on a day of rest rolls to the next
working day (民法典 203). 《信访工作条例》 defines no counting of its own; these apply by analogy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from lianxin.kernel.clock.year_file import DAY, CalendarError, Year, read_year
from lianxin.kernel.words import N_


class UnknownYear(CalendarError):
    """The holiday list of ``year`` is not loaded. Nothing is guessed."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(N_("尚未装入%(year)s年的放假安排，不能推算期限"), year=year)


@dataclass(frozen=True, slots=True)
class LastDays:
    """due_on: the last lawful day. target_on: the day staff should aim at, never after due_on."""

    due_on: date
    target_on: date


class Calendar:
    """The known years. A later file of the same year replaces an earlier one."""

    def __init__(self, years: Iterable[Year]) -> None:
        known = {year.year: year for year in years}
        self.years = frozenset(known)
        ordered = [known[year] for year in sorted(known)]
        self._off: set[date] = set()
        self._work: set[date] = set()
        self._statutory: set[date] = set()
        for year in ordered:
            self._off = (self._off - year.work) | year.off
            self._work = (self._work - year.off) | year.work
            self._statutory |= year.statutory

    @classmethod
    def load(cls, *folders: Path) -> Calendar:
        """All ``YYYY.toml`` of the folders; a later folder overrides. Raises BadYearFile."""
        return cls(read_year(path) for folder in folders for path in sorted(folder.glob("*.toml")))

    def is_working_day(self, day: date) -> bool:
        self._require(day)
        return day in self._work or (day.weekday() < 5 and day not in self._off)

    def is_statutory_holiday(self, day: date) -> bool:
        """法定节假日 proper (the days of triple pay), without the days moved around them."""
        self._require(day)
        return day in self._statutory

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        return self.rolled(day + DAY)

    def rolled(self, day: date) -> date:
        """The day itself when worked, else the next working day (民法典 203)."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def rolled_back(self, day: date) -> date:
        """The day itself when worked, else the last working day before it."""
        while not self.is_working_day(day):
            day -= DAY
        return day

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after ``start``; with n = 0 the start, rolled."""
        _require_count(n)
        day = start if n else self.rolled(start)
        for _ in range(n):
            day = self.next_working_day(day)
        return day

    def add_days(self, start: date, n: int, roll: bool = True) -> date:
        """n calendar days after ``start``, rolled off a day of rest unless told not to."""
        _require_count(n)
        day = start + timedelta(days=n)
        return self.rolled(day) if roll else day

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after ``a`` up to and including ``b``."""
        if b < a:
            raise ValueError(f"{b} is before {a}")
        return sum(self.is_working_day(a + DAY * n) for n in range(1, (b - a).days + 1))

    def last_days(self, start: date, n: int, unit: Literal["day", "wday"]) -> LastDays:
        """The last lawful day and the working target of a term of n days (n ≥ 1) that ``start`` sets going.

        For calendar days the target is the unrolled day, or the last working day before it; it stays
        after the start, so a term that holds no working day aims at the rolled day.
        """
        if unit == "wday":
            due = self.add_working_days(start, n)
            return LastDays(due, due)
        plain = self.add_days(start, n, roll=False)
        due, target = self.rolled(plain), self.rolled_back(plain)
        return LastDays(due, target if target > start else due)

    def _require(self, day: date) -> None:
        if day.year not in self.years:
            raise UnknownYear(day.year)


def _require_count(n: int) -> None:
    if n < 0:
        raise ValueError(f"a term of {n} days")
