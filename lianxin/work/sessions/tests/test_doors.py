"""One problem that came by three doors: counted once in the city, once at each door, and everybody is told."""

from __future__ import annotations

from typing import Any

import pytest

from lianxin.kernel.figures import answers
from lianxin.kernel.figures.catalogue import definition
from lianxin.kernel.figures.periods import parse
from lianxin.kernel.figures.question import territory
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.relations import family, hand_over
from lianxin.kernel.matters.tracking import public_timeline
from lianxin.work.sessions import actions
from lianxin.work.sessions.queries import items
from lianxin.work.sessions.tests.made import clue, fresh, struck
from tests.world import CITY, COMMUNITY, EAST

pytestmark = pytest.mark.django_db


@pytest.fixture
def doors(world: Any) -> dict[str, Matter]:
    """A request from the hotline, one by telephone photo, and a clue at the desk: all about one pipe."""
    county = world.actor("county")
    hotline = world.request("暖气不热", channel="hotline", name="试甲", phone="19900003331").matter
    snap = world.request("管道没接", channel="snap").matter
    first = hand_over(hotline, to_kind="session_item", actor=county, note="几家单位都管不了")
    second = hand_over(snap, to_kind="session_item", actor=county, note="同一根管道")
    third = clue(world, person=True)
    second = actions.join(second, into=first, actor=county, note="同一件")
    third = actions.join(third, into=first, actor=county, note="同一件")
    return {
        "hotline": fresh(hotline),
        "snap": fresh(snap),
        "first": fresh(first),
        "second": second,
        "third": fresh(third),
    }


def number(id: str, place: str = CITY, **filters: str) -> Any:
    year = parse(str(Matter.objects.unscoped(reason="test").latest("opened_at").opened_at.year))
    return answers.value(definition(id), territory(place), place, year, **filters).number


def by_door(id: str) -> dict[str, Any]:
    year = parse(str(Matter.objects.unscoped(reason="test").latest("opened_at").opened_at.year))
    parts = answers.series(definition(id), territory(CITY), CITY, year, "channel")
    return {part.key: part.value.number for part in parts}


def test_the_three_are_one_family_under_one_root(doors: dict[str, Matter]) -> None:
    root = doors["hotline"].pk
    assert {row.root_id or row.pk for row in doors.values()} == {root}
    assert {row.pk for row in family(doors["third"])} == {row.pk for row in doors.values()}
    assert [row.pk for row in items.joined_into(doors["first"])] == [doors["second"].pk, doors["third"].pk]


def test_the_city_counts_it_once_and_each_door_once(doors: dict[str, Matter]) -> None:
    assert number("matters_once") == 1
    assert number("session_items") == 1
    assert number("session_clues") == 3
    assert by_door("session_clues") == {"request": 2, "desk": 1}
    assert number("received") == 2
    assert by_door("received") == {"hotline": 1, "snap": 1}


def test_it_is_resolved_once(world: Any, doors: dict[str, Matter]) -> None:
    done = actions.finish(
        struck(world, matter=_plain(doors["first"]), person=False),
        actor=world.actor("county"),
        on=doors["first"].opened_at.date(),
        how="spot",
        note="通了",
    )
    assert done.outcome == "solved"
    assert (number("F144"), number("F142")) == (1, 0)
    again = struck(world, person=False)
    Matter.objects.unscoped(reason="test").filter(pk=again.pk).update(root=doors["hotline"])
    actions.finish(again, actor=world.actor("county"), on=doors["first"].opened_at.date(), how="spot", note="又通了")
    assert number("F144") == 1


def _plain(matter: Matter) -> Matter:
    matter.session_item.has_person = False
    matter.session_item.save()
    return matter


def test_two_different_problems_are_two(world: Any) -> None:
    clue(world)
    clue(world)
    assert (number("matters_once"), number("session_items"), number("session_clues")) == (2, 2, 2)


def test_each_person_reads_that_it_was_joined_and_nobody_what_another_wrote(
    world: Any, doors: dict[str, Matter]
) -> None:
    actions.decline(doors["first"], actor=world.actor("county"), outcome="explained", public_note="请找19900009999")
    for name in ("snap", "third"):
        lines = public_timeline(doors[name])
        assert "并入同一事项" in {line.label for line in lines}
        assert "不上会，说明理由" in {line.label for line in lines}
        assert not any("19900009999" in line.text for line in lines)
    assert any("19900009999" in line.text for line in public_timeline(doors["hotline"]))


def test_an_item_is_not_joined_to_itself_to_another_kind_or_to_one_that_has_ended(
    world: Any, doors: dict[str, Matter]
) -> None:
    county = world.actor("county")
    new = clue(world)
    for into in (new, doors["hotline"], doors["second"]):
        with pytest.raises(MoveRefused):
            actions.join(new, into=into, actor=county)


def test_the_office_of_another_level_does_not_join(world: Any) -> None:
    city_item, item = clue(world, "city"), clue(world)
    with pytest.raises(MoveRefused):
        actions.join(city_item, into=item, actor=world.actor("county"))
    assert actions.join(city_item, into=item, actor=world.actor("city")).outcome == "merged"
    assert fresh(item).place_path.startswith(EAST)
    assert fresh(item).place_path == COMMUNITY
