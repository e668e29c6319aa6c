"""One year's holiday list as the State Council publishes it. Pure; no Django.

Source of the duty: 《全国年节及纪念日放假办法》 and the yearly 国务院办公厅关于部分节假日安排的通知.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lianxin.kernel.words import N_

DAY = timedelta(days=1)


class CalendarError(ValueError):
    """Why a date could not be counted. ``message`` is a Chinese source text for gettext, ``params`` fill it."""

    def __init__(self, message: str, **params: object) -> None:
        self.message, self.params = message, params
        super().__init__(message % params)


class BadYearFile(CalendarError):
    """A year file that cannot be trusted; nothing of it is used."""


@dataclass(frozen=True, slots=True)
class Year:
    """off: the days of rest of the list. work: weekend days worked (调休上班). statutory: 法定节假日 proper."""

    year: int
    notice: str
    off: frozenset[date]
    work: frozenset[date]
    statutory: frozenset[date]


def read_year(path: Path) -> Year:
    """The year in ``YYYY.toml``: year, notice, and ``[[holiday]]`` with name, from, to, statutory, work."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        year = int(content["year"])
        spans = [_span(holiday) for holiday in content["holiday"]]
        off = frozenset[date]().union(*(days for days, _work, _statutory in spans))
        work = frozenset[date]().union(*(work for _days, work, _statutory in spans))
        statutory = frozenset[date]().union(*(statutory for _days, _work, statutory in spans))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise BadYearFile(
            N_("日历文件%(file)s读不出：%(reason)s"), file=path.name, reason=f"{type(error).__name__} {error}"
        ) from error
    found = Year(year, str(content.get("notice", "")), off, work, statutory)
    _check(found, path)
    return found


def _span(holiday: dict[str, Any]) -> tuple[set[date], set[date], set[date]]:
    first, last = _day(holiday["from"]), _day(holiday["to"])
    if last < first:
        raise ValueError(f"{first} > {last}")
    days = {first + DAY * n for n in range((last - first).days + 1)}
    return days, {_day(day) for day in holiday["work"]}, {_day(day) for day in holiday["statutory"]}


def _day(value: object) -> date:
    if type(value) is not date:
        raise TypeError(f"{value!r}")
    return value


def _check(found: Year, path: Path) -> None:
    """What a slip of the keyboard would break: the year, a day both off and worked, a worked weekday."""
    if path.stem != str(found.year):
        raise BadYearFile(N_("日历文件%(file)s里写的是%(year)s年"), file=path.name, year=found.year)
    if not found.off:
        raise BadYearFile(N_("日历文件%(file)s里没有节假日"), file=path.name)
    odd = (found.off & found.work) | (found.statutory - found.off) | {d for d in found.work if d.weekday() < 5}
    # A list may reach back into the December before it, as that of 2019 did.
    odd |= {d for d in found.off | found.work if d.year != found.year and (d.year, d.month) != (found.year - 1, 12)}
    if odd:
        raise BadYearFile(N_("日历文件%(file)s里的日期有误：%(day)s"), file=path.name, day=min(odd).isoformat())
