"""Last days of the rights that the law gives, from the city's calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lianxin.kernel.clock.calendar import UnknownYear
from lianxin.kernel.clock.city import calendar
from lianxin.kernel.clock.counting import local_day
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.words import N_
from lianxin.work.petitions import rules


def last_day(name: str, start: datetime) -> date | None:
    """The last day to use a right; None while the holidays of a year that it needs are not known."""
    try:
        return rules.last_days(name, local_day(start), calendar()).due_on
    except UnknownYear:
        return None


def require_in_time(name: str, start: datetime, at: datetime) -> None:
    """Raises MoveRefused when the term is over, or when nobody can know yet whether it is."""
    term, begun, on = rules.TERMS[name], local_day(start), local_day(at)
    if term.unit == "day" and on <= begun + timedelta(days=term.amount):
        return  # a day of rest can only make it longer
    try:
        in_time = rules.is_in_time(name, begun, on, calendar())
    except UnknownYear as missing:
        raise MoveRefused(N_("尚未装入%(year)d年的放假安排，不能判断是否逾期。"), year=missing.year) from missing
    if not in_time:
        raise MoveRefused(N_("已超过%(label)s的期限（%(article)s）。"), label=term.label, article=term.article)
