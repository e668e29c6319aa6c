"""Figures through the interface: a number, its n, its parts, and the records behind it."""

from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.figures.catalogue import catalogue
from tests.calling import program


def this_year() -> str:
    return str(timezone.localdate().year)


def test_the_catalogue_tells_every_definition(world: Any) -> None:
    items = program(world, "county").get("figures").json()["items"]
    assert {item["id"] for item in items} == set(catalogue())
    assert all(item["meaning"] and item["unit"] for item in items)


def test_a_number_opens_the_records_behind_it(world: Any) -> None:
    county = program(world, "county")
    made = {world.request(f"第{n}盏路灯不亮").matter.number for n in range(3)}
    asked = {"period": this_year(), "place": "990102"}
    of_matters = [d.id for d in catalogue().values() if d.kind == "count" and d.period == "span" and d.listed is None]
    for figure in of_matters:
        told = county.get(f"figures/{figure}", **asked).json()
        found, cursor = [], ""
        while cursor is not None:
            page = county.get(f"figures/{figure}/records", **asked, limit=2, cursor=cursor).json()
            found += [row["number"] for row in page["items"]]
            cursor = page["next"]
        assert told["number"] == told["n"] == len(set(found)) == len(found), figure
        assert set(found) <= made


def test_parts_add_up_to_the_whole(world: Any) -> None:
    for n in range(3):
        world.request(f"第{n}盏路灯不亮")
    definition = next(d for d in catalogue().values() if d.kind == "count" and "category" in d.splits)
    told = program(world, "county").get(f"figures/{definition.id}", period=this_year(), by="category").json()
    assert sum(part["number"] for part in told["parts"]) == told["number"]


def test_a_rate_of_few_is_told_as_counts(world: Any) -> None:
    world.request()
    county = program(world, "county")
    for definition in (d for d in catalogue().values() if d.kind == "rate"):
        told = county.get(f"figures/{definition.id}", period=this_year()).json()
        assert told["n"] < 10
        assert told["number"] is None


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"period": "someday"}, 422),
        ({}, 422),
        ({"period": "2026", "by": "nothing"}, 422),
        ({"period": "2026", "unit": "nobody"}, 422),
        ({"period": "2026", "place": "990103"}, 404),
    ],
)
def test_what_cannot_be_asked(world: Any, values: dict[str, str], status: int) -> None:
    figure = next(iter(catalogue()))
    assert program(world, "county").get(f"figures/{figure}", **values).status_code == status


def test_a_figure_that_nobody_defined(world: Any) -> None:
    assert program(world, "county").get("figures/F999999", period="2026").status_code == 404


def test_figures_are_for_those_who_may_read_them(world: Any) -> None:
    assert program(world, "grid").get("figures").status_code == 404
