"""The number, the records behind it and its parts agree, for each actor and on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Actor
from lianxin.kernel.figures import answers
from lianxin.kernel.figures.periods import parse
from lianxin.kernel.figures.tests.conftest import (
    ALL,
    CITY,
    EAST,
    EAST_STREET,
    GROUPED,
    MEDIAN,
    NOW,
    OPENED,
    PRODUCT,
    RATE,
    WEST,
    YEAR,
    at,
    new_matter,
    reader,
)
from lianxin.kernel.figures.units import UnitMismatch

pytestmark = pytest.mark.django_db


def close(n: int, outcome: str = "solved", place: str = EAST_STREET, days: int = 2, month: int = 5, **more: object):
    start = f"2026-{month:02}-02 09:00"
    return [
        new_matter(place, start, closed_at=at(start) + timedelta(days=days), outcome=outcome, **more) for _ in range(n)
    ]


def test_a_count_opens_exactly_its_records(city):
    mine = {new_matter().pk, new_matter(WEST, "2026-12-31 23:59:59").pk}
    new_matter(opened="2025-12-31 23:59:59")
    new_matter(opened="2027-01-01 00:00")
    assert answers.value(OPENED, reader(), CITY, YEAR).number == 2
    assert set(answers.records(OPENED, reader(), CITY, YEAR).values_list("pk", flat=True)) == mine


def test_each_actor_counts_what_they_may_open(city, unit):
    new_matter(EAST_STREET, holder=unit)
    new_matter(WEST)
    new_matter(WEST, secrecy="C4")
    counted = {
        name: answers.value(OPENED, actor, "", YEAR).number
        for name, actor in {
            "city": reader(),
            "east": reader(path=EAST),
            "unit": reader(unit=unit),
            "none": reader("figures.read"),
            "public": ANONYMOUS,
            "resident": Actor(kind="resident", user_id=1),
            "system": SYSTEM,
        }.items()
    }
    assert counted == {"city": 2, "east": 1, "unit": 1, "none": 0, "public": 0, "resident": 0, "system": 2}
    assert answers.value(OPENED, reader(path=EAST), WEST, YEAR).number == 0


def test_a_rate_weighs_and_has_its_n(city):
    close(6)
    close(3, "explained")
    close(1, "refused")
    value = answers.value(RATE, reader(), CITY, YEAR)
    assert (value.n, value.part, value.number, value.is_percent) == (10, Decimal("7.5"), Decimal(75), True)
    assert answers.records(RATE, reader(), CITY, YEAR).count() == value.n


def test_nothing_to_count_from_is_not_zero_per_cent(city):
    for definition in (RATE, MEDIAN, GROUPED, PRODUCT):
        value = answers.value(definition, reader(), CITY, YEAR)
        assert (value.number, value.n, value.exact) == (None, 0, "—")


def test_filters_narrow_by_category_channel_and_unit(city, unit):
    new_matter(category="A01", channel="snap", holder=unit)
    new_matter(category="A02")
    new_matter(category="B01", channel="snap")

    def count(**filters):
        return answers.value(OPENED, reader(), CITY, YEAR, **filters).number

    assert [count(category="A"), count(channel="snap"), count(unit=str(unit.pk)), count(category="B", unit="")] == [
        2,
        2,
        1,
        1,
    ]
    with pytest.raises(TypeError):
        count(person="1")


@pytest.mark.parametrize("by", OPENED.splits)
def test_the_parts_of_a_count_add_up_to_the_whole(city, unit, by):
    for place, month, category in [
        (EAST, 1, "A01"),
        (EAST_STREET, 2, "B"),
        (CITY, 2, ""),
        (WEST, 12, "C9"),
        (WEST, 12, "A"),
    ]:
        new_matter(place, f"2026-{month:02}-28 23:30", category=category, holder=unit if category else None)
    parts = answers.series(OPENED, reader(), CITY, YEAR, by)
    whole = answers.value(OPENED, reader(), CITY, YEAR)
    assert sum(part.value.amount for part in parts) == whole.amount
    assert whole.number == 5


def test_places_and_months_are_all_named_and_categories_stand_under_their_top_one(city):
    new_matter(WEST, "2026-02-28 23:30", category="A01")
    new_matter(CITY, "2026-02-28 23:30", category="X")

    august = at("2026-08-10 09:00")

    def shown(by):
        parts = answers.series(OPENED, reader(), CITY, YEAR, by, now=august)
        return [(part.label, part.value.number) for part in parts]

    assert shown("place") == [("东区", 0), ("西区", 1), ("本级或未填", 1)]
    assert shown("month")[:3] == [("2026年1月", 0), ("2026年2月", 2), ("2026年3月", 0)]
    assert shown("month")[-1] == ("2026年8月", 0)  # a month to come is not one of nothing
    assert shown("category") == [("甲", 1), ("本级或未填", 1)]


def test_each_part_opens_its_own_records(city, unit):
    new_matter(WEST, category="A01", holder=unit)
    new_matter(EAST, category="B01")
    for by, narrow in [
        ("category", lambda key: {"category": key}),
        ("unit", lambda key: {"unit": key}),
        ("channel", lambda key: {"channel": key}),
    ]:
        for part in answers.series(OPENED, reader(), CITY, YEAR, by):
            if part.key:
                found = answers.records(OPENED, reader(), CITY, YEAR, **narrow(part.key))
                assert found.count() == part.value.number
    for part in answers.series(OPENED, reader(), CITY, YEAR, "place"):
        assert answers.records(OPENED, reader(), part.key, YEAR).count() == part.value.number
    for part in answers.series(OPENED, reader(), CITY, YEAR, "month"):
        assert answers.records(OPENED, reader(), CITY, parse(part.key)).count() == part.value.number


class Medians(TestCase):
    """The database's median is the one of the textbook."""

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.integers(0, 400), min_size=1, max_size=9))
    def test_the_median_is_the_middle_one_or_the_mean_of_two(self, days):
        for length in days:
            close(1, days=length, month=1)
        value = answers.value(MEDIAN, reader(), CITY, parse("2026-01-01..2027-12-31"))
        assert value.n == len(days)
        assert float(value.number) == pytest.approx(median(days), abs=1e-6)


