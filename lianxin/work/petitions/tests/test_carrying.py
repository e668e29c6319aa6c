"""From the mandate to the end: what the agent may do, what only the person may, and what nobody may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.access.actor import Denied, reporter
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.errors import ChildrenOpen, MoveRefused, NotNow
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.matters.perform import open_matter
from lianxin.work.petitions import actions, jobs, queries
from lianxin.work.petitions.actions.answering import Answer
from lianxin.work.petitions.models import Filing, Opinion, Representative
from lianxin.work.petitions.tests.office import OPINION, Office, at
from tests.world import COMMUNITY, WEST_COMMUNITY

pytestmark = pytest.mark.django_db


def fresh(matter: Matter) -> Matter:
    return Matter.objects.unscoped(reason="test").get(pk=matter.pk)


def clock(matter: Matter, name: str) -> Deadline:
    return Deadline.objects.filter(matter=matter, name=name).latest("started_at", "id")


def test_a_petition_is_carried_from_the_mandate_to_the_persons_word(office: Office) -> None:
    matter = office.at("answered")
    ended = actions.rate(matter, actions.Word(solved=True, grade="satisfied"), actor=reporter(matter.pk))
    assert (ended.state, ended.outcome) == ("closed", "solved")
    moves = list(
        Event.objects.unscoped(reason="test").filter(matter=matter).order_by("id").values_list("move", flat=True)
    )
    assert moves == ["open", "mandate", "draft", "approve", "file", "route", "accept", "answer", "confirm"]
    petition = queries.particulars(ended)
    assert (petition.mandate_by, petition.kind, petition.route) == ("oral", "appeal", "6")
    [filing] = Filing.objects.unscoped(reason="test").filter(matter=matter)
    assert (filing.office, filing.reference) == ("区信访局", "XF2026001")
    [opinion] = Opinion.objects.unscoped(reason="test").filter(matter=matter)
    assert (opinion.stage, opinion.opinion, opinion.basis) == ("reply", "supported", OPINION.basis)


def test_the_mandate_must_be_read_aloud(office: Office) -> None:
    with pytest.raises(MoveRefused) as refused:
        office.petition(read_aloud=False)
    assert refused.value.field == "read_aloud"
    assert not Matter.objects.unscoped(reason="test").filter(kind="petition").exists()


@pytest.mark.parametrize(
    "state",
    [
        "mandated",
        "drafted",
        "approved",
        "filed",
        "routed",
        "handling",
        "answered",
        "review",
        "reviewed",
        "rereview",
        "final",
    ],
)
def test_the_person_revokes_at_any_time(office: Office, state: str) -> None:
    matter = office.at(state)
    ended = actions.revoke(matter, actor=reporter(matter.pk))
    assert (ended.state, ended.outcome, ended.due_at) == ("closed", "withdrawn", None)
    assert queries.particulars(ended).revoked_at


def test_a_revocation_is_not_held_up_by_what_was_handed_over(office: Office) -> None:
    matter = office.at("handling")
    open_matter(
        actor=office.actor(), kind="request", title="子", place_path=COMMUNITY, channel="handover", parent=matter
    )
    answered = actions.answer(matter, OPINION, actor=office.actor())
    with pytest.raises(ChildrenOpen):
        actions.confirm(answered, actor=reporter(matter.pk))
    assert actions.revoke(answered, actor=reporter(matter.pk)).closed_at


def test_at_the_window_a_revocation_needs_a_word_on_how(office: Office) -> None:
    matter = office.at("filed")
    with pytest.raises(MoveRefused):
        actions.revoke_at_window(matter, actor=office.actor(), note=" ")
    assert actions.revoke_at_window(matter, actor=office.actor(), note="本人到场签名").outcome == "withdrawn"


@pytest.mark.parametrize("state", ["mandated", "drafted"])
def test_nothing_is_filed_that_the_person_has_not_approved(office: Office, state: str) -> None:
    matter = office.at(state)
    for act in (actions.file, actions.file_direct):
        with pytest.raises(NotNow):
            act(matter, actor=office.actor(), office="区信访局", reference="1", channel="visit")
    assert not Filing.objects.unscoped(reason="test").exists()


def test_a_new_draft_needs_a_new_approval(office: Office) -> None:
    drafted = office.at("drafted")
    corrected = actions.correct(drafted, actor=reporter(drafted.pk), text="日期写错了")
    assert corrected.state == "mandated"
    again = actions.draft(corrected, actor=office.actor(), text="改好的草稿")
    assert queries.particulars(again).approved_at is None
    approved = actions.read_back(again, actor=office.actor(), note="当面宣读，本人签名")
    petition = queries.particulars(approved)
    assert (approved.state, petition.draft, petition.drafts) == ("approved", "改好的草稿", 2)


def test_an_agent_does_not_approve_for_the_person(office: Office) -> None:
    matter = office.at("drafted")
    for actor in (office.actor(), office.actor("city")):
        with pytest.raises(Denied):
            actions.approve(matter, actor=actor)


def test_the_reference_number_is_kept_once_and_never_empty(office: Office) -> None:
    matter = office.at("approved")
    for office_name, reference in (("", "1"), ("区信访局", " ")):
        with pytest.raises(MoveRefused):
            actions.file(matter, actor=office.actor(), office=office_name, reference=reference, channel="visit")
    with pytest.raises(MoveRefused):
        actions.file(matter, actor=office.actor(), office="区信访局", reference="1", channel="smoke")
    assert fresh(matter).state == "approved"


def test_the_agent_is_not_of_the_unit_complained_of(office: Office) -> None:
    against = office.world.units["community"]
    with pytest.raises(MoveRefused):
        office.petition(against_unit=against)
    with pytest.raises(MoveRefused) as refused:
        office.petition("street", against_unit=against)  # the agent named is still the community's
    assert refused.value.field == "agent"
    carried = office.petition("street", against_unit=against, agent=office.agents["street"])
    with pytest.raises(MoveRefused):
        actions.draft(carried.matter, actor=office.actor("community"), text="x")
    assert actions.draft(carried.matter, actor=office.actor("street"), text="x").state == "drafted"


def test_an_agent_answers_for_the_place_and_is_in_force(office: Office) -> None:
    for agent in (office.agents["west_county"], _ended(office)):
        with pytest.raises(MoveRefused) as refused:
            office.petition(agent=agent)
        assert refused.value.field == "agent"
    with pytest.raises(Denied):
        office.petition(place_path=WEST_COMMUNITY)


def _ended(office: Office) -> Any:
    return actions.save_agent(
        actor=office.actor("city"), agent=office.agents["street"], until_on=timezone.localdate() - timedelta(days=1)
    )


def test_five_speak_for_many_and_a_sixth_does_not(office: Office) -> None:
    people = [(f"代表{n}", "13900000000") for n in range(6)]
    with pytest.raises(MoveRefused) as refused:
        office.petition(persons=30, representatives=people)
    assert "第二十条" in str(refused.value)
    with pytest.raises(MoveRefused):
        office.petition(persons=2, representatives=people[:5])
    petition = office.petition(persons=30, representatives=people[:5])
    rows = Representative.objects.unscoped(reason="test").filter(matter=petition.matter)
    assert rows.count() == 5
    assert rows[0].name.masked("name") != "代表0"


def test_silence_ends_it_only_after_the_time_for_a_review(office: Office) -> None:
    matter = office.at("answered", when=at("2026-01-05 10:00"))
    assert jobs.end_silent() == 1
    assert (fresh(matter).state, fresh(matter).outcome) == ("closed", "solved")
    today = office.at("answered")
    assert jobs.end_silent() == 0
    assert fresh(today).state == "answered"


def test_a_handed_over_request_waits_for_the_persons_mandate(office: Office) -> None:
    from lianxin.kernel.matters import contacts, relations

    request = office.world.request("邻里纠纷", name="试本人", phone="13900000001").matter
    matter = relations.hand_over(request, to_kind="petition", actor=office.actor(), note="本人同意")
    assert (matter.state, matter.parent_id, matter.root_id, matter.channel) == (
        "offered",
        request.pk,
        request.pk,
        "handover",
    )
    assert contacts.Contact.objects.unscoped(reason="test").get(matter=matter).phone.masked("phone") == "139****0001"
    given = actions.give(matter, actor=reporter(matter.pk))
    petition = queries.particulars(given)
    assert (given.state, petition.mandate_by, petition.kind) == ("mandated", "code", "appeal")


def test_an_accusation_is_not_taken_over_from_a_matter_that_others_see(office: Office) -> None:
    from lianxin.kernel.matters import relations

    matter = relations.hand_over(office.world.request().matter, to_kind="petition", actor=office.actor(), note="同意")
    with pytest.raises(MoveRefused) as refused:
        actions.mandate(
            matter, actor=office.actor(), kind="accusation", agent=office.agents["community"], read_aloud=True
        )
    assert refused.value.field == "kind"
    assert actions.drop(matter, actor=office.actor(), note="本人另行登记").outcome == "withdrawn"


def test_another_agent_takes_over_with_a_reason(office: Office) -> None:
    matter = office.at("filed")
    moved = actions.reassign(matter, actor=office.actor("county"), agent=office.agents["street"], note="休假")
    assert (moved.assignee_id, moved.holder_id) == (office.world.users["street"].pk, office.world.units["street"].pk)
    with pytest.raises(MoveRefused):
        actions.reassign(moved, actor=office.actor("county"), agent=office.agents["west_county"], note="休假")


def test_a_sealed_one_is_not_handed_over(office: Office) -> None:
    matter = office.at("approved", kind="accusation")
    with pytest.raises(MoveRefused):
        actions.hand_over(matter, actor=office.actor(), kind="petition", public_note="x", has_consent=True)


def test_an_answer_of_another_kind_names_its_outcome(office: Office) -> None:
    matter = office.at("handling", kind="suggestion")
    with pytest.raises(MoveRefused):
        actions.answer(matter, Answer(text="已研究"), actor=office.actor())
    answered = actions.answer(matter, Answer(text="已采纳", outcome="explained"), actor=office.actor())
    assert queries.particulars(answered).review_until is None


def test_a_petition_becomes_any_other_kind_and_goes_on_itself(office: Office) -> None:
    """One click with the person's consent; the link stays, and so do the clocks of each."""
    from lianxin.kernel.matters.relations import receivable_kinds

    kinds = [kind for kind in receivable_kinds() if kind != "petition"]
    assert "request" in kinds
    for kind in kinds:
        matter = office.at("handling")
        due = matter.due_at
        with pytest.raises(MoveRefused):
            actions.hand_over(matter, actor=office.actor("county"), kind=kind, public_note="一起办", has_consent=False)
        child = actions.hand_over(
            matter, actor=office.actor("county"), kind=kind, public_note="一起办", has_consent=True
        )
        assert (child.kind, child.parent_id, child.root_id) == (kind, matter.pk, matter.pk)
        row = fresh(matter)
        assert (row.state, row.due_at) == ("handling", due)
