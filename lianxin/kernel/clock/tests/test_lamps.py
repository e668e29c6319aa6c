"""Four lamps, told apart without colour."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.clock.lamps import LAMPS, NEAR, ON_TIME, OVERDUE, SERIOUSLY_OVERDUE, Lamp, Thresholds, lamp, lamp_q
from lianxin.kernel.matters.models import Matter

DUE = datetime(2026, 11, 20, 12, tzinfo=UTC)
THRESHOLDS = Thresholds(near=timedelta(hours=24), serious=timedelta(days=3))


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (-25, ON_TIME),
        (-24, NEAR),
        (-1, NEAR),
        (0, NEAR),
        (0.01, OVERDUE),
        (72, OVERDUE),
        (72.01, SERIOUSLY_OVERDUE),
    ],
)
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


def test_the_city_sets_the_thresholds_and_a_lamp_may_be_named(home: Path) -> None:
    (home / "pack" / "pack.toml").write_text("[lamps]\nnear_hours = 48\nserious_days = 1\n", encoding="utf-8")
    assert lamp(DUE, DUE - timedelta(hours=47)) is NEAR
    assert lamp(DUE, DUE + timedelta(hours=25)) is SERIOUSLY_OVERDUE
    assert lamp_q("near", DUE) == lamp_q(NEAR, DUE, Thresholds(timedelta(hours=48), timedelta(days=1)))


@pytest.mark.django_db
def test_the_list_of_a_lamp_is_found_in_the_database_and_an_unknown_name_finds_nothing(matter: Matter) -> None:
    matter.due_at = DUE
    matter.save(update_fields=["due_at"])
    rows = Matter.objects.unscoped(reason="test of the lamps")
    for hours in (-100, -3, 3, 100):
        now = DUE + timedelta(hours=hours)
        lit = lamp(DUE, now)
        assert [each for each in LAMPS if rows.filter(lamp_q(each.name, now)).exists()] == [lit]
        assert not rows.filter(lamp_q("purple", now)).exists()