def test_medians_are_split_by_every_dimension(city, unit):
    close(2, days=2, place=WEST, category="A1", holder=unit)
    close(1, days=4, place=WEST, category="A2", holder=unit)
    close(1, days=10, place=EAST, category="B", month=7)

    def shown(by):
        return {
            part.label: (part.value.exact, part.value.n)
            for part in answers.series(MEDIAN, reader(), CITY, YEAR, by)
            if part.value.n
        }

    assert shown("place") == {"西区": ("2.0", 3), "东区": ("10.0", 1)}
    assert shown("category") == {"甲": ("2.0", 3), "乙": ("10.0", 1)}
    assert shown("unit") == {"示例局": ("2.0", 3), "本级或未填": ("10.0", 1)}
    assert shown("month") == {"2026年5月": ("2.0", 3), "2026年7月": ("10.0", 1)}
    with pytest.raises(UnitMismatch):
        sum(part.value.amount for part in answers.series(MEDIAN, reader(), CITY, YEAR, "place") if part.value.n)


def test_groups_below_five_are_withheld_and_cannot_be_subtracted(city):
    close(4, place=WEST)
    assert answers.value(GROUPED, reader(), CITY, YEAR).withheld
    close(9, place=EAST)
    assert answers.value(GROUPED, reader(), CITY, YEAR).n == 13
    east, west = answers.series(GROUPED, reader(), CITY, YEAR, "place")
    assert east.value.withheld
    assert west.value.withheld
    assert (west.value.n, west.value.number, west.value.exact) == (0, None, "—")
    close(5, place=WEST)
    assert [part.value.n for part in answers.series(GROUPED, reader(), CITY, YEAR, "place")] == [9, 9]


def test_a_product_is_that_of_its_factors(city):
    close(15)
    close(5, "refused")
    value = answers.value(PRODUCT, reader(), CITY, YEAR)
    assert (value.number, value.n) == (Decimal("56.25"), 20)
    assert answers.records(PRODUCT, reader(), CITY, YEAR).count() == 20
    east = answers.series(PRODUCT, reader(), CITY, YEAR, "place")[0]
    assert east.value.number == Decimal("56.25")


def test_many_figures_take_one_query_and_one_for_all_medians(city):
    close(1)
    asked = answers.question(reader(), CITY, YEAR)
    other = replace(MEDIAN, id="t-other")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        found = answers.values([*ALL, other], asked)
    assert set(found) == {definition.id for definition in (*ALL, other)}
    assert found["t-other"] == found["t-median"]
    assert len(seen) == 2
    assert {id: value.number for id, value in found.items() if id in {"t-opened", "t-rate", "t-now"}} == {
        "t-opened": 1,
        "t-rate": 100,
        "t-now": 0,
    }


def test_a_figure_is_not_split_by_what_it_does_not_offer(city):
    with pytest.raises(ValueError, match="month"):
        answers.series(NOW, reader(), CITY, YEAR, "month")


def test_the_definitions_of_these_tests_are_sound():
    assert [problem for definition in ALL for problem in definition.problems()] == []


def test_groups_are_counted_in_whole_months_and_for_the_unit_itself_in_months_that_are_over(city, unit):
    close(6, holder=unit)
    may = at("2026-05-20 12:00")
    week = parse("2026-05-04..2026-05-05")
    assert answers.value(GROUPED, reader(), CITY, week, now=may).n == 6
    assert answers.value(RATE, reader(), CITY, parse("2026-05-01..2026-05-03"), now=may).n == 0
    assert answers.value(GROUPED, reader(unit=unit), "", week, now=may).n == 0
    assert answers.value(GROUPED, reader(unit=unit), "", YEAR, now=may).n == 0
    assert answers.value(GROUPED, reader(unit=unit), "", week, now=at("2026-06-01 00:00")).n == 6
    assert answers.series(GROUPED, reader(unit=unit), "", week, "month", now=may) == []
