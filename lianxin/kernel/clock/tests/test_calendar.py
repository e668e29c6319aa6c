"""Working days, the last day, and years that are not known."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.clock.calendar import Calendar, UnknownYear
from lianxin.kernel.clock.city import SHIPPED

CALENDAR = Calendar.load(SHIPPED)
RULES = Path(__file__).resolve().parents[5] / "shared" / "rules" / "rules.yaml"

known_days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
starts = st.dates(date(2024, 1, 1), date(2026, 6, 30))
terms = st.integers(1, 100)


@pytest.mark.parametrize(
    "day",
    [
        "2024-02-04",
        "2024-02-18",
        "2024-04-07",
        "2024-04-28",
        "2024-05-11",
        "2024-09-14",
        "2024-09-29",
        "2024-10-12",
        "2025-01-26",
        "2025-02-08",
        "2025-04-27",
        "2025-09-28",
        "2025-10-11",
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ],
)
def test_a_make_up_day_is_worked_although_it_is_a_weekend(day: str) -> None:
    found = date.fromisoformat(day)
    assert found.weekday() >= 5
    assert CALENDAR.is_working_day(found)


@pytest.mark.parametrize(
    "day",
    [
        "2024-02-15",
        "2024-05-03",
        "2024-10-07",
        "2025-02-04",
        "2025-05-05",
        "2025-10-08",
        "2026-01-02",
        "2026-02-23",
        "2026-05-05",
        "2026-10-07",
    ],
)
def test_a_weekday_moved_for_a_holiday_is_not_worked(day: str) -> None:
    found = date.fromisoformat(day)
    assert found.weekday() < 5
    assert not CALENDAR.is_working_day(found)
    assert not CALENDAR.is_statutory_holiday(found)


def test_new_years_eve_of_2024_was_worked_and_since_2025_it_is_a_statutory_holiday() -> None:
    assert CALENDAR.is_working_day(date(2024, 2, 9))
    assert CALENDAR.is_statutory_holiday(date(2025, 1, 28))
    assert CALENDAR.is_statutory_holiday(date(2026, 2, 16))


@pytest.mark.parametrize(("year", "statutory", "worked"), [(2024, 11, 251), (2025, 13, 248), (2026, 13, 248)])
def test_a_year_has_its_lawful_number_of_holidays_and_of_working_days(year: int, statutory: int, worked: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366) if (date(year, 1, 1) + timedelta(n)).year == year]
    assert sum(CALENDAR.is_statutory_holiday(day) for day in days) == statutory
    assert sum(CALENDAR.is_working_day(day) for day in days) == worked


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-09-29", 10, "2026-10-19"),
        ("2026-11-20", 5, "2026-11-27"),
        ("2026-01-01", 1, "2026-01-04"),
        ("2025-12-30", 3, "2026-01-05"),
        ("2024-12-31", 2, "2025-01-03"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: str, n: int, end: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(start), n) == date.fromisoformat(end)


@pytest.mark.data
def test_the_vectors_of_the_rules_hold() -> None:
    if not RULES.exists():
        pytest.skip("the shared rules file is not here")
    rules = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    assert rules["counting"]["first_day_excluded"] is True
    assert rules["counting"]["roll_last_day_if_holiday"] is True
    for vector in rules["vectors"]["working_days"]:
        assert CALENDAR.add_working_days(vector["start"], vector["n"]) == vector["end"]


@pytest.mark.parametrize(
    ("start", "n", "due", "target"),
    [
        ("2026-09-18", 15, "2026-10-08", "2026-09-30"),  # 3 October: the holiday rolls it, the target is before it
        ("2026-11-02", 15, "2026-11-17", "2026-11-17"),
        ("2026-01-30", 15, "2026-02-14", "2026-02-14"),  # a Saturday that is worked does not roll
        ("2026-04-01", 60, "2026-06-01", "2026-05-29"),
        ("2026-11-20", 1, "2026-11-23", "2026-11-23"),  # no working day inside: nothing earlier to aim at
        ("2025-12-17", 15, "2026-01-04", "2025-12-31"),
    ],
)
def test_a_last_day_of_rest_rolls_forward_and_the_target_stays_before_it(
    start: str, n: int, due: str, target: str
) -> None:
    found = CALENDAR.last_days(date.fromisoformat(start), n, "day")
    assert (found.due_on, found.target_on) == (date.fromisoformat(due), date.fromisoformat(target))


def test_without_rolling_the_plain_day_is_given_and_no_calendar_is_needed() -> None:
    assert CALENDAR.add_days(date(2026, 9, 18), 15, roll=False) == date(2026, 10, 3)
    assert CALENDAR.add_days(date(2031, 1, 1), 15, roll=False) == date(2031, 1, 16)


@pytest.mark.parametrize(("start", "n"), [(date(2026, 12, 28), 5), (date(2023, 12, 25), 8), (date(2031, 1, 1), 1)])
def test_a_year_that_is_not_loaded_is_refused_and_named(start: date, n: int) -> None:
    with pytest.raises(UnknownYear, match="放假安排"):
        CALENDAR.add_working_days(start, n)


def test_the_last_working_days_of_the_last_known_year_are_still_counted() -> None:
    assert CALENDAR.add_working_days(date(2026, 12, 28), 3) == date(2026, 12, 31)
    with pytest.raises(UnknownYear) as refused:
        CALENDAR.add_working_days(date(2026, 12, 28), 4)
    assert refused.value.year == 2027
    with pytest.raises(UnknownYear):
        CALENDAR.is_statutory_holiday(date(2027, 1, 1))
    with pytest.raises(UnknownYear):
        CALENDAR.add_days(date(2026, 12, 20), 15)


def test_a_negative_term_and_a_backward_span_are_refused() -> None:
    with pytest.raises(ValueError):
        CALENDAR.add_working_days(date(2026, 1, 5), -1)
    with pytest.raises(ValueError):
        CALENDAR.working_days_between(date(2026, 1, 6), date(2026, 1, 5))


@given(starts, terms)
def test_the_nth_working_day_has_n_working_days_before_it(start: date, n: int) -> None:
    end = CALENDAR.add_working_days(start, n)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(start, end) == n
    assert CALENDAR.working_days_between(start, end - timedelta(days=1)) == n - 1


@given(starts, terms, terms)
def test_working_days_add_up(start: date, n: int, m: int) -> None:
    middle = CALENDAR.add_working_days(start, n)
    if middle < date(2026, 7, 1):
        assert CALENDAR.add_working_days(middle, m) == CALENDAR.add_working_days(start, n + m)


@given(starts, terms)
def test_a_due_day_is_worked_and_the_target_lies_after_the_start_and_not_after_the_due_day(start: date, n: int) -> None:
    last = CALENDAR.last_days(start, n, "day")
    plain = start + timedelta(days=n)
    assert CALENDAR.is_working_day(last.due_on)
    assert CALENDAR.is_working_day(last.target_on)
    assert start < last.target_on <= last.due_on
    assert plain <= last.due_on
    assert last.due_on == plain or CALENDAR.working_days_between(plain - timedelta(days=1), last.due_on) == 1


@given(known_days)
def test_the_next_working_day_has_only_days_of_rest_before_it(day: date) -> None:
    if day < date(2026, 12, 31):
        following = CALENDAR.next_working_day(day)
        assert following > day
        assert CALENDAR.working_days_between(day, following) == 1
