"""What another module hands over becomes a request, with its place and its sealed contact."""

from __future__ import annotations

from typing import Any

import pytest

from lianxin.kernel.matters import contacts, relations, tracking
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.work.requests import actions
from lianxin.work.requests.moves import HandOver
from lianxin.work.sessions.actions import Clue, enter
from tests.world import COMMUNITY

pytestmark = pytest.mark.django_db


def source(world: Any, **facts: Any) -> Matter:
    """An item of the weekly session: of another kind, with or without a person behind it."""
    clue = Clue("老板欠我工资", "老板欠我三个月工资，要不回来", COMMUNITY, "county", **facts)
    return enter(clue, actor=world.actor("county"))


def receive(world: Any, given: Matter, note: str = "属于个人诉求") -> Matter:
    return relations.hand_over(given, to_kind="request", actor=world.actor("county"), note=note)


def test_what_is_handed_over_is_a_request_of_the_same_family(world):
    given = source(world, name="试王", phone="13900000001", openness=Contact.SEALED)
    made = receive(world, given)
    assert (made.kind, made.channel, made.place_path, made.holder_id) == (
        "request",
        "handover",
        COMMUNITY,
        world.units["street"].pk,
    )
    assert (made.parent_id, made.root_id, made.request.text) == (
        given.pk,
        given.pk,
        "老板欠我三个月工资，要不回来",
    )
    assert Contact.objects.unscoped(reason="test").get(matter=made).openness == Contact.SEALED
    assert not type(made.request).objects.unscoped(reason="test").get(pk=made.pk).is_anonymous
    assert not made.is_public


def test_without_a_contact_it_is_anonymous(world):
    made = receive(world, source(world))
    assert made.request.is_anonymous
    assert contacts.carry(made, made) is None


def test_the_person_reads_its_course_under_the_first_code(world):
    given = source(world)
    made = receive(world, given)
    actions.route(made, actor=world.actor("street"), unit=world.units["lights"])
    assert "派单" in [line.label for line in tracking.public_timeline(given)]


def test_it_is_received_by_its_kind_and_not_offered_to_itself(world):
    assert "request" in relations.receivable_kinds()
    assert "request" not in HandOver.kinds(world.request().matter)
