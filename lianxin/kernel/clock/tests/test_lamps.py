"""Four lamps, told apart without colour."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.clock.lamps import LAMPS, NEAR, ON_TIME, OVERDUE, SERIOUSLY_OVERDUE, Lamp, Thresholds, lamp, lamp_q

DUE = datetime(2026, 11, 20, 12, tzinfo=UTC)
THRESHOLDS = Thresholds(near=timedelta(hours=24), serious=timedelta(days=3))


@pytest.mark.parametrize(("hours", "expected"), [
    (-25, ON_TIME), (-24, NEAR), (-1, NEAR), (0, NEAR), (0.01, OVERDUE), (72, OVERDUE), (72.01, SERIOUSLY_OVERDUE),
])
def test_the_lamp_changes_at_its_threshold(hours: float, expected: Lamp) -> None:
    assert lamp(DUE, DUE + timedelta(hours=hours), THRESHOLDS) is expected


def test_without_an_end_no_lamp_is_lit() -> None:
    assert lamp(None, DUE, THRESHOLDS) is None


def test_no_two_lamps_share_a_word_a_colour_an_icon_or_a_shape() -> None:
    for field in ("name", "label", "colour", "icon", "shape"):
        assert len({getattr(each, field) for each in LAMPS}) == 4


def holds(condition: Q, row: dict[str, Any]) -> bool:
    compare = {"gt": "__gt__", "gte": "__ge__", "lt": "__lt__", "lte": "__le__"}
    child: Any
    for child in condition.children:
        if isinstance(child, Q):
            if not holds(child, row):
                return False
            continue
        field, _, lookup = str(child[0]).partition("__")
        value = row[field]
        if not ((value is None) is child[1] if lookup == "isnull" else getattr(value, compare[lookup])(child[1])):
            return False
    return True


@given(st.integers(-200, 200), st.integers(0, 72), st.integers(0, 10))
def test_every_open_row_is_in_the_list_of_its_lamp_and_of_no_other(hours: int, near: int, serious: int) -> None:
    now, thresholds = DUE + timedelta(hours=hours), Thresholds(timedelta(hours=near), timedelta(days=serious))
    row = {"due_at": DUE, "closed_at": None}
    assert [each for each in LAMPS if holds(lamp_q(each, now, thresholds), row)] == [lamp(DUE, now, thresholds)]
    assert not any(holds(lamp_q(each, now, thresholds), {**row, "closed_at": now}) for each in LAMPS)
