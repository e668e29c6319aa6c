"""Each party is told what concerns it, by its own link, and nothing of another's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.audit.views_of import accesses
from lianxin.kernel.jobs.worker import work_off
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.notices.models import Delivery
from lianxin.work.mediation import actions
from lianxin.work.mediation.actions import PartyGiven
from lianxin.work.mediation.hearing import remind_of_court, remind_of_sessions
from lianxin.work.mediation.hearing.parties import SAYS
from lianxin.work.mediation.models import Party
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.tests.made import (
    SIDES,
    TERMS,
    dispute,
    entry_of,
    fresh,
    mediating,
    opened,
    steps_on,
)

pytestmark = pytest.mark.django_db


def told(party: Party) -> list[str]:
    """Which moves the party was told of, in their order."""
    rows = Delivery.objects.unscoped(reason="test").filter(person=f"mediation.party:{party.pk}").order_by("pk")
    return [row.kind.removeprefix("dispute.") for row in rows]


def messages(matter: Matter) -> dict[int, str]:
    """Everything that was sent to each party, as one text."""
    found = dict.fromkeys((party.pk for party in queries.parties(matter)), "")
    for row in Delivery.objects.unscoped(reason="test").exclude(person=""):
        found[int(row.person.rpartition(":")[2])] += f"{row.subject} {row.body} {row.link}\n"
    return found


def test_parties_are_told_of_every_step_that_concerns_them(world: Any) -> None:
    matter, staff = mediating(world), world.actor("community")
    first, second = queries.parties(matter)
    assert told(first) == told(second) == ["ask", "start"]
    when = timezone.now() + timedelta(days=2)
    matter = actions.meet(matter, actor=staff, on_at=when, place_words="社区调解室")
    [session] = queries.sessions(matter)
    matter = actions.record(matter, session, actor=staff, text="经过", present="双方", was_read_back=True)
    actions.confirm_record(first, session, actor=entry_of(first))
    matter = actions.settle(
        fresh(matter), actions.Terms(terms="搬走", amount_fen=10_000, steps=steps_on(3)), actor=staff
    )
    step = queries.steps(matter)[0]
    matter = actions.perform_step(matter, step, actor=staff, done_on=timezone.localdate())
    actions.visit(matter, actor=staff, way="visit", done="full", note="已搬走")
    expected = ["ask", "start", "meet", "record", "settle", "perform_step", "complete", "visit"]
    assert told(first) == told(second) == expected
    assert "社区调解室" in messages(matter)[second.pk]


def test_a_message_holds_nothing_of_the_other_party(world: Any) -> None:
    matter = mediating(world)
    texts = messages(matter)
    for party, other in ((0, 1), (1, 0)):
        own, its = queries.parties(matter)[party], queries.parties(matter)[other]
        assert own.code in texts[own.pk]
        for private in (its.code, SIDES[other].name, SIDES[other].phone, matter.title):
            assert private not in texts[own.pk]


def test_who_ends_it_is_not_told_what_it_knows_and_the_other_gets_the_routes(world: Any) -> None:
    matter = mediating(world)
    first, second = queries.parties(matter)
    actions.stop(first, actor=entry_of(first))
    assert (told(first)[-1], told(second)[-1]) == ("start", "stop")
    assert "途径" in messages(matter)[second.pk]


def test_what_staff_write_down_for_a_party_is_told_to_it(world: Any) -> None:
    matter, staff = opened(world), world.actor("community")
    matter = actions.ask(matter, actor=staff)
    first, second = queries.parties(matter)
    actions.agree(first, actor=staff, how="phone")
    assert told(first) == ["ask", "agree"]
    assert told(second) == ["ask"]
    assert "替您记下了：同意调解" in messages(matter)[first.pk]


def test_whoever_has_answered_is_not_asked_again(world: Any) -> None:
    matter, staff = opened(world), world.actor("community")
    first, second = queries.parties(matter)
    actions.agree(first, actor=entry_of(first))
    actions.ask(fresh(matter), actor=staff)
    assert (told(first), told(second)) == ([], ["ask"])


def test_a_party_that_comes_later_is_asked_alone(world: Any) -> None:
    matter = mediating(world)
    before = [told(party) for party in queries.parties(matter)]
    third = actions.add_party(
        matter, PartyGiven("试丙", "third", phone="139 0000 0003"), actor=world.actor("community")
    )
    assert told(third) == ["add_party"]
    assert [told(party) for party in queries.parties(matter)[:2]] == before


def test_an_applicant_has_the_link_in_hand_at_once(world: Any) -> None:
    matter = opened(world, channel="application")
    first, second = queries.parties(matter)
    assert (told(first), told(second)) == (["open"], [])


def test_a_party_without_a_telephone_is_sent_nothing(world: Any) -> None:
    matter = opened(world, parties=(PartyGiven("试甲", "applicant"), SIDES[1]))
    actions.ask(matter, actor=world.actor("community"))
    first, second = queries.parties(matter)
    assert (told(first), told(second)) == ([], ["ask"])


def test_opening_the_number_is_written_down_for_its_owner_alone(world: Any) -> None:
    matter = opened(world, parties=(SIDES[0], PartyGiven("试乙", "respondent")))
    actions.ask(matter, actor=world.actor("community"))
    work_off()
    first, second = queries.parties(matter)
    [row] = Delivery.objects.unscoped(reason="test").filter(person=f"mediation.party:{first.pk}")
    assert row.state == Delivery.SENT
    assert [entry.purpose for entry in accesses(first.subject)] == ["自动发送办理进展"]
    assert list(accesses(second.subject)) == []


def test_tomorrows_session_is_remembered_once_it_is_arranged(world: Any) -> None:
    matter, today = mediating(world), timezone.localdate()
    when = timezone.localtime().replace(hour=9, minute=30) + timedelta(days=1)
    actions.meet(matter, actor=world.actor("community"), on_at=when, place_words="社区调解室")
    assert (remind_of_sessions(today), remind_of_sessions(today + timedelta(days=1))) == (1, 0)
    texts = messages(matter)
    assert all("明天09:30 社区调解室" in text for text in texts.values())


def test_the_term_for_the_court_is_told_to_the_parties_too(world: Any) -> None:
    matter = actions.settle(mediating(world), TERMS, actor=world.actor("community"))
    until = dispute(matter).confirm_until
    assert until is not None
    assert remind_of_court(until - timedelta(days=7)) == 1
    assert [told(party)[-1] for party in queries.parties(matter)] == ["court", "court"]
    assert str(until) in messages(matter)[queries.parties(matter)[0].pk]


def test_every_move_that_is_told_is_a_move_of_the_flow() -> None:
    from lianxin.work.mediation.flow import DISPUTE

    assert set(SAYS) <= {move.name for move in DISPUTE.moves}
