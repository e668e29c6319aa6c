"""Agreements, their performance, and every way in which a dispute ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.audit.verify import verify
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.errors import AlreadyDone, MoveRefused
from lianxin.kernel.notices.models import Notice
from lianxin.work.mediation import actions
from lianxin.work.mediation.actions import Terms
from lianxin.work.mediation.actions.handling import lift_overdue
from lianxin.work.mediation.hearing import remind_of_court
from lianxin.work.mediation.models import Chosen
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.tests.made import (
    TERMS,
    dispute,
    entry_of,
    fresh,
    mediating,
    mediator,
    opened,
    steps_on,
)

pytestmark = pytest.mark.django_db


class TestAgreement:
    def test_a_written_one_takes_effect_when_all_have_signed_and_it_is_sealed(self, world: Any):
        matter, staff = mediating(world), world.actor("community")
        actions.draft(matter, Terms(terms="x", amount_fen=50_000, steps=steps_on(10)), actor=staff)
        today = timezone.localdate()
        signing = {"actor": staff, "signed_on": today, "parties_signed": True, "mediator_signed": True}
        with pytest.raises(MoveRefused):
            actions.sign(fresh(matter), is_sealed=False, **signing)
        with pytest.raises(MoveRefused):
            actions.sign(fresh(matter), is_sealed=True, **{**signing, "signed_on": today + timedelta(days=1)})
        done = actions.sign(fresh(matter), is_sealed=True, **signing)
        kept = dispute(matter)
        assert (done.state, kept.effective_on, kept.result, kept.is_written) == ("agreed", today, "agreement", True)
        assert kept.confirm_until >= today + timedelta(days=30)
        assert Deadline.objects.get(matter=matter, name="mediate").met_at

    def test_without_a_draft_nothing_is_signed(self, world: Any):
        with pytest.raises(MoveRefused):
            actions.sign(
                mediating(world),
                actor=world.actor("community"),
                signed_on=timezone.localdate(),
                parties_signed=True,
                mediator_signed=True,
                is_sealed=True,
            )

    def test_where_one_side_is_weaker_a_day_lies_between_draft_and_signing(self, world: Any):
        start = timezone.now() - timedelta(days=2)
        matter, staff = mediating(world, findings=("dependence",), at=start), world.actor("community")
        with pytest.raises(MoveRefused):
            actions.settle(fresh(matter), TERMS, actor=staff)
        actions.draft(fresh(matter), TERMS, actor=staff, at=start)
        signing = {"actor": staff, "parties_signed": True, "mediator_signed": True, "is_sealed": True}
        with pytest.raises(MoveRefused):
            actions.sign(fresh(matter), signed_on=timezone.localdate(start), at=start + timedelta(hours=5), **signing)
        assert (
            actions.sign(
                fresh(matter), signed_on=timezone.localdate(start), at=start + timedelta(hours=25), **signing
            ).state
            == "visiting"
        )

    def test_an_oral_one_done_on_the_spot_waits_for_its_visit(self, world: Any):
        done = actions.settle(mediating(world), TERMS, actor=world.actor("community"))
        assert (done.state, dispute(done).is_written) == ("visiting", False)
        assert dispute(done).effective_on == timezone.localdate()
        assert Deadline.objects.filter(matter=done, name="visit", met_at=None).exists()
        assert not Deadline.objects.filter(matter=done, name="perform").exists()

    def test_steps_are_watched_one_after_the_other(self, world: Any):
        matter, staff = mediating(world), world.actor("community")
        actions.settle(matter, Terms(terms="x", amount_fen=30_000, steps=steps_on(10, 20)), actor=staff)
        clock = Deadline.objects.get(matter=matter, name="perform", met_at=None, stopped_at=None)
        assert timezone.localdate(clock.due_at) >= timezone.localdate() + timedelta(days=10)
        one, two = queries.steps(matter)
        actions.perform_step(fresh(matter), one, actor=staff, done_on=timezone.localdate())
        later = Deadline.objects.get(matter=matter, name="perform", met_at=None, stopped_at=None)
        assert later.due_at > clock.due_at
        with pytest.raises(MoveRefused):
            actions.perform_step(fresh(matter), one, actor=staff, done_on=timezone.localdate())
        assert actions.perform_step(fresh(matter), two, actor=staff, done_on=timezone.localdate()).state == "visiting"

    def test_steps_may_not_promise_more_than_was_agreed(self, world: Any):
        with pytest.raises(MoveRefused):
            actions.settle(
                mediating(world), Terms(terms="x", amount_fen=1, steps=steps_on(1)), actor=world.actor("community")
            )

    def test_confirmation_is_asked_for_by_all_in_time(self, world: Any):
        matter, staff = mediating(world), world.actor("community")
        actions.settle(matter, Terms(terms="x", amount_fen=30_000, steps=steps_on(10)), actor=staff)
        until = dispute(matter).confirm_until
        told = {"actor": staff, "court": "河东区人民法院"}
        for applying, on in (([True, False], until), ([True], until), ([True, True], until + timedelta(days=1))):
            with pytest.raises(MoveRefused):
                actions.apply_court(fresh(matter), applying=applying, on=on, **told)
        with pytest.raises(MoveRefused):
            actions.court_answer(fresh(matter), actor=staff, is_confirmed=True)
        actions.apply_court(fresh(matter), applying=[True, True], on=until, **told)
        actions.court_answer(fresh(matter), actor=staff, is_confirmed=True, reference="示例文号")
        assert dispute(matter).court_result == "confirmed"

    def test_what_touches_status_is_not_confirmable(self, world: Any):
        matter, staff = mediating(world, type="marriage_family"), world.actor("community")
        actions.settle(
            matter, Terms(terms="x", amount_fen=10_000, steps=steps_on(3)), actor=staff, is_about_status=True
        )
        assert dispute(matter).confirm_until is None
        with pytest.raises(MoveRefused):
            actions.apply_court(fresh(matter), actor=staff, court="x", on=timezone.localdate(), applying=[True, True])

    def test_the_holder_is_reminded_seven_days_before_confirmation_ends(self, world: Any):
        matter = mediating(world)
        actions.settle(matter, Terms(terms="x", steps=steps_on(40), amount_fen=10_000), actor=world.actor("community"))
        day = dispute(matter).confirm_until - timedelta(days=7)
        assert (remind_of_court(day - timedelta(days=1)), remind_of_court(day)) == (0, 1)
        assert Notice.objects.unscoped(reason="test").filter(kind="dispute.court").count() == 1


class TestEnds:
    def test_a_failed_one_tells_the_routes_and_keeps_signed_facts_only(self, world: Any):
        matter, staff = mediating(world), world.actor("community")
        one, two = (party.pk for party in queries.parties(matter))
        with pytest.raises(MoveRefused):
            actions.fail(matter, actor=staff, public_note="谈不拢", undisputed="借过钱", signed={one: True, two: False})
        done = actions.fail(
            fresh(matter), actor=staff, public_note="谈不拢", undisputed="借过钱", signed={one: True, two: True}
        )
        assert (done.outcome, dispute(matter).result, dispute(matter).undisputed) == ("given_up", "failed", "借过钱")
        assert "court" in dispute(matter).routes

    def test_time_lifts_it_one_level_with_its_file(self, world: Any):
        matter = mediating(world, at=timezone.now() - timedelta(days=60))
        assert lift_overdue(timezone.now()) == 1
        row = fresh(matter)
        assert (row.state, row.holder, dispute(matter).level) == ("registered", world.units["street"], "ordinary")
        assert [party.consent for party in queries.parties(matter)] == ["agreed", "agreed"]
        assert lift_overdue(timezone.now()) == 0
        actions.start(row, actor=world.actor("street"))
        assert Deadline.objects.filter(matter=matter, name="mediate", met_at=None, stopped_at=None).count() == 1

    def test_seriousness_lifts_it_and_the_highest_level_stays(self, world: Any):
        matter = opened(world)
        for holder in ("street", "east"):
            actions.lift(fresh(matter), actor=world.actor("county"), note="人多")
            assert fresh(matter).holder == world.units[holder]
        with pytest.raises(MoveRefused):
            actions.lift(fresh(matter), actor=world.actor("county"), note="人多")

    def test_the_return_visit_is_made_by_who_mediated(self, world: Any):
        matter = mediating(world, one=mediator(user=world.users["street"]))
        actions.settle(matter, TERMS, actor=world.actor("community"))
        told = {"way": "visit", "done": "full", "note": "都好"}
        with pytest.raises(MoveRefused):
            actions.visit(fresh(matter), actor=world.actor("community"), **told)
        assert actions.visit(fresh(matter), actor=world.actor("street"), **told).outcome == "solved"
        assert dispute(matter).visited_by_id == world.users["street"].pk

    def test_what_was_not_performed_is_visited_too_and_does_not_count_as_solved(self, world: Any):
        matter, staff = mediating(world), world.actor("community")
        actions.settle(matter, Terms(terms="x", steps=steps_on(5), amount_fen=10_000), actor=staff)
        assert actions.breach(fresh(matter), actor=staff, public_note="没有付").state == "visiting"
        assert dispute(matter).routes == ["court", "legal_aid"]
        assert (
            actions.visit(fresh(matter), actor=staff, way="phone", done="none", note="要去起诉").outcome == "given_up"
        )

    def test_each_party_says_its_own_word_once(self, world: Any):
        matter, staff = mediating(world), world.actor("community")
        actions.settle(matter, TERMS, actor=staff)
        actions.visit(fresh(matter), actor=staff, way="visit", done="full", note="都好")
        one, two = queries.parties(matter)
        actions.say(one, actor=entry_of(one), done="full", grade="satisfied")
        with pytest.raises(AlreadyDone):
            actions.say(one, actor=entry_of(one), done="full", grade="unsatisfied")
        actions.say(two, actor=staff, done="full", grade="basic")
        assert [(p.word_grade, p.word_is_assisted) for p in queries.parties(matter)] == [
            ("satisfied", False),
            ("basic", True),
        ]

    def test_a_relapse_opens_a_new_dispute_linked_with_the_old(self, world: Any):
        matter, staff = mediating(world), world.actor("community")
        actions.settle(matter, TERMS, actor=staff)
        actions.visit(fresh(matter), actor=staff, way="visit", done="full", note="都好")
        again = actions.relapse(fresh(matter), actor=staff, note="又养上了")
        assert dispute(again).relapse_of_id == matter.pk
        assert dispute(matter).has_relapsed
        assert [party.consent for party in queries.parties(again)] == ["asked", "asked"]
        assert {p.code for p in queries.parties(again)}.isdisjoint({p.code for p in queries.parties(matter)})

    def test_the_audit_chain_is_whole_after_a_long_course(self, world: Any):
        matter = mediating(world)
        actions.settle(matter, TERMS, actor=world.actor("community"))
        actions.visit(fresh(matter), actor=world.actor("community"), way="visit", done="full", note="x")
        assert verify().ok

    def test_the_clock_of_a_finished_one_is_at_rest(self, world: Any):
        matter = mediating(world)
        actions.fail(matter, actor=world.actor("community"), public_note="x")
        assert not Deadline.objects.filter(matter=matter, met_at=None, stopped_at=None).exists()
        assert Chosen.objects.unscoped(reason="test").filter(matter=matter).count() == 1
