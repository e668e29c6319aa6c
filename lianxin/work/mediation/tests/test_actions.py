"""Beginning, mediators, sessions: what each verb writes, what each refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.errors import ChildrenOpen, MoveRefused
from lianxin.kernel.notices.models import Notice
from lianxin.work.mediation import actions
from lianxin.work.mediation.actions import PartyGiven
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.queries import register
from lianxin.work.mediation.tests.made import (
    SIDES,
    TERMS,
    all_agree,
    at,
    chosen_of,
    dispute,
    entry_of,
    fresh,
    mediating,
    mediator,
    opened,
    ready,
)
from tests.world import COMMUNITY, EAST

pytestmark = pytest.mark.django_db


class TestBeginning:
    @pytest.mark.parametrize("missing", ["consent", "check", "mediator", "disclosure", "type"])
    def test_it_does_not_begin_while_something_is_missing(self, world: Any, missing: str):
        staff = world.actor("community")
        matter = opened(world, type="" if missing == "type" else "neighbour")
        if missing != "check":
            actions.check(matter, actor=staff, findings=())
        if missing != "consent":
            all_agree(matter)
        if missing != "mediator":
            actions.choose(matter, actor=staff, mediator=mediator())
            if missing != "disclosure":
                actions.disclose(matter, chosen_of(matter), actor=staff)
        with pytest.raises(MoveRefused):
            actions.start(matter, actor=staff)
        assert fresh(matter).state == "registered"

    def test_violence_forbids_it_and_shows_the_routes(self, world: Any):
        matter = ready(world, findings=("violence",))
        with pytest.raises(MoveRefused):
            actions.start(matter, actor=world.actor("community"))
        done = actions.unsuit(matter, actor=world.actor("community"), public_note="有暴力，请先报警。")
        assert done.outcome == "refused"
        assert dispute(matter).routes[:2] == ["police", "protection"]

    def test_it_begins_with_thirty_days_and_a_responsible_mediator(self, world: Any):
        matter = mediating(world, at=at("2026-02-02 09:00"), one=mediator(user=world.users["grid"]))
        clock = Deadline.objects.get(matter=matter, name="mediate")
        assert timezone.localdate(clock.due_at) == date(2026, 3, 4)
        assert queries.lead(matter).mediator.name == "试调解员"
        assert matter.assignee_id == world.users["grid"].pk

    def test_an_unwilling_party_that_is_added_later_halts_it(self, world: Any):
        matter = mediating(world)
        actions.add_party(matter, PartyGiven("试丙", "third"), actor=world.actor("community"))
        with pytest.raises(MoveRefused):
            actions.settle(fresh(matter), TERMS, actor=world.actor("community"))

    def test_a_party_that_is_added_later_answers_for_itself_and_it_goes_on(self, world: Any):
        matter = mediating(world)
        third = actions.add_party(matter, PartyGiven("试丙", "third"), actor=world.actor("community"))
        actions.agree(third, actor=entry_of(third))
        assert actions.settle(fresh(matter), TERMS, actor=world.actor("community")).state == "visiting"

    def test_a_party_that_is_added_later_and_refuses_ends_it(self, world: Any):
        matter = mediating(world)
        third = actions.add_party(matter, PartyGiven("试丙", "third"), actor=world.actor("community"))
        actions.refuse(third, actor=entry_of(third))
        assert (fresh(matter).state, dispute(matter).result) == ("closed", "refused")

    def test_longer_only_with_everybodys_consent(self, world: Any):
        matter = mediating(world)
        before = Deadline.objects.get(matter=matter, name="mediate").due_at
        told = {"actor": world.actor("community"), "days": 15, "note": "都同意"}
        with pytest.raises(MoveRefused):
            actions.extend(matter, consents=[True, False], **told)
        with pytest.raises(MoveRefused):
            actions.extend(matter, consents=[True], **told)
        actions.extend(matter, consents=[True, True], **told)
        assert Deadline.objects.get(matter=matter, name="mediate").due_at > before


class TestMediators:
    def test_the_parties_choose_on_the_menu_and_off_it(self, world: Any):
        matter, one = opened(world), mediator()
        first, second = queries.parties(matter)
        assert [row.pk for row in register.menu(matter)] == [one.pk]
        actions.choose(matter, actor=entry_of(first), mediator=one, party=first)
        actions.choose(matter, actor=entry_of(second), name="试二叔", party=second)
        chosen = queries.standing_mediators(matter)
        assert [(row.mediator_id, row.party_id) for row in chosen] == [(one.pk, first.pk), (None, second.pk)]
        assert register.menu(matter) == []

    def test_a_mediator_with_a_tie_is_not_offered_and_cannot_be_chosen(self, world: Any):
        matter = opened(world, parties=(*SIDES, PartyGiven("某局", "third", is_body=True, unit=world.units["lights"])))
        tied = [mediator("是当事人", phone="+86 139-0000-0001"), mediator("在那里上班", unit=world.units["lights"])]
        fine = mediator("没有关系", phone="13900000077")
        assert [row.pk for row in register.menu(matter)] == [fine.pk]
        for one in tied:
            with pytest.raises(MoveRefused):
                actions.choose(matter, actor=world.actor("community"), mediator=one)

    def test_one_who_declares_a_tie_is_out_and_not_offered_again(self, world: Any):
        matter, one = opened(world), mediator()
        staff = world.actor("community")
        actions.choose(matter, actor=staff, mediator=one)
        actions.disclose(matter, chosen_of(matter), actor=staff, tie="kin", note="是表弟")
        assert queries.standing_mediators(matter) == []
        assert register.menu(matter) == []
        with pytest.raises(MoveRefused):
            actions.choose(matter, actor=staff, mediator=one)

    def test_a_party_asks_for_recusal_and_the_next_one_answers_for_it(self, world: Any):
        matter = ready(world)
        staff = world.actor("community")
        actions.choose(matter, actor=staff, mediator=mediator("试第二位"))
        second = queries.standing_mediators(matter)[1]
        actions.disclose(matter, second, actor=staff)
        first = chosen_of(matter)
        actions.start(fresh(matter), actor=staff, lead=first)
        party = queries.parties(matter)[1]
        actions.recuse(fresh(matter), first, actor=entry_of(party), party=party)
        assert queries.lead(matter).pk == second.pk
        with pytest.raises(MoveRefused):
            actions.recuse(fresh(matter), first, actor=entry_of(party), party=party)

    def test_a_full_mediator_is_not_offered(self, world: Any):
        one = mediator(most=1)
        actions.choose(opened(world), actor=world.actor("community"), mediator=one)
        assert register.menu(opened(world)) == []

    def test_those_of_the_field_and_the_nearest_come_first(self, world: Any):
        far = mediator("远", place_path=EAST)
        near = mediator("近", place_path=COMMUNITY)
        apt = mediator("对口", place_path=EAST, fields=["neighbour"])
        mediator("不对口", fields=["labour"])
        assert [row.name for row in register.menu(opened(world))] == [apt.name, near.name, far.name]

    def test_the_register_is_kept_by_those_who_may(self, world: Any):
        with pytest.raises(Denied):
            actions.save_mediator(actor=world.actor("community"), name="x", kind="lawyer", place_path=COMMUNITY)
        with pytest.raises(MoveRefused):
            actions.save_mediator(actor=world.actor("street"), name=" ", kind="lawyer", place_path=COMMUNITY)


class TestSessions:
    def test_a_record_is_read_back_and_confirmed_by_each_party(self, world: Any):
        matter, staff = mediating(world), world.actor("community")
        actions.meet(matter, actor=staff, on_at=timezone.now(), place_words="社区调解室")
        session = queries.sessions(matter)[0]
        told = {"actor": staff, "text": "各方陈述……", "present": "双方"}
        with pytest.raises(MoveRefused):
            actions.record(fresh(matter), session, was_read_back=False, **told)
        actions.record(fresh(matter), session, was_read_back=True, **told)
        one, two = queries.parties(matter)
        actions.confirm_record(one, session, actor=entry_of(one))
        actions.confirm_record(two, session, actor=staff)
        assert [p.confirmed["1"]["is_assisted"] for p in queries.parties(matter)] == [False, True]
        actions.record(fresh(matter), session, was_read_back=True, **{**told, "text": "改过的"})
        assert [p.confirmed for p in queries.parties(matter)] == [{}, {}]

    def test_a_session_is_closed_unless_every_party_asks_for_the_public(self, world: Any):
        matter, staff = mediating(world), world.actor("community")
        for asked in ((), (True, False), (True, True)):
            actions.meet(fresh(matter), actor=staff, on_at=timezone.now(), place_words="x", public_asked_by=asked)
        assert [row.is_public for row in queries.sessions(matter)] == [False, False, True]

    def test_other_units_are_called_only_with_the_parties_consent_and_must_answer(self, world: Any):
        matter, staff = mediating(world), world.actor("community")
        units = [world.units["lights"], world.units["water"]]
        with pytest.raises(MoveRefused):
            actions.call_units(matter, actor=staff, units=units, note="x", parties_agree=False)
        calls = actions.call_units(fresh(matter), actor=staff, units=units, note="周三下午到社区", parties_agree=True)
        assert [call.holder_id for call in calls] == [unit.pk for unit in units]
        assert Notice.objects.unscoped(reason="test").filter(kind="mediation_call.open").count() == 2
        actions.report_call(calls[0], actor=world.actor("handler"))
        with pytest.raises(Denied):
            actions.report_call(calls[1], actor=world.actor("handler"))
        actions.conclude_call(calls[0], actor=world.actor("handler"), note="看过屋顶")
        settled = actions.settle(fresh(matter), TERMS, actor=staff)
        with pytest.raises(ChildrenOpen):
            actions.visit(settled, actor=staff, way="visit", done="full", note="都好")
        actions.cancel_call(calls[1], actor=staff, note="不用来了")
        assert actions.visit(settled, actor=staff, way="visit", done="full", note="都好").outcome == "solved"

    def test_referral_to_legal_aid_and_counselling(self, world: Any):
        matter = mediating(world)
        actions.refer(matter, actor=world.actor("community"), kind="legal_aid", to_words="区法律援助中心")
        actions.refer(fresh(matter), actor=world.actor("community"), kind="counselling")
        assert [row.kind for row in queries.referrals(matter)] == ["legal_aid", "counselling"]
