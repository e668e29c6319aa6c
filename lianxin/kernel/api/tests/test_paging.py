"""Every row once, also when new ones come in between."""

from typing import Any

import pytest

from tests.calling import Program, program


def walk(caller: Program, path: str, between: Any = lambda: None, **values: Any) -> list[str]:
    found, cursor = [], ""
    while True:
        page = caller.get(path, cursor=cursor, **values).json()
        found += [row["number"] for row in page["items"]]
        between()
        if page["next"] is None:
            return found
        cursor = page["next"]


@pytest.mark.parametrize("order", ["newest", "due"])
def test_the_pages_of_a_list_are_complete(world: Any, order: str) -> None:
    made = {world.request(f"第{n}盏路灯不亮").matter.number for n in range(11)}
    found = walk(program(world, "street"), "requests", limit=3, order=order)
    assert len(found) == len(made)
    assert set(found) == made


def test_new_rows_in_between_shift_nothing(world: Any) -> None:
    made = [world.request(f"第{n}盏路灯不亮").matter.number for n in range(7)]
    found = walk(program(world, "street"), "requests", between=world.request, limit=2)
    assert found == made[::-1]


def test_rows_of_the_same_moment_are_told_apart(world: Any) -> None:
    from django.utils import timezone

    now = timezone.now()
    made = {world.request(f"第{n}盏路灯不亮", at=now).matter.number for n in range(5)}
    assert set(walk(program(world, "street"), "requests", limit=2)) == made


@pytest.mark.parametrize("cursor", ["nonsense", "op-id.x", "op-id.WyJub3QgYSBkYXRlIiwxXQ", "op-id.W251bGwsbnVsbF0"])
def test_a_cursor_that_was_not_given_out_is_refused(world: Any, cursor: str) -> None:
    answer = program(world, "street").get("requests", cursor=cursor)
    assert answer.status_code == 422


def test_a_cursor_of_one_order_does_not_fit_the_other(world: Any) -> None:
    for _ in range(2):
        world.request()
    caller = program(world, "street")
    cursor = caller.get("requests", limit=1).json()["next"]
    answer = caller.get("requests", limit=1, order="due", cursor=cursor)
    assert answer.json()["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize("limit", [0, 201, "x"])
def test_a_page_has_one_to_two_hundred_rows(world: Any, limit: Any) -> None:
    assert program(world, "street").get("requests", limit=limit).status_code == 422


def test_a_list_takes_the_same_queries_for_one_row_and_three(world: Any, django_assert_num_queries: Any) -> None:
    caller = program(world, "street")
    world.request()
    caller.get("requests")
    for _ in range(2):
        with django_assert_num_queries(3):  # the token, the grants, the rows
            caller.get("requests")
        world.request()
        world.request()
