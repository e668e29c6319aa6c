"""A sealed matter does not exist for the unit it is about, nor for those without the permission."""

from typing import Any

import pytest

from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.access.models import Role
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.matters.models import SEALED, Matter
from lianxin.kernel.matters.perform import open_matter
from tests.world import EAST, STREET


@pytest.fixture
def sealed(world: Any) -> Matter:
    for code in ("city", "county", "street"):
        role = Role.objects.get(code=code)
        role.permissions = [*role.permissions, "matters.sealed"]
        role.save()
    return open_matter(
        actor=SYSTEM,
        kind="request",
        title="密",
        place_path=STREET,
        channel="desk",
        secrecy=SEALED,
        kept_from=[world.units["street"].pk],
    )


@pytest.mark.parametrize("lens", [None, "place", "unit", "mine"])
def test_the_unit_complained_of_finds_nothing(world: Any, sealed: Matter, lens: str | None) -> None:
    assert not Matter.objects.visible_to(world.actor("street"), lens=lens).exists()


def test_not_even_when_it_is_handed_the_matter_by_mistake(world: Any, sealed: Matter) -> None:
    Matter.objects.unscoped(reason="test").filter(pk=sealed.pk).update(
        holder=world.units["street"], assignee=world.users["street"], opened_by=world.users["street"]
    )
    for lens in (None, "place", "unit", "mine"):
        assert not Matter.objects.visible_to(world.actor("street"), lens=lens).exists()


def test_those_with_the_permission_above_see_it(world: Any, sealed: Matter) -> None:
    assert Matter.objects.visible_to(world.actor("county"), lens="place").get() == sealed
    assert not Matter.objects.visible_to(world.actor("community"), lens="place").exists()
    assert not Matter.objects.visible_to(world.actor("west_county"), lens="place").exists()


def test_it_takes_no_number_out_of_the_sequence(world: Any, sealed: Matter) -> None:
    serials = [int(world.request().matter.number.rsplit("-", 1)[1]) for _ in range(2)]
    assert serials[1] == serials[0] + 1
    assert sealed.number.rsplit("-", 1)[0] == world.request().matter.number.rsplit("-", 1)[0]


def test_local_auditors_do_not_read_of_it(world: Any, sealed: Matter) -> None:
    from lianxin.kernel.access.actor import Grant

    auditor = Actor(kind="staff", grants=(Grant("x", frozenset({"audit.read"}), EAST),))
    assert not Entry.objects.visible_to(auditor).filter(subject=sealed.subject).exists()


def test_a_reminder_to_the_level_above_passes_by_the_unit_complained_of(world: Any, sealed: Matter) -> None:
    """The community is seriously late with a matter about its street: the county is told, not the street."""
    from datetime import timedelta

    from django.utils import timezone

    from lianxin.kernel.clock.reminders import send_reminders
    from lianxin.kernel.notices.models import Notice

    Matter.objects.unscoped(reason="test").filter(pk=sealed.pk).update(holder=world.units["community"])
    send_reminders(timezone.now() + timedelta(days=30))
    told = Notice.objects.unscoped(reason="test").filter(matter=sealed).values_list("to_unit__code", flat=True)
    assert set(told) == {"east"}


def test_a_sealed_child_neither_shows_on_its_parent_nor_holds_it_open(world: Any, sealed: Matter) -> None:
    from lianxin.kernel.matters.perform import perform
    from lianxin.kernel.matters.queries import children

    parent = world.request().matter
    Matter.objects.unscoped(reason="test").filter(pk=sealed.pk).update(parent=parent, root=parent)
    assert not children(parent).exists()
    assert perform(parent, "decline", actor=SYSTEM, outcome="refused", public_note="x").closed_at


def test_the_person_reads_their_own_sealed_matter_and_nobody_reads_it_beside_another(
    world: Any, sealed: Matter
) -> None:
    from lianxin.kernel.matters.tracking import public_timeline

    parent = world.request().matter
    Matter.objects.unscoped(reason="test").filter(pk=sealed.pk).update(parent=parent, root=parent)
    assert len(public_timeline(sealed)) == 1
    assert len(public_timeline(parent)) == 1
