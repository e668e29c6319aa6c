"""The official procedure: routes, clocks, objection, extension, opinion, review and re-review."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lianxin.kernel.access.actor import ANONYMOUS, Denied, reporter
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.errors import AlreadyDone, MoveRefused
from lianxin.kernel.matters.models import Event, Matter
from lianxin.work.petitions import actions, queries
from lianxin.work.petitions.models import Rating
from lianxin.work.petitions.tests.office import OPINION, Office, at

pytestmark = pytest.mark.django_db


def fresh(matter: Matter) -> Matter:
    return Matter.objects.unscoped(reason="test").get(pk=matter.pk)


def clock(matter: Matter, name: str) -> Deadline:
    return Deadline.objects.filter(matter=matter, name=name).latest("started_at", "id")


def test_sixty_days_run_for_the_sixth_route_only(office: Office) -> None:
    for route in "12345":
        matter = actions.accept(office.at("routed"), actor=office.actor(), route=route)
        assert not Deadline.objects.filter(matter=matter, name="handle").exists()
        assert matter.due_at is None
    for kind in ("suggestion", "accusation"):
        matter = office.at("handling", kind=kind)
        assert not Deadline.objects.filter(matter=matter, name="handle").exists()
        with pytest.raises(MoveRefused):
            actions.accept(office.at("routed", kind=kind), actor=office.actor(), route="6")
    with pytest.raises(MoveRefused):
        actions.accept(office.at("routed"), actor=office.actor(), route="")
    assert clock(office.at("handling"), "handle").amount == 60


def test_the_clocks_of_each_article(office: Office) -> None:
    day = at("2026-03-02 10:00")
    matter = office.at("handling", when=day)
    assert [(name, clock(matter, name).amount, clock(matter, name).unit) for name in ("route", "notice", "handle")] == [
        ("route", 15, "day"),
        ("notice", 15, "day"),
        ("handle", 60, "day"),
    ]
    assert clock(matter, "route").due_at.date().isoformat() == "2026-03-17"
    assert clock(matter, "handle").due_at.date().isoformat() == "2026-05-06"  # 1 May is a holiday until the 5th
    assert clock(matter, "handle").target_at.date().isoformat() == "2026-04-30"


def test_an_objection_comes_within_five_working_days(office: Office) -> None:
    routed = office.at("routed", when=at("2026-03-02 10:00"))  # a Monday
    with pytest.raises(MoveRefused) as refused:
        actions.object_to(routed, actor=office.actor(), note="不归我们管", at=at("2026-03-10 09:00"))
    assert "第二十三条" in str(refused.value)
    returned = actions.object_to(routed, actor=office.actor(), note="不归我们管", at=at("2026-03-09 23:00"))
    assert (returned.state, returned.due_at) == ("returned", None)
    again = actions.decide(
        returned, actor=office.actor(), organ="街道", public_note="由街道办", at=at("2026-03-11 09:00")
    )
    assert again.due_at.date().isoformat() == "2026-03-26"


def test_one_extension_of_thirty_days_by_the_head_with_the_reason_told(office: Office) -> None:
    matter = office.at("handling", when=at("2026-03-02 10:00"))
    agent, head = office.actor(), office.actor("county")
    day = at("2026-04-20 09:00")
    for days in (0, 31):
        with pytest.raises(MoveRefused):
            actions.ask_extension(matter, actor=agent, days=days, note="案情复杂", at=day)
    asked = actions.ask_extension(matter, actor=agent, days=30, note="案情复杂", at=day)
    with pytest.raises(Denied):
        actions.grant_extension(asked, actor=agent, public_note="案情复杂", at=day)
    with pytest.raises(MoveRefused):
        actions.grant_extension(asked, actor=head, public_note=" ", at=day)
    granted = actions.grant_extension(asked, actor=head, public_note="案情复杂，需要鉴定", at=day)
    assert granted.due_at.date().isoformat() == "2026-06-01"  # 90 days after 2 March is Sunday 31 May
    told = Event.objects.unscoped(reason="test").filter(matter=matter, move="grant_extension").get()
    assert (told.is_public, told.public_note) == (True, "案情复杂，需要鉴定")
    with pytest.raises(MoveRefused):
        actions.ask_extension(granted, actor=agent, days=1, note="再延一天", at=day)


def test_the_head_does_not_approve_their_own_extension(office: Office) -> None:
    matter = office.at("handling")
    asked = actions.ask_extension(matter, actor=office.actor("county"), days=10, note="复杂")
    with pytest.raises(MoveRefused):
        actions.grant_extension(asked, actor=office.actor("county"), public_note="复杂")
    refused = actions.refuse_extension(asked, actor=office.actor("city"), note="不复杂")
    assert queries.particulars(refused).extension_days_asked == 0


def test_there_is_no_extension_where_no_sixty_days_run(office: Office) -> None:
    matter = actions.accept(office.at("routed"), actor=office.actor(), route="4")
    with pytest.raises(MoveRefused):
        actions.ask_extension(matter, actor=office.actor(), days=10, note="复杂")


@pytest.mark.parametrize("part", ["request", "facts", "text", "basis"])
def test_a_written_opinion_has_its_four_parts(office: Office, part: str) -> None:
    matter = office.at("handling")
    with pytest.raises(MoveRefused) as refused:
        actions.answer(matter, replace(OPINION, **{part: " "}), actor=office.actor())
    assert refused.value.code in {"refused", "needs-note"}
    assert fresh(matter).state == "handling"


@pytest.mark.parametrize(
    ("opinion", "outcome"), [("supported", "solved"), ("explained", "explained"), ("not_supported", "refused")]
)
def test_three_outcomes_of_article_32(office: Office, opinion: str, outcome: str) -> None:
    matter = actions.answer(office.at("handling"), replace(OPINION, opinion=opinion), actor=office.actor())
    assert actions.confirm(matter, actor=reporter(matter.pk)).outcome == outcome


def test_nothing_is_solved_that_the_person_says_is_not(office: Office) -> None:
    matter = office.at("answered")
    said = actions.rate(matter, actions.Word(solved=False, grade="unsatisfied"), actor=reporter(matter.pk))
    assert said.state == "answered"
    assert actions.confirm(said, actor=reporter(matter.pk)).outcome == "explained"


def test_only_the_person_says_whether_it_is_solved(office: Office) -> None:
    matter = office.at("answered")
    word = actions.Word(solved=True, grade="satisfied")
    for actor in (office.actor(), office.actor("city"), ANONYMOUS, reporter(matter.pk + 1)):
        with pytest.raises(Denied):
            actions.rate(matter, word, actor=actor)
    assert not Rating.objects.unscoped(reason="test").exists()
    actions.rate(matter, replace(word, solved=False), actor=reporter(matter.pk))
    with pytest.raises(AlreadyDone):
        actions.rate(matter, word, actor=reporter(matter.pk))


def test_what_was_not_done_is_followed_up_and_answered_anew(office: Office) -> None:
    matter = office.at("answered")
    actions.rate(matter, actions.Word(solved=False, grade="unsatisfied"), actor=reporter(matter.pk))
    going_on = actions.follow_up(matter, actor=reporter(matter.pk), text="还没来人")
    again = actions.answer(going_on, OPINION, actor=office.actor())
    assert queries.particulars(again).round == 2
    assert actions.rate(again, actions.Word(solved=True, grade="basic"), actor=reporter(matter.pk)).outcome == "solved"


def test_review_and_re_review_within_their_thirty_days(office: Office) -> None:
    matter = office.at("answered", when=at("2026-01-05 10:00"))
    with pytest.raises(MoveRefused) as late:
        actions.ask_review(matter, actor=reporter(matter.pk), text="不服", at=at("2026-02-05 09:00"))
    assert "第三十五条" in str(late.value)
    asked = actions.ask_review(matter, actor=reporter(matter.pk), text="不服", at=at("2026-02-04 09:00"))
    assert clock(asked, "review").due_at.date().isoformat() == "2026-03-06"
    reviewed = actions.answer_review(asked, OPINION, actor=office.actor(), at=at("2026-03-06 09:00"))
    assert clock(reviewed, "review").on_time
    again = actions.ask_rereview(
        reviewed, actor=office.actor(), text="代本人请求", office="市政府", reference="FH1", at=at("2026-04-07 09:00")
    )  # 30 days end on Sunday 5 April, Qingming; the 6th is off too
    assert clock(again, "rereview").due_at.date().isoformat() == "2026-05-07"


def test_the_time_of_a_hearing_is_left_out(office: Office) -> None:
    matter = office.at("reviewed", when=at("2026-03-02 10:00"))
    asked = actions.ask_rereview(matter, actor=reporter(matter.pk), text="不服", at=at("2026-03-03 10:00"))
    assert clock(asked, "rereview").due_at.date().isoformat() == "2026-04-02"
    hearing = actions.hear(asked, actor=office.actor(), at=at("2026-03-10 09:00"))
    assert (hearing.waiting, hearing.due_at) == (True, None)
    back = actions.end_hearing(hearing, actor=office.actor(), at=at("2026-03-20 17:00"))
    assert back.due_at.date().isoformat() == "2026-04-13"  # ten days later: Sunday the 12th rolls


def test_after_the_re_review_the_same_matter_is_not_taken_again(office: Office) -> None:
    matter = office.at("final")
    with pytest.raises(MoveRefused) as refused:
        office.petition(previous=matter)
    assert "第三十六条" in str(refused.value)
    ended = actions.confirm(matter, actor=reporter(matter.pk))
    with pytest.raises(MoveRefused):
        office.petition(previous=ended)
    assert office.petition(previous=ended, has_new_facts=True).has_new_facts


def test_a_matter_that_is_pending_is_not_taken_twice_but_an_ended_one_may_come_again(office: Office) -> None:
    matter = office.at("handling")
    with pytest.raises(MoveRefused) as refused:
        office.petition(previous=matter)
    assert "第十九条" in str(refused.value)
    ended = actions.confirm(actions.answer(matter, OPINION, actor=office.actor()), actor=reporter(matter.pk))
    assert office.petition(previous=ended).previous_id == ended.pk


def test_only_a_matter_with_an_opinion_is_reviewed(office: Office) -> None:
    matter = actions.redirect(office.at("filed"), actor=office.actor(), route="2", public_note="请申请劳动仲裁")
    assert (matter.state, queries.particulars(matter).answer_outcome) == ("answered", "sent_on")
    with pytest.raises(MoveRefused):
        actions.ask_review(matter, actor=reporter(matter.pk), text="不服")
    assert actions.confirm(matter, actor=reporter(matter.pk)).outcome == "sent_on"


def test_a_redirection_names_one_of_the_first_five_routes(office: Office) -> None:
    for route in ("6", "", "9"):
        with pytest.raises(MoveRefused):
            actions.redirect(office.at("mandated"), actor=office.actor(), route=route, public_note="x")
