"""Split, merge, rename, move: the places and every record that stands on them."""

from datetime import date

import pytest

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Denied
from lianxin.kernel.access.models import Unit
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.places import changes, rewriting, tree
from lianxin.kernel.places.changes import Part, Refused
from lianxin.kernel.places.levels import Level
from lianxin.kernel.places.models import Place
from lianxin.kernel.places.report import Report

EAST, WEST = "990100.990102.", "990100.990103."
WILLOW, LOTUS = EAST + "990102001.", EAST + "990102002."
DAWN, BRIDGE, SOUTH = WILLOW + "990102001001.", WILLOW + "990102001002.", LOTUS + "990102002001."
ON = date(2026, 3, 1)


@pytest.fixture
def units(city: Report) -> dict[str, Unit]:
    paths = {"east": EAST, "willow": WILLOW, "dawn": DAWN, "bridge": BRIDGE, "lotus": LOTUS, "south": SOUTH}
    return {name: Unit.objects.create(code=name, name=name, place_path=path) for name, path in paths.items()}


def where(units: dict[str, Unit]) -> dict[str, str]:
    return {name: Unit.objects.get(pk=unit.pk).place_path for name, unit in units.items()}


def test_every_path_column_of_the_project_follows_but_the_audit_keeps_what_it_wrote() -> None:
    columns = {(model._meta.label, field.name) for model, field in rewriting.path_columns()}
    assert {("access.Unit", "place_path"), ("matters.Matter", "place_path")} <= columns
    assert not any(label.startswith(("audit.", "places.")) for label, _field in columns)


def test_a_move_takes_everything_below_along(units: dict[str, Unit]) -> None:
    new = changes.move(LOTUS, parent=WEST, actor=SYSTEM, on=ON)
    assert new == WEST + "990102002."
    assert where(units)["lotus"] == new
    assert where(units)["south"] == new + "990102002001."
    assert where(units)["willow"] == WILLOW
    assert tree.name(SOUTH) == "南门社区居委会", "the old path still finds the place"
    assert Entry.objects.unscoped(reason="test").filter(action="places.move").count() == 1


def test_a_new_code_keeps_the_old_one_alive_and_takes_the_grids_codes_along(units: dict[str, Unit]) -> None:
    changes.add(DAWN, "990102001001003", "第三网格", Level.GRID, actor=SYSTEM, on=ON)
    new = changes.move(DAWN, parent=WILLOW, code="990102001009", actor=SYSTEM, on=ON)
    assert where(units)["dawn"] == new == WILLOW + "990102001009."
    assert tree.find("990102001001") == tree.find("990102001009")
    grid = tree.find("990102001009003")
    assert grid is not None
    assert grid == tree.find("990102001001003")
    assert grid.path == new + "G003."


def test_a_rename_is_found_by_both_names(city: Report) -> None:
    changes.rename(WILLOW, "春柳街道", actor=SYSTEM, on=ON)
    changes.rename(WILLOW, "春柳街道", actor=SYSTEM, on=ON)
    assert tree.name(WILLOW) == "春柳街道"
    assert [node.path for node in tree.current().named("柳荫街道")] == [WILLOW]


def test_a_merger_closes_the_source_and_hands_over_children_and_records(units: dict[str, Unit]) -> None:
    for community in (DAWN, BRIDGE):
        changes.add(community, "G001", "第一网格", Level.GRID, actor=SYSTEM, on=ON)
    grid = Unit.objects.create(code="g", name="g", place_path=BRIDGE + "G001.")
    rows = changes.merge([BRIDGE], into=DAWN, actor=SYSTEM, on=ON)
    assert rows == 2
    assert where(units)["bridge"] == where(units)["dawn"] == DAWN
    grid.refresh_from_db()
    assert grid.place_path == DAWN + "G002.", "grid 1 was taken"
    assert Place.objects.get(path=BRIDGE).valid_to == ON
    found = tree.find("990102001002")
    assert found is not None
    assert found.path == DAWN
    before = tree.find("990102001002", on=date(2026, 2, 28))
    assert before is not None
    assert before.path == BRIDGE


