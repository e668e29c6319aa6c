import pytest
from django.db.models import Q

from lianxin.kernel.access.models import Unit
from lianxin.kernel.places.levels import Level
from lianxin.kernel.places.paths import PathField, ancestors, is_under, level_of, parent_of, under

GRID = "990100.990102.990102001.990102001001.G003."


def test_ancestors_run_from_the_city_down_without_the_place_itself() -> None:
    assert ancestors(GRID)[0] == "990100."
    assert ancestors(GRID)[-1] == "990100.990102.990102001.990102001001." == parent_of(GRID)
    assert ancestors("990100.") == []


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("", ""),
        ("990100.", Level.CITY),
        ("990100.990102.", Level.COUNTY),
        ("990100.990102001.", Level.STREET),  # a city without counties
        (GRID, Level.GRID),
        (GRID + "M012.", Level.MICRO_GRID),
        (GRID + "B1.", Level.BUILDING),
        ("990100.990102.990102001.990102001001-20240701.", Level.COMMUNITY),
    ],
)
def test_the_level_is_told_by_the_last_code(path: str, level: str) -> None:
    assert level_of(path) == level


def test_a_prefix_without_its_dot_is_refused() -> None:
    with pytest.raises(ValueError, match="ends with a dot"):
        under("place_path", "9901")
    with pytest.raises(ValueError, match="ends with a dot"):
        is_under(GRID, "9901")


def test_the_column_is_the_same_in_the_migrations_of_both_databases() -> None:
    _name, path, _args, kwargs = PathField(historic=True).deconstruct()
    assert path == "lianxin.kernel.places.paths.PathField"
    assert kwargs == {"max_length": 160}


@pytest.mark.django_db
def test_a_subtree_is_a_range_in_byte_order_and_everything_survives_an_or() -> None:
    # G10 before G2, and capitals before small letters: byte order, on PostgreSQL too
    for code, path in (("a", GRID), ("b", GRID[:-5] + "g1."), ("c", "990100.990103."), ("d", "")):
        Unit.objects.create(code=code, name=code, place_path=path)
    units = Unit.objects
    assert {u.code for u in units.filter(under("place_path", "990100.990102."))} == {"a", "b"}
    assert {u.code for u in units.filter(under("place_path", ""))} == {"a", "b", "c", "d"}
    assert units.filter(under("place_path", "") | Q(code="none")).count() == 4
    assert [u.code for u in units.order_by("place_path")] == ["d", "a", "b", "c"]
