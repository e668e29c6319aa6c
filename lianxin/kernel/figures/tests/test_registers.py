"""Sums, different values, and figures whose records are rows of a register instead of matters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db.models import Sum

from lianxin.kernel.access.models import Unit
from lianxin.kernel.figures import answers
from lianxin.kernel.figures.definition import Definition, Listed
from lianxin.kernel.figures.freezing import freeze, recompute
from lianxin.kernel.figures.tests.conftest import (
    CITY,
    COMMON,
    EAST,
    EAST_STREET,
    WEST,
    YEAR,
    new_matter,
    opened,
    reader,
)
from lianxin.kernel.figures.units import ITEM, LEVEL, PERSON_TIME, UnitMismatch

pytestmark = pytest.mark.django_db

PERSONS = Definition(
    id="t-persons", label="人次", unit=PERSON_TIME, kind="sum", records=opened, measure="version", **COMMON
)
KINDS = Definition(
    id="t-kinds",
    label="种",
    unit=LEVEL,
    kind="distinct",
    records=opened,
    measure="urgency",
    splits=("place", "month"),
    **COMMON,
)
OFFICES = Definition(
    id="t-offices",
    label="单位",
    unit=ITEM,
    kind="count",
    period="now",
    splits=("place",),
    records=lambda question: question.rows(Unit).filter(kind="street"),
    listed=lambda rows: [Listed(row.name, place_path=row.place_path) for row in rows],
    **COMMON,
)


def test_a_sum_adds_up_each_record_and_knows_from_how_many(city):
    new_matter(version=4, category="A1")
    new_matter(WEST, version=318, category="A2")
    value = answers.value(PERSONS, reader(), CITY, YEAR)
    assert (value.number, value.n, value.exact) == (322, 2, "322")
    for by in PERSONS.splits:
        parts = answers.series(PERSONS, reader(), CITY, YEAR, by)
        assert sum(part.value.amount for part in parts) == value.amount


def test_a_sum_of_nothing_is_nought(city):
    value = answers.value(PERSONS, reader(), CITY, YEAR)
    assert (value.number, value.n) == (0, 0)


def test_a_large_sum_is_exact(city):
    for _ in range(3):
        new_matter(version=2_000_000_000)
    assert answers.value(PERSONS, reader(), CITY, YEAR).number == 6_000_000_000
    assert answers.records(PERSONS, reader(), CITY, YEAR).aggregate(all=Sum("version"))["all"] == 6_000_000_000


def test_batches_and_persons_refuse_to_be_added(city):
    new_matter(version=4)
    batches = Definition(id="t-batches", label="批次", unit=ITEM, kind="count", records=opened, **COMMON)
    with pytest.raises(UnitMismatch):
        answers.value(PERSONS, reader(), CITY, YEAR).amount + answers.value(batches, reader(), CITY, YEAR).amount


def test_different_values_are_counted_once_and_not_added_up(city):
    for place, urgency in [(EAST, "normal"), (EAST, "urgent"), (WEST, "urgent")]:
        new_matter(place, urgency=urgency)
    value = answers.value(KINDS, reader(), CITY, YEAR)
    assert (value.number, value.n) == (2, 3)
    parts = answers.series(KINDS, reader(), CITY, YEAR, "place")
    assert [part.value.number for part in parts] == [2, 1]
    with pytest.raises(UnitMismatch):
        sum(part.value.amount for part in parts)


def test_a_register_is_counted_where_the_actor_may_read(city):
    for n, place in enumerate([EAST, EAST_STREET, WEST]):
        Unit.objects.create(code=f"fig-{n}", name=f"示例{n}", kind="street", place_path=place)
    assert [
        answers.value(OFFICES, actor, where, YEAR).number
        for actor, where in ((reader(), CITY), (reader(), EAST), (reader(path=WEST), ""), (reader("figures.read"), ""))
    ] == [3, 2, 1, 0]
    rows = answers.records(OFFICES, reader(path=EAST), "", YEAR)
    assert {line.place_path for line in OFFICES.listed(rows)} == {EAST, EAST_STREET}
    assert {part.label: part.value.number for part in answers.series(OFFICES, reader(), CITY, YEAR, "place")} == {
        "东区": 2,
        "西区": 1,
    }


def test_a_sum_is_signed_and_computed_again(city, signer):
    from lianxin.kernel.figures import catalogue

    new_matter(opened="2025-03-02 09:00", version=7)
    year = replace(YEAR, first=YEAR.first.replace(year=2025), last=YEAR.last.replace(year=2025))
    catalogue.catalogue()[PERSONS.id] = PERSONS
    frozen = freeze(PERSONS, actor=reader("figures.sign", "matters.read", user=signer), place_path=CITY, period=year)
    assert (frozen.number, frozen.n, recompute(frozen).is_same) == (7, 1, True)


def test_the_definitions_are_sound_and_unsound_ones_are_named():
    assert [problem for each in (PERSONS, KINDS, OFFICES) for problem in each.problems()] == []
    assert replace(PERSONS, measure=None).problems() == ["t-persons: a sum of nothing"]
    assert replace(KINDS, unit=ITEM).problems() == ["t-kinds: 件 could be added up"]
    assert replace(OFFICES, splits=("channel",)).problems() == ["t-offices: is not split by category or channel"]
