"""Periods: what their addresses mean, and where they begin and end."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.figures.periods import BadPeriod, of, parse, span

KINDS = ("day", "week", "month", "quarter", "year", "statistics")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10-05", "2026-10-05", "2026-10-05"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("S2026-10", "2026-09-21", "2026-10-20"),
        ("S2026-01", "2025-12-21", "2026-01-20"),
        ("2026-03-01..2026-04-15", "2026-03-01", "2026-04-15"),
    ],
)
def test_an_address_names_its_days(text, first, last):
    period = parse(text)
    assert (period.first.isoformat(), period.last.isoformat(), period.text) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-02-30",
        "2026-W54",
        "2026-Q5",
        "26",
        "2026-04-15..2026-03-01",
        "S2026-00",
        "2026-10 ",
        "0001-01-01..9999-12-31",
        "今年",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(BadPeriod):
        parse(text)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(KINDS))
def test_every_day_lies_in_one_period_of_each_kind_which_reads_back(day, kind):
    period = of(kind, day)
    assert period.first <= day <= period.last
    assert parse(period.text) == period
    assert of(kind, period.first) == of(kind, period.last) == period
    assert period.previous().end == period.start


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_the_months_of_a_span_are_its_days_without_gap_or_overlap(day, length):
    period = span(day, date.fromordinal(day.toordinal() + length))
    months = list(period.months())
    assert months[0].start == period.start
    assert months[-1].end == period.end
    assert all(one.end == two.start for one, two in pairwise(months))


def test_a_day_begins_at_local_midnight():
    assert parse("2026-10-05").start.isoformat() == "2026-10-05T00:00:00+08:00"
    assert parse("2026-10-05").end.isoformat() == "2026-10-06T00:00:00+08:00"
