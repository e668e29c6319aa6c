"""The rules of sessions, without a database."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.work.sessions import rules

NOW = datetime(2026, 11, 22, 9)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (16, "十六"), (20, "二十"), (52, "五十二"), (100, "一百"),
     (105, "一百零五"), (110, "一百一十"), (206, "二百零六"), (1000, "一千"), (1010, "一千零一十"), (1001, "一千零一"),
     (9999, "九千九百九十九")],
)  # fmt: skip
def test_numbers_are_said_in_chinese(number: int, words: str) -> None:
    assert rules.chinese_number(number) == words


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_a_number_that_no_session_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError):
        rules.chinese_number(number)


@given(st.integers(1, 9998))
def test_no_two_numbers_are_said_alike(number: int) -> None:
    assert rules.chinese_number(number) != rules.chinese_number(number + 1)


def test_the_loop_has_eight_steps_in_their_order() -> None:
    assert rules.STEPS == (
        "线索征集", "综合研判", "会前协商", "例会解难", "会后交办", "跟踪督办", "办结销号", "事后回访")  # fmt: skip


def test_the_first_number_is_one_or_what_an_older_body_says() -> None:
    assert rules.next_number([]) == 1
    assert rules.next_number([], first=16) == 16
    assert rules.next_number([14, 15], first=1) == 16


@given(st.integers(1, 30), st.integers(0, 10), st.data())
def test_cancelling_leaves_no_gap_and_changes_no_earlier_number(held: int, planned: int, data: st.DataObject) -> None:
    numbers = list(range(1, held + planned + 2))
    freed = data.draw(st.sampled_from(numbers[held:]))
    others = [(n, n) for n in numbers[held:] if n != freed]
    after = dict(others) | dict(rules.numbers_after(others, freed))
    assert sorted([*numbers[:held], *after.values()]) == numbers[:-1]
    assert all(after[n] == n for n, _number in others if n < freed)


def test_sessions_are_held_in_the_order_of_their_numbers() -> None:
    assert rules.is_next(16, [16, 17])
    assert not rules.is_next(17, [16, 17])
    assert rules.is_next(None, [1])


def test_a_session_is_not_held_before_its_day() -> None:
    assert rules.may_be_held(date(2026, 11, 20), date(2026, 11, 20))
    assert not rules.may_be_held(date(2026, 11, 21), date(2026, 11, 20))


@pytest.mark.parametrize(("results", "may"), [([], True), (["decided", "noted", "deferred", "adopted"], True),
                                              (["decided", ""], False)])  # fmt: skip
def test_minutes_wait_for_every_result(results: list[str], may: bool) -> None:
    assert rules.may_approve(results) is may


@pytest.mark.parametrize(
    ("state", "may"), [("planned", False), ("held", True), ("approved", True), ("cancelled", False)]
)
def test_only_a_held_session_adopts(state: str, may: bool) -> None:
    assert rules.may_adopt(state) is may


def test_the_owner_does_not_strike_off_its_own_work() -> None:
    assert rules.may_strike(1, {2, 3}, "照片") is None
    assert rules.may_strike(2, {2, 3}, "照片") == rules.Refusal("owner")
    assert rules.may_strike(None, {2}, "照片") == rules.Refusal("no_unit")
    assert rules.may_strike(1, {2}, "  ") == rules.Refusal("no_proof")


@given(st.integers(1, 9), st.sets(st.integers(1, 9)), st.text())
def test_nobody_strikes_off_who_owns_and_nothing_without_proof(unit: int, owners: set[int], proof: str) -> None:
    if rules.may_strike(unit, owners, proof) is None:
        assert unit not in owners
        assert proof.strip()


@pytest.mark.parametrize(
    ("given_on", "due_on", "days"),
    [(date(2024, 8, 26), date(2024, 9, 26), 31), (date(2026, 2, 13), date(2026, 2, 14), 1),
     (date(2025, 12, 31), date(2026, 1, 1), 1), (date(2026, 5, 1), date(2026, 5, 1), None),
     (date(2026, 5, 2), date(2026, 5, 1), None)],
)  # fmt: skip
def test_a_term_runs_from_the_day_after_to_the_day_that_was_set(given_on: date, due_on: date, days: int | None) -> None:
    assert rules.term(given_on, due_on) == days


def test_what_is_handed_out_late_is_due_tomorrow() -> None:
    assert rules.term_from(date(2026, 5, 10), date(2026, 5, 1)) == 1
    assert rules.term_from(date(2026, 5, 10), date(2026, 5, 20)) == 10
    assert rules.latest([3, 9, 1]) == 9


def test_silence_is_seven_whole_days() -> None:
    assert not rules.is_silent(NOW - timedelta(days=7), NOW)
    assert rules.is_silent(NOW - timedelta(days=7, seconds=1), NOW)


def test_the_person_may_send_back_for_thirty_days() -> None:
    assert rules.may_reopen(None, NOW)
    assert rules.may_reopen(NOW - timedelta(days=30), NOW)
    assert not rules.may_reopen(NOW - timedelta(days=30, seconds=1), NOW)


@pytest.mark.parametrize(("kind", "door"), [("request", "request"), ("petition", "petition"), ("dispute", "dispute"),
                                            ("suggestion", "suggestion"), ("session_task", "other")])  # fmt: skip
def test_each_kind_comes_by_its_own_door(kind: str, door: str) -> None:
    assert rules.door_of(kind) == door


def test_versions_follow_each_other_without_a_day_between() -> None:
    assert rules.next_version([]) == 1
    assert rules.next_version([1, 2]) == 3
    end = rules.ends_before(date(2026, 3, 1))
    assert end == date(2026, 2, 28)
    assert rules.is_in_force(date(2025, 1, 1), end, end)
    assert not rules.is_in_force(date(2025, 1, 1), end, date(2026, 3, 1))
    assert rules.is_in_force(date(2026, 3, 1), None, date(2026, 3, 1))
    assert not rules.is_in_force(date(2026, 3, 1), None, end)
