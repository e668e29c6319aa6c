"""The doors of a dispute, and what a party says of being mediated."""

from __future__ import annotations

from typing import Any

import pytest

from lianxin.kernel.access.actor import ANONYMOUS, Denied
from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.errors import MoveRefused, NotNow
from lianxin.kernel.matters.relations import hand_over as hand_over_kind
from lianxin.work.mediation import actions
from lianxin.work.mediation.actions import Entry
from lianxin.work.mediation.models import Party
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.tests.made import (
    SIDES,
    dispute,
    entry_of,
    fresh,
    mediating,
    opened,
    ready,
)
from tests.world import COMMUNITY

pytestmark = pytest.mark.django_db


class TestDoors:
    def test_a_survey_an_application_and_an_entrustment_open_a_dispute_at_its_level(self, world: Any):
        small = opened(world)
        assert (small.number[:3], small.secrecy) == ("TJ-", "C2")
        assert small.holder == world.units["community"]
        assert opened(world, level="ordinary").holder == world.units["street"]
        assert opened(world, level="major").holder == world.units["east"]
        own = actions.enter(
            Entry(text="x", place_path=COMMUNITY, channel="application", parties=SIDES), actor=ANONYMOUS
        )
        assert own.dispute.matter.channel == "application"
        with pytest.raises(MoveRefused):
            opened(world, channel="court")
        assert opened(world, channel="court", entrusted_by="河东区人民法院").channel == "court"

    def test_an_application_sent_twice_is_one_dispute(self, world: Any):
        entry = Entry(text="x", place_path=COMMUNITY, channel="application", client_key="abc")
        first, second = (actions.enter(entry, actor=ANONYMOUS) for _n in range(2))
        assert first.dispute.pk == second.dispute.pk
        assert (first.is_new, second.is_new) == (True, False)

    def test_staff_open_only_in_their_own_place(self, world: Any):
        with pytest.raises(Denied):
            opened(world, by="west_community")

    def test_an_unknown_type_is_refused(self, world: Any):
        with pytest.raises(MoveRefused):
            opened(world, type="nonsense")

    def test_names_and_telephones_lie_sealed(self, world: Any):
        matter = opened(world)
        stored = Party.objects.unscoped(reason="test").filter(matter=matter).values_list("name", "phone")
        assert "试甲" not in str(list(stored))

    def test_a_request_becomes_a_dispute_with_its_contact_and_keeps_the_link(self, world: Any):
        request = world.request("楼上漏水，物业不管", name="试反映人", phone="13900000009").matter
        made = hand_over_kind(request, to_kind="dispute", actor=world.actor("street"), note="双方愿意调解")
        assert (made.kind, made.channel, made.parent_id, made.root_id) == (
            "dispute",
            "handover",
            request.pk,
            request.pk,
        )
        told = contacts.Contact.objects.unscoped(reason="test").get(matter=made)
        assert told.phone_index == contacts.Contact.objects.unscoped(reason="test").get(matter=request).phone_index

    @pytest.mark.parametrize("kind", ["request", "petition"])
    def test_a_dispute_is_handed_over_and_both_keep_the_link(self, world: Any, kind: str):
        matter = opened(world)
        told = {"actor": world.actor("community"), "public_note": "不属调解范围"}
        with pytest.raises(MoveRefused):
            actions.hand_over(matter, kind=kind, has_consent=False, **told)
        made = actions.hand_over(matter, kind=kind, has_consent=True, **told)
        old = fresh(matter)
        assert (made.kind, made.parent_id, made.root_id) == (kind, matter.pk, matter.pk)
        assert (old.state, old.outcome, dispute(matter).result) == ("closed", "sent_on", "sent_on")
        assert made.closed_at is None
        with pytest.raises(MoveRefused):
            actions.hand_over(opened(world), kind="mediation_call", has_consent=True, **told)

    def test_the_same_dispute_by_two_doors_goes_on_as_one(self, world: Any):
        first, second = opened(world), opened(world, channel="application", by="community")
        done = actions.join(second, into=first, actor=world.actor("community"))
        assert (done.outcome, done.duplicate_of_id, dispute(second).result) == ("merged", first.pk, "joined")


class TestConsent:
    def test_a_party_says_yes_by_its_own_code(self, world: Any):
        matter = opened(world)
        party = queries.parties(matter)[0]
        actions.agree(party, actor=entry_of(party))
        again = queries.parties(matter)[0]
        assert (again.consent, again.is_assisted, again.how) == ("agreed", False, "")

    def test_what_staff_write_down_is_marked_and_needs_how(self, world: Any):
        party = queries.parties(opened(world))[0]
        with pytest.raises(MoveRefused):
            actions.agree(party, actor=world.actor("community"))
        actions.agree(party, actor=world.actor("community"), how="phone")
        again = queries.parties(party.matter)[0]
        assert (again.consent, again.is_assisted, again.how) == ("agreed", True, "phone")

    def test_a_grid_worker_and_a_neighbour_may_not_answer_for_a_party(self, world: Any):
        party = queries.parties(opened(world))[0]
        for who in ("grid", "west_community"):
            with pytest.raises(Denied):
                actions.agree(party, actor=world.actor(who), how="phone")

    def test_one_refusal_ends_it_with_the_other_routes(self, world: Any):
        matter = ready(world)
        party = queries.parties(matter)[1]
        done = actions.refuse(party, actor=entry_of(party))
        assert (done.state, done.outcome, dispute(matter).result) == ("closed", "given_up", "refused")
        assert dispute(matter).routes[0] == "court"
        with pytest.raises(NotNow):
            actions.start(matter, actor=world.actor("community"))

    def test_a_party_may_stop_at_any_time_and_nobody_is_waited_for(self, world: Any):
        matter = mediating(world)
        calls = actions.call_units(
            matter, actor=world.actor("community"), units=[world.units["lights"]], note="请到场", parties_agree=True
        )
        party = queries.parties(matter)[1]
        assert actions.stop(party, actor=entry_of(party)).state == "closed"
        assert dispute(matter).result == "stopped"
        assert fresh(calls[0]).outcome == "withdrawn"

    def test_only_the_applicant_withdraws(self, world: Any):
        matter = opened(world)
        one, two = queries.parties(matter)
        with pytest.raises(MoveRefused):
            actions.withdraw(two, actor=entry_of(two))
        assert actions.withdraw(one, actor=entry_of(one)).outcome == "withdrawn"

    def test_the_code_of_one_dispute_moves_no_other(self, world: Any):
        one, two = opened(world), opened(world)
        stranger = entry_of(queries.parties(two)[0])
        with pytest.raises(Denied):
            actions.agree(queries.parties(one)[0], actor=stranger)

    def test_a_new_card_shuts_the_old_one(self, world: Any):
        from lianxin.work.mediation.actions.cards import issue_card

        party = queries.parties(opened(world))[0]
        old = party.code
        new = issue_card(party, actor=world.actor("community"))
        assert queries.entrance(old) is None
        assert queries.entrance(new) is not None
