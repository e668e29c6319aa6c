import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.places import codes, parsing
from lianxin.kernel.places.levels import Level


@pytest.mark.parametrize(
    ("given_code", "full", "segment", "level", "parent"),
    [
        ("9901", "990100000000", "990100", Level.CITY, ""),
        ("990100", "990100000000", "990100", Level.CITY, ""),
        (990102, "990102000000", "990102", Level.COUNTY, "990100000000"),
        ("990102001", "990102001000", "990102001", Level.STREET, "990102000000"),
        ("990102001000", "990102001000", "990102001", Level.STREET, "990102000000"),
        ("990100003", "990100003000", "990100003", Level.STREET, "990100000000"),  # no counties
        ("990102001001.0", "990102001001", "990102001001", Level.COMMUNITY, "990102001000"),
        ("990102001001003", "990102001001003", "G003", Level.GRID, "990102001001"),
        ("990102001001003000", "990102001001003", "G003", Level.GRID, "990102001001"),
        ("990102001001003012", "990102001001003012", "M012", Level.MICRO_GRID, "990102001001003"),
    ],
)
def test_a_code_tells_its_level_and_its_parent(
    given_code: object, full: str, segment: str, level: Level, parent: str
) -> None:
    assert codes.read(given_code) == codes.Code(full, segment, level, parent)


@pytest.mark.parametrize("wrong", ["", None, "99010", "9.90102E+11", "abc", "0102", "99010200100"])
def test_what_is_no_statistical_code_is_not_read_as_one(wrong: object) -> None:
    assert codes.read(wrong) is None


def test_a_province_stands_above_the_tree() -> None:
    code = codes.read("99")
    assert code is not None
    assert code.level is None


@given(st.text(max_size=25))
def test_no_text_breaks_the_reading_of_a_code(words: str) -> None:
    code = codes.read(words)
    assert code is None or code.full.isdigit()


@pytest.mark.parametrize(
    ("name", "kind", "short"),
    [
        ("海拉图苏木", "苏木", "海拉图"),
        ("晨光社区居委会", "社区居委会", "晨光"),
        ("东区", "区", "东区"),
        ("柳编厂", "", "柳编厂"),
    ],
)
def test_the_kind_is_the_longest_known_ending(name: str, kind: str, short: str) -> None:
    assert parsing.kind_of(name) == (kind, short)
