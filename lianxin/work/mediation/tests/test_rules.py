"""What the law says, without a database: each rule by its article, days by tables and vectors."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
import pytest
import yaml
from hypothesis import given, settings

from lianxin.kernel.clock.calendar import Calendar
from lianxin.kernel.clock.city import SHIPPED
from lianxin.work.mediation import rules
from lianxin.work.mediation.rules import Standing

CALENDAR = Calendar.load(SHIPPED)
READY = Standing(("agreed", "agreed"), 1, True, frozenset(), True)
VECTORS = Path(__file__).resolve().parents[5] / "shared" / "rules" / "rules.yaml"


def vectors() -> dict[str, object]:
    if not VECTORS.exists():
        pytest.skip("rules.yaml is not there")
    return yaml.safe_load(VECTORS.read_text(encoding="utf-8"))


def deadline(id: str) -> dict[str, object]:
    return next(row for row in vectors()["deadlines"] if row["id"] == id)


def test_the_terms_are_those_of_the_vectors():
    assert (deadline("PMD-13")["n"], deadline("PMD-13")["unit"]) == (rules.CONFIRM_DAYS, "day")
    assert (deadline("PMD-19")["n"], deadline("PMD-19")["unit"]) == (rules.MEDIATE_DAYS, "day")
    told = vectors()["thresholds"]["mediation_committee"]
    assert rules.committee_problems(told["min"], told["min_women"]) == []
    assert rules.committee_problems(told["max"] + 1, told["min_women"]) == ["many"]
    assert vectors()["formulas"]["mediation_success"] == "agreements/mediated"


def test_the_pack_has_the_eighteen_types_and_the_doors_of_the_national_list():
    from lianxin.kernel.modules.pack import Pack
    from lianxin.work.mediation.words import SOURCES

    rows = Pack(Path(__file__).resolve().parents[4] / "packs" / "demo").rows("dispute_types")
    names = [row["name"] for row in rows if "." not in row["code"]]
    codes = vectors()["codes"]
    assert names == codes["dispute_type"]
    for source in codes["dispute_source"][2:]:
        assert source in SOURCES.values()


@pytest.mark.parametrize(
    ("effective", "until"),
    [
        (date(2026, 3, 2), date(2026, 4, 1)),  # plain: thirty days after, a Wednesday
        (date(2026, 9, 2), date(2026, 10, 8)),  # 2 October lies in the holidays
        (date(2025, 12, 3), date(2026, 1, 4)),  # 2 January is a day off; 4 January, a Sunday, is worked
        (date(2026, 1, 9), date(2026, 2, 9)),  # 8 February is a Sunday; Monday
        (date(2026, 1, 15), date(2026, 2, 14)),  # a Saturday that is worked
        (date(2025, 12, 2), date(2026, 1, 4)),  # the year's end itself
        (date(2024, 1, 31), date(2024, 3, 1)),  # over a 29 February
    ],
)
def test_the_last_day_for_confirmation_rolls_off_a_day_of_rest(effective: date, until: date):
    assert rules.confirm_by(effective, CALENDAR) == until
    assert rules.mediate_by(effective, CALENDAR) == until


@settings(max_examples=300, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2026, 11, 20)))
def test_no_last_day_is_one_of_rest_and_none_is_earlier_than_the_law_gives(start: date):
    for day in (rules.confirm_by(start, CALENDAR), rules.mediate_by(start, CALENDAR)):
        assert CALENDAR.is_working_day(day)
        assert day >= start + timedelta(days=30)


def test_mediation_may_begin_only_when_nothing_forbids_it():
    assert rules.hindrances(READY) == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"consents": ("agreed",)}, "parties"),
        ({"consents": ("agreed", "refused")}, "refused"),
        ({"consents": ("agreed", "stopped")}, "refused"),
        ({"consents": ("agreed", "asked")}, "unasked"),
        ({"is_checked": False}, "check"),
        ({"findings": frozenset({"violence"})}, "danger"),
        ({"findings": frozenset({"fear", "debt"})}, "danger"),
        ({"mediators": 0}, "mediator"),
        ({"is_disclosed": False}, "disclosure"),
    ],
)
def test_each_thing_that_forbids_mediation(changed: dict[str, object], why: str):
    from dataclasses import replace

    assert why in rules.hindrances(replace(READY, **changed))


@given(st.lists(st.sampled_from(["asked", "agreed", "refused", "stopped"]), max_size=6))
def test_no_mediation_begins_while_any_party_refuses(consents: list[str]):
    ends = rules.ends_by_refusal(consents)
    assert ends == bool({"refused", "stopped"} & set(consents))
    if ends:
        assert "refused" in rules.hindrances(Standing(tuple(consents), 1, True, frozenset(), True))


def test_a_weaker_side_alone_does_not_forbid_but_shows_routes():
    from dataclasses import replace

    assert rules.hindrances(replace(READY, findings=frozenset({"dependence"}))) == []
    assert rules.routes_for({"dependence"}) == ("legal_aid", "counselling")
    assert rules.routes_for({"violence", "fear"})[:2] == ("police", "protection")
    assert rules.routes_for(()) == ()


def test_labour_disputes_go_to_arbitration_first():
    assert rules.routes_after_failure("wages")[0] == "arbitration"
    assert rules.routes_after_failure("neighbour")[0] == "court"
    assert "legal_aid" in rules.routes_after_failure("neighbour")


def test_a_session_is_public_only_when_every_party_wants_it():
    assert rules.may_be_public(True, [True, True])
    assert not rules.may_be_public(True, [True, False])
    assert not rules.may_be_public(False, [True, True])
    assert not rules.may_be_public(True, [])


def test_ties_keep_a_mediator_off_the_menu():
    assert rules.has_tie(["kin"], None, [], False)
    assert rules.has_tie([], 7, [7], False)
    assert rules.has_tie([], None, [], True)
    assert not rules.has_tie([], 7, [8], False)
    assert not rules.has_tie([], None, [], False)


def test_a_full_or_retired_mediator_is_not_offered():
    assert rules.may_offer(4, 5, True, False)
    assert not rules.may_offer(5, 5, True, False)
    assert rules.may_offer(50, 0, True, False)
    assert not rules.may_offer(0, 5, False, False)
    assert not rules.may_offer(0, 5, True, True)


def test_a_partys_request_is_enough_for_recusal():
    assert rules.must_withdraw(is_asked_by_party=True)
    assert not rules.must_withdraw(is_asked_by_party=False)


def test_longer_only_by_consent_of_all():
    assert rules.may_extend(10, [True, True])
    assert not rules.may_extend(10, [True, False])
    assert not rules.may_extend(0, [True, True])
    assert not rules.may_extend(10, [])
    assert (rules.others_may_join([True]), rules.others_may_join([True, False])) == (True, False)


def test_a_written_agreement_takes_effect_when_signed_by_all_and_sealed():
    first, last = date(2026, 3, 2), date(2026, 3, 5)
    assert rules.effective_on(True, first, [first, last], True) == last
    assert rules.effective_on(True, first, [first], False) is None
    assert rules.effective_on(True, first, [], True) is None
    assert rules.effective_on(False, first, [], False) == first


def test_a_draft_is_slept_over_where_one_side_is_weaker():
    drafted = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert rules.may_sign(drafted, drafted, [])
    assert not rules.may_sign(drafted, drafted + timedelta(hours=23, minutes=59), ["dependence"])
    assert rules.may_sign(drafted, drafted + timedelta(hours=24), ["dependence"])
    assert not rules.may_sign(None, drafted, [])


def test_status_is_not_confirmable_and_only_all_together_in_time_may_ask():
    assert rules.is_confirmable("marriage_family", False)
    assert not rules.is_confirmable("marriage_family", True)
    assert [rules.must_ask_about_status(kind) for kind in ("marriage_family", "neighbour")] == [True, False]
    until = date(2026, 4, 1)
    assert rules.may_apply_for_confirmation([True, True], until, until)
    assert not rules.may_apply_for_confirmation([True, False], until, until)
    assert not rules.may_apply_for_confirmation([True], until, until)
    assert not rules.may_apply_for_confirmation([True, True], until + timedelta(days=1), until)


def test_the_court_that_invited_or_one_of_three():
    assert rules.courts_for(True) == ("作出邀请的人民法院",)
    assert "当事人住所地" in rules.courts_for(False)[0]
    assert (rules.COURT_ACCEPTS_DAYS, rules.COURT_DECIDES_DAYS, rules.COURT_EXTENDS_DAYS) == (3, 15, 10)


@pytest.mark.parametrize(
    ("members", "women", "found"),
    [(3, 1, []), (9, 4, []), (2, 1, ["few"]), (10, 1, ["many"]), (5, 0, ["women"]), (1, 0, ["few", "women"])],
)
def test_a_committee_has_three_to_nine_members_and_a_woman(members: int, women: int, found: list[str]):
    assert rules.committee_problems(members, women) == found


def test_time_or_seriousness_lifts_one_level_and_the_highest_stays():
    due = datetime(2026, 3, 2, tzinfo=UTC)
    assert [rules.lifted(level) for level in rules.LEVELS] == ["ordinary", "major", "major"]
    assert rules.must_lift("small", due, due + timedelta(seconds=1))
    assert not rules.must_lift("small", due, due)
    assert not rules.must_lift("small", None, due)
    assert rules.must_lift("small", None, due, is_serious=True)
    assert not rules.must_lift("major", due, due + timedelta(days=9), is_serious=True)


def test_who_mediated_visits():
    assert rules.may_visit(7, 7, True)
    assert not rules.may_visit(8, 7, True)
    assert rules.may_visit(8, None, True)
    assert not rules.may_visit(7, 7, False)
    assert (rules.may_close(True, True), rules.may_close(True, False)) == (True, False)


def test_undisputed_facts_count_only_when_all_have_signed():
    assert rules.may_use_facts({1: True, 2: True})
    assert not rules.may_use_facts({1: True, 2: False})
    assert not rules.may_use_facts({1: True})


def test_nothing_is_charged():
    assert rules.FEE_FEN == 0


ALL_LEFT = ("parties", "unasked", "check", "mediator", "disclosure")


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (rules.Stage("registered", ALL_LEFT), "add_party"),
        (rules.Stage("registered", ALL_LEFT[1:]), "ask"),
        (rules.Stage("registered", ALL_LEFT[1:], is_asked=True), "check"),
        (rules.Stage("registered", ("unasked", "mediator", "disclosure"), is_asked=True), "choose"),
        (rules.Stage("registered", ("unasked", "disclosure"), is_asked=True), "disclose"),
        (rules.Stage("registered", ("unasked",), is_asked=True), "agree"),
        (rules.Stage("registered", ("danger",), is_asked=True), "unsuit"),
        (rules.Stage("registered", (), is_asked=True), "start"),
        (rules.Stage("mediating"), "meet"),
        (rules.Stage("mediating", has_session=True), "record"),
        (rules.Stage("mediating", has_session=True, has_record=True), "draft"),
        (rules.Stage("mediating", has_session=True, has_record=True, is_drafted=True), "sign"),
        (rules.Stage("agreed"), ""),
    ],
)
def test_the_next_step_is_the_one_that_brings_it_on(stage: rules.Stage, expected: str) -> None:
    assert rules.next_step(stage) == expected
