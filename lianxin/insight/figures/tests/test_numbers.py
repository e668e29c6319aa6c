"""The public totals: no number from 1 to 4 is shown, nor the difference of what two addresses show."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lianxin.insight.figures import totals
from lianxin.insight.figures.totals import Row, Table
from lianxin.kernel.figures.suppression import is_small
from lianxin.kernel.places import tree
from lianxin.work.requests.tests.test_figures import ended, filed
from tests.signed_in import client_of
from tests.world import CITY, EAST, STREET, WEST, WEST_STREET, build

TODAY = date(2026, 4, 10)
PLACES = (STREET, EAST, WEST_STREET, WEST)
Filling = list[tuple[int, str, str, int]]


def fill(filling: Filling) -> None:
    for month, place, outcome, n in filling:
        for _n in range(n):
            opened = f"2026-{month:02}-05 09:00"
            if outcome:
                ended(outcome, closed=opened, opened=opened, place_path=place, category="0101")
            else:
                filed(opened, place_path=place)


def shown() -> dict[tuple[str, str, str], Row]:
    """(month, place, category) → row, for everything that any address shows; "" is all."""
    found: dict[tuple[str, str, str], Row] = {}
    (months,) = totals.tables("2026", "", "", today=TODAY)
    found["", "", ""] = months.whole
    for month in visible(months):
        found[month.key, "", ""] = month
        _months, places, categories = totals.tables("2026", month.key, "", today=TODAY)
        found.update({(month.key, "", row.key or "-"): row for row in visible(categories)})
        for place in visible(places):
            found[month.key, place.key or "-", ""] = place
            if place.href:
                *_above, streets = totals.tables("2026", month.key, place.key, today=TODAY)
                found.update({(month.key, row.key or f"{place.key}-", ""): row for row in visible(streets)})
    return found


def visible(table: Table) -> list[Row]:
    return [row for row in table.rows or [] if row.is_shown]


def holds(whole: tuple[str, str, str], part: tuple[str, str, str]) -> bool:
    return all(p.startswith(w) for w, p in zip(whole, part, strict=True)) and whole != part


def numbers(row: Row) -> tuple[int, int, int]:
    return row.received, row.closed, row.solved  # type: ignore[return-value]


class Differencing(TestCase):
    """What a reader can subtract from what."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(
                st.sampled_from([1, 2, 3]),
                st.sampled_from(PLACES),
                st.sampled_from(["", "solved", "explained"]),
                st.integers(0, 9),
            ),
            max_size=9,
        )
    )
    def test_no_number_and_no_difference_of_two_filters_is_from_one_to_four(self, filling: Filling) -> None:
        build()
        tree.forget()
        fill(filling)
        rows = shown()
        for row in rows.values():
            assert not any(map(is_small, numbers(row)))
        for one, other in combinations(rows, 2):
            whole, part = (one, other) if holds(one, other) else (other, one)
            if holds(whole, part):
                left = [a - b for a, b in zip(numbers(rows[whole]), numbers(rows[part]), strict=True)]
                assert not any(map(is_small, left)), (whole, part)
        for whole in rows:
            for children in families(rows, whole):
                columns = zip(numbers(rows[whole]), *map(numbers, children), strict=True)
                left = [whole_one - sum(parts) for whole_one, *parts in columns]
                assert not any(map(is_small, left)), whole


def families(rows: dict[tuple[str, str, str], Row], whole: tuple[str, str, str]) -> list[list[Row]]:
    """The shown parts of a row, dimension by dimension, one step down."""
    below = [key for key in rows if holds(whole, key)]
    return [
        members
        for dimension in range(3)
        if (
            members := [
                rows[key]
                for key in below
                if [n for n in range(3) if key[n] != whole[n]] == [dimension]
                and not any(holds(other, key) and holds(whole, other) for other in below)
            ]
        )
    ]


@pytest.fixture
def city(world: Any) -> Any:
    tree.forget()
    return world


def table(month: str = "", place: str = "") -> Table:
    return totals.tables("2026", month, place, today=TODAY)[-1 if place else 1 if month else 0]


@pytest.mark.django_db
def test_received_closed_and_solved_are_shown_together(city):
    fill([(3, STREET, "solved", 12), (3, WEST_STREET, "explained", 7), (3, WEST_STREET, "", 5)])
    whole = table().whole
    assert (whole.received, whole.closed, whole.solved) == (24, 19, 12)
    east, west = table("2026-03").rows or []
    assert [(row.received, row.closed, row.solved) for row in (east, west)] == [(12, 12, 12), (12, 7, 0)]


@pytest.mark.django_db
def test_a_small_place_takes_another_with_it(city):
    fill([(3, STREET, "", 20), (3, WEST_STREET, "", 3)])
    east, west = table("2026-03").rows or []
    assert (east.is_shown, west.is_shown, west.received, west.href) == (False, False, "<5", "")
    with pytest.raises(Http404):
        totals.tables("2026", "2026-03", EAST, today=TODAY)


@pytest.mark.django_db
def test_a_small_month_is_in_no_sum(city):
    fill([(1, STREET, "", 20), (2, STREET, "", 3)])
    assert table().whole.received == 20
    with pytest.raises(Http404):
        totals.tables("2026", "2026-02", "", today=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("month", "place"),
    [
        ("2026-04", ""),
        ("2026-13", ""),
        ("2026-Q1", ""),
        ("2020-01", ""),
        ("2026-03", CITY),
        ("2026-03", STREET),
        ("2026-03", "x"),
    ],
)
def test_a_month_that_is_not_over_and_a_place_that_is_not_divided_are_not_there(city, month, place):
    fill([(3, STREET, "", 20), (3, WEST_STREET, "", 20), (4, STREET, "", 20)])
    with pytest.raises(Http404):
        totals.tables("2026", month, place, today=TODAY)


@pytest.mark.django_db
def test_streets_are_the_smallest_places(city):
    fill([(3, STREET, "", 20), (3, WEST_STREET, "", 20)])
    rows = table("2026-03", EAST).rows or []
    assert [(row.label, row.received, row.href) for row in rows] == [("柳荫街道", 20, "")]


@pytest.mark.django_db
def test_anybody_opens_the_page_and_a_sealed_matter_is_not_in_it(city):
    year = date.today().year - 1
    for _n in range(9):
        filed(f"{year}-05-05 09:00")
    filed(f"{year}-05-05 09:00", secrecy="C4")
    html = client_of(None).get("/numbers/", {"year": str(year)}).content.decode()
    assert re.search(r"5月</a></th><td class=\"lx-num\">9</td>", html)
    assert client_of(None).get("/numbers/", {"month": f"{year}-99"}).status_code == 404
    assert client_of(None).get("/numbers/", {"year": "x'"}).status_code == 200
