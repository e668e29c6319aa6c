"""No answer of the public map tells of fewer than k things, whatever is put in (RULES ETH-07, §12.5 (3))."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lianxin.work.requests.public_cells import STEP, Cell, Point, cells, limits, told

K = 5
CITY, STREET = "990100.", "990100.990102.990102001."
ONE, TWO = STREET + "990102001001.", STREET + "990102001002."

points = st.lists(st.builds(
    Point,
    place_path=st.sampled_from([ONE, TWO, ONE + "G001.", STREET, "990100.990103."]),
    category=st.sampled_from(["0101", "0102", "0201"]), state=st.sampled_from(["open", "closed"]),
    month=st.sampled_from(["2026-01", "2026-02"]),
    lon=st.one_of(st.none(), st.floats(111.0, 111.02)), lat=st.floats(40.0, 40.02),
), max_size=60)  # fmt: skip


def at(lon: float, lat: float, n: int, **facts: str) -> list[Point]:
    plain = {"place_path": ONE, "category": "0101", "state": "open", "month": "2026-01", **facts}
    return [Point(**plain, lon=lon, lat=lat) for _ in range(n)]


@given(points)
def test_no_number_is_smaller_than_k(given_points: list[Point]) -> None:
    for cell in cells(given_points, K):
        assert cell.count >= K
        for counts in cell.by.values():
            assert all(n >= K for n in counts.values())
            assert sum(counts.values()) == cell.count


@given(points)
def test_nothing_is_counted_twice_and_fewer_than_k_are_left_out(given_points: list[Point]) -> None:
    left_out = len(given_points) - sum(cell.count for cell in cells(given_points, K))
    assert 0 <= left_out < K


@given(st.lists(st.sampled_from("abcdef"), max_size=80))
def test_what_is_not_told_cannot_be_subtracted(values: list[str]) -> None:
    shown = told(values, K)
    counts = Counter(values)
    hidden = sum(counts.values()) - sum(n for value, n in shown.items() if value)
    assert hidden == 0 or hidden >= K or len(values) < K
    assert all(counts[value] == n for value, n in shown.items() if value)


def test_a_full_square_is_shown_as_a_square() -> None:
    [cell] = cells(at(111.0021, 40.0033, 5), K)
    assert cell == Cell("", (111.0, 40.0), 5, {"category": {"0101": 5}, "state": {"open": 5}, "month": {"2026-01": 5}})


def test_four_in_a_square_go_up_to_their_community() -> None:
    scattered = at(111.0, 40.0, 4) + at(111.0 + 3 * STEP, 40.0, 4)
    [cell] = cells(scattered, K)
    assert (cell.place_path, cell.square, cell.count) == (ONE, None, 8)


def test_two_thin_communities_meet_in_their_street() -> None:
    thin = at(111.0, 40.0, 3) + at(111.0 + 3 * STEP, 40.0, 3, place_path=TWO)
    [cell] = cells(thin, K)
    assert (cell.place_path, cell.count) == (STREET, 6)


def test_four_alone_in_a_city_are_not_shown_at_all() -> None:
    assert cells(at(111.0, 40.0, 4), K) == []


def test_one_lonely_category_is_hidden_together_with_another() -> None:
    here = (111.001, 40.001)
    [cell] = cells(at(*here, 7) + at(*here, 6, category="0102") + at(*here, 1, category="0201"), K)
    assert cell.by["category"] == {"0101": 7, "": 7}


@given(st.integers(K, 10_000))
def test_a_published_band_holds_the_number_and_more_than_one(number: int) -> None:
    least, most = limits(number)
    assert least <= number
    assert most is None or number <= most > least
