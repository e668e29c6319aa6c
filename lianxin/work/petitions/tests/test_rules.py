"""What the law says, without a database: against the vectors of the rules file, and against tables of days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.kernel.clock.calendar import Calendar
from lianxin.kernel.clock.counting import Terms, due
from lianxin.work.petitions import rules
from lianxin.work.petitions.flow import PETITION
from lianxin.work.petitions.tests.office import at

YEARS = Path(__file__).resolve().parents[3] / "kernel" / "clock" / "years"
CALENDAR = Calendar.load(YEARS)
VECTORS = Path(__file__).resolve().parents[5] / "shared" / "rules" / "rules.yaml"
TERM_OF = {
    "petition_route": "route",
    "petition_written_notice": "notice",
    "petition_transfer_notice": "notice",
    "petition_objection": "object",
    "petition_handle": "handle",
    "review_request": "ask_review",
    "review_answer": "review",
    "rereview_request": "ask_rereview",
    "rereview_answer": "rereview",
}
DAYS = st.dates(date(2024, 1, 1), date(2026, 9, 15))


def vectors() -> dict[str, Any]:
    if not VECTORS.exists():
        pytest.skip("shared rules file not found")
    return dict(yaml.safe_load(VECTORS.read_text(encoding="utf-8")))


@pytest.mark.data
def test_every_deadline_of_petitions_is_the_one_of_the_rules_file() -> None:
    wanted = {row["name"]: row for row in vectors()["deadlines"] if row["id"].startswith("PET-")}
    extension = wanted.pop("petition_extension_max")
    assert (extension["n"], extension["times"]) == (rules.EXTENSION_DAYS_MOST, 1)
    assert wanted.keys() == TERM_OF.keys()
    for name, row in wanted.items():
        term = rules.TERMS[TERM_OF[name]]
        assert (term.amount, term.unit) == (row["n"], row["unit"]), name
        article = "一二三四五六七八九十"
        number = int(row["src"].split()[-1].split("(")[0])
        assert f"第{article[number // 10 - 1]}十{article[number % 10 - 1]}条" in term.article, name


@pytest.mark.data
def test_thresholds_are_those_of_the_rules_file() -> None:
    told = vectors()["thresholds"]
    assert told["petition_representatives_max"]["value"] == rules.REPRESENTATIVES_MOST
    assert told["group_visit_min"]["value"] == rules.GROUP_VISIT_MIN


def test_terms_that_bind_an_organ_are_clocks_and_rights_are_none() -> None:
    assert PETITION.by_clock.keys() == {name for name, term in rules.TERMS.items() if term.binds == "duty"}
    for name, clock in PETITION.by_clock.items():
        term = rules.TERMS[name]
        assert (clock.amount, clock.unit, clock.source) == (term.amount, term.unit, term.article)


# Each row: term, the day that sets it going, the last lawful day, the day to aim at.
TABLE = [
    ("route", "2026-03-02", "2026-03-17", "2026-03-17"),  # plain
    ("route", "2026-09-18", "2026-10-08", "2026-09-30"),  # ends in the National Day holiday
    ("route", "2026-02-02", "2026-02-24", "2026-02-14"),  # Spring Festival; Saturday the 14th is worked
    ("route", "2025-12-17", "2026-01-04", "2025-12-31"),  # over the year's end; Sunday the 4th is a worked one
    ("notice", "2024-12-17", "2025-01-02", "2024-12-31"),  # New Year's Day
    ("notice", "2026-04-18", "2026-05-06", "2026-04-30"),  # Labour Day holiday
    ("object", "2026-09-29", "2026-10-12", "2026-10-12"),  # working days over the National Day holiday
    ("object", "2026-02-13", "2026-02-27", "2026-02-27"),  # with the make-up Saturdays of Spring Festival
    ("object", "2025-12-29", "2026-01-06", "2026-01-06"),  # over the year's end, with the worked Sunday
    ("handle", "2026-03-02", "2026-05-06", "2026-04-30"),  # the sixtieth day is 1 May
    ("handle", "2025-11-02", "2026-01-04", "2025-12-31"),  # the sixtieth day is New Year's Day
    ("handle", "2024-01-02", "2024-03-04", "2024-03-01"),  # a leap year: Saturday 2 March rolls
    ("ask_review", "2026-01-05", "2026-02-04", "2026-02-04"),
    ("ask_review", "2026-01-16", "2026-02-24", "2026-02-14"),
    ("review", "2026-09-03", "2026-10-08", "2026-09-30"),
    ("ask_rereview", "2026-03-06", "2026-04-07", "2026-04-03"),  # Qingming
    ("rereview", "2026-03-03", "2026-04-02", "2026-04-02"),
]


@pytest.mark.parametrize(("name", "start", "last", "target"), TABLE)
def test_the_last_day_of_each_term(name: str, start: str, last: str, target: str) -> None:
    found = rules.last_days(name, date.fromisoformat(start), CALENDAR)
    assert (found.due_on.isoformat(), found.target_on.isoformat()) == (last, target)
    assert rules.is_in_time(name, date.fromisoformat(start), date.fromisoformat(last), CALENDAR)
    assert not rules.is_in_time(name, date.fromisoformat(start), date.fromisoformat(last) + timedelta(days=1), CALENDAR)


def test_extension_and_hearing_move_the_end() -> None:
    start = at("2026-03-02 10:00")
    sixty, ninety = (due(Terms(start, 60, "day", extended_days=days), CALENDAR) for days in (0, 30))
    assert (sixty.due_at.date().isoformat(), ninety.due_at.date().isoformat()) == ("2026-05-06", "2026-06-01")
    heard = Terms(at("2026-03-03 10:00"), 30, "day", pauses=((at("2026-03-10 09:00"), at("2026-03-20 17:00")),))
    assert due(heard, CALENDAR).due_at.date().isoformat() == "2026-04-13"


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(sorted(rules.TERMS)), start=DAYS)
def test_no_term_ends_on_a_day_of_rest_or_earlier_than_the_law_gives(name: str, start: date) -> None:
    term, found = rules.TERMS[name], rules.last_days(name, start, CALENDAR)
    assert CALENDAR.is_working_day(found.due_on)
    assert start < found.target_on <= found.due_on
    if term.unit == "day":
        plain = start + timedelta(days=term.amount)
        assert found.due_on >= plain
        assert found.due_on == plain or not any(
            CALENDAR.is_working_day(plain + timedelta(days=n)) for n in range((found.due_on - plain).days)
        )
    else:
        assert CALENDAR.working_days_between(start, found.due_on) == term.amount


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(sorted(rules.TERMS)), start=DAYS, more=st.integers(1, 9))
def test_a_later_start_never_ends_earlier(name: str, start: date, more: int) -> None:
    first = rules.last_days(name, start, CALENDAR).due_on
    assert rules.last_days(name, start + timedelta(days=more), CALENDAR).due_on >= first


@settings(max_examples=100, deadline=None)
@given(start=DAYS.filter(lambda day: day < date(2026, 7, 1)), days=st.integers(1, 30))
def test_an_extended_end_is_never_earlier_and_at_most_thirty_days_and_the_rest_later(start: date, days: int) -> None:
    moment = at(f"{start.isoformat()} 09:00")
    plain, longer = (due(Terms(moment, 60, "day", extended_days=n), CALENDAR) for n in (0, days))
    assert longer.due_at >= plain.due_at
    assert CALENDAR.is_working_day(longer.due_at.date())
    assert longer.due_at.date() >= start + timedelta(days=60 + days)


@pytest.mark.parametrize(("count", "may"), [(0, True), (1, True), (5, True), (6, False), (-1, False)])
def test_at_most_five_representatives(count: int, may: bool) -> None:
    assert rules.may_represent(count) is may


@pytest.mark.parametrize(
    ("days", "before", "may"),
    [(1, False, True), (30, False, True), (31, False, False), (0, False, False), (1, True, False)],
)
def test_one_extension_of_thirty_days_at_most(days: int, before: bool, may: bool) -> None:
    assert rules.may_extend(days, before) is may


def test_sixty_days_and_review_belong_to_the_sixth_route_of_an_appeal() -> None:
    held = {
        (kind, route)
        for kind in rules.CLASSES
        for route in (*rules.ROUTES, "")
        if rules.runs_for_sixty_days(kind, route)
    }
    assert held == {("appeal", "6")}
    assert all(
        rules.may_be_reviewed(*pair) == (pair in held)
        for pair in [("appeal", "6"), ("appeal", "1"), ("accusation", ""), ("suggestion", "")]
    )


def test_three_classes_six_routes_three_opinions_five_channels() -> None:
    assert (len(rules.CLASSES), len(rules.ROUTES), len(rules.OPINIONS), len(rules.CHANNELS)) == (3, 6, 3, 5)
    assert rules.OUTCOME_OF.keys() == rules.OPINIONS.keys()


@pytest.mark.parametrize(("agent", "against", "may"), [(1, 2, True), (1, 1, False), (1, None, True), (None, 1, True)])
def test_no_agent_of_the_unit_complained_of(agent: int | None, against: int | None, may: bool) -> None:
    assert rules.may_act_for(agent, against) is may


@pytest.mark.parametrize(
    ("is_open", "is_final", "new_facts", "why"),
    [
        (True, False, False, "pending"),
        (False, True, False, "final"),
        (True, True, False, "final"),
        (False, False, False, ""),
        (True, False, True, ""),
        (False, True, True, ""),
    ],
)
def test_the_same_matter_again(is_open: bool, is_final: bool, new_facts: bool, why: str) -> None:
    assert rules.why_not_again(is_open, is_final, new_facts) == why


def test_only_accusations_are_sealed() -> None:
    assert [kind for kind in rules.CLASSES if rules.is_sealed(kind)] == ["accusation"]


def test_the_four_parts_of_an_opinion() -> None:
    whole = {"request": "a", "facts": "b", "text": "c", "basis": "d"}
    assert rules.missing_of_opinion(whole) == []
    assert rules.missing_of_opinion({**whole, "basis": " "}) == ["basis"]
    assert rules.missing_of_opinion({}) == ["request", "facts", "text", "basis"]


@pytest.mark.parametrize(
    ("answered", "solved", "end"),
    [
        ("solved", False, "explained"),
        ("solved", None, "solved"),
        ("solved", True, "solved"),
        ("refused", True, "refused"),
    ],
)
def test_nothing_ends_as_solved_against_the_persons_word(answered: str, solved: bool | None, end: str) -> None:
    assert rules.outcome_at_end(answered, solved) == end


@pytest.mark.data
def test_codes_are_those_of_the_rules_file() -> None:
    codes = vectors()["codes"]
    assert codes["petition_category"] == rules.CLASSES
    assert codes["petition_channel"] == rules.CHANNELS
    assert rules.ROUTES.keys() == codes["petition_route_31"].keys()
    assert rules.OPINIONS.keys() == codes["petition_outcome"].keys()