def test_a_split_gives_each_part_its_children(units: dict[str, Unit]) -> None:
    parts = [Part("990102001", "柳荫街道"), Part("990102007", "长桥街道", (BRIDGE,))]
    ends = changes.split(WILLOW, parts=parts, actor=SYSTEM, on=ON)
    assert ends == [WILLOW, EAST + "990102007."]
    assert where(units)["willow"] == WILLOW
    assert where(units)["dawn"] == DAWN
    assert where(units)["bridge"] == EAST + "990102007.990102001002."
    assert [node.name for node in tree.children(ends[1])] == ["长桥社区居委会"]
    assert Place.objects.get(path=WILLOW).valid_to is None


def test_a_split_into_new_codes_closes_the_old_place(units: dict[str, Unit]) -> None:
    parts = [Part("990102006", "春柳街道"), Part("990102007", "长桥街道", (BRIDGE,))]
    first, second = changes.split(WILLOW, parts=parts, actor=SYSTEM, on=ON)
    assert where(units)["willow"] == first
    assert where(units)["dawn"] == first + "990102001001."
    assert where(units)["bridge"] == second + "990102001002."
    assert Place.objects.get(path=WILLOW).valid_to == ON
    found = tree.find("990102001")
    assert found is not None
    assert found.path == first


def test_two_places_may_exchange_their_paths(units: dict[str, Unit]) -> None:
    known = tree.fresh()
    rewriting.relocate(known, {WILLOW: LOTUS, LOTUS: WILLOW}, {}, ON)
    assert where(units)["willow"] == LOTUS
    assert where(units)["lotus"] == WILLOW
    assert where(units)["dawn"] == LOTUS + "990102001001."
    assert where(units)["south"] == WILLOW + "990102002001."
    assert tree.name(LOTUS) == "柳荫街道"


def test_more_moves_than_one_condition_can_hold(units: dict[str, Unit]) -> None:
    moves = {f"{WILLOW}9901020018{number:02}.": f"{WILLOW}9901020019{number:02}." for number in range(100)}
    moves |= {f"{LOTUS}9901020028{number:02}.": f"{LOTUS}9901020029{number:02}." for number in range(100)}
    rewriting.rewrite_columns(moves | {DAWN: SOUTH})
    assert where(units)["dawn"] == SOUTH
    assert where(units)["bridge"] == BRIDGE


def test_changes_that_make_no_sense_are_refused_and_change_nothing(city: Report) -> None:
    before = list(Place.objects.values())
    for wrong in (
        lambda: changes.move(EAST, parent=WILLOW, actor=SYSTEM),
        lambda: changes.move(WILLOW, parent=EAST, code="990102002", actor=SYSTEM),
        lambda: changes.move("990100.990199.", parent=EAST, actor=SYSTEM),
        lambda: changes.merge([WILLOW], into=WEST, actor=SYSTEM),
        lambda: changes.merge([WILLOW], into=WILLOW, actor=SYSTEM),
        lambda: changes.split(WILLOW, parts=[], actor=SYSTEM),
        lambda: changes.split(WILLOW, parts=[Part("990102007", "新街道", (SOUTH,))], actor=SYSTEM),
        lambda: changes.add(WILLOW, "990102", "东湖区", Level.COMMUNITY, actor=SYSTEM),
    ):
        with pytest.raises(Refused):
            wrong()
    assert list(Place.objects.values()) == before
    with pytest.raises(Denied):
        changes.rename(WILLOW, "别名", actor=ANONYMOUS)


def test_a_closed_place_keeps_its_name_and_leaves_the_lists(city: Report) -> None:
    assert changes.close(WILLOW, actor=SYSTEM, on=ON) == 3
    assert tree.name(DAWN) == "晨光社区居委会"
    assert [node.path for node in tree.children(EAST)] == [LOTUS]
    assert tree.search("晨光") == []
