"""One problem that came by several doors: one family, and still nobody reads what another person wrote."""

from typing import Any

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM
from lianxin.kernel.matters.models import SEALED, Event, Matter
from lianxin.kernel.matters.perform import open_matter
from lianxin.kernel.matters.relations import family, unite
from lianxin.kernel.matters.tracking import public_timeline
from tests.world import COMMUNITY


def again(matter: Matter) -> Matter:
    return Matter.objects.unscoped(reason="test").get(pk=matter.pk)


def child_of(parent: Matter, **more: Any) -> Matter:
    return open_matter(
        actor=SYSTEM, kind="request", title="子", place_path=COMMUNITY, channel="handover", parent=again(parent), **more
    )


def said(matter: Matter, text: str) -> None:
    Event.objects.unscoped(reason="test").create(
        matter=matter,
        move="contact",
        from_state="handling",
        to_state="handling",
        at=matter.opened_at,
        actor_kind="staff",
        public_note=text,
        is_public=True,
    )


def texts(matter: Matter, *, is_own: bool = True) -> set[str]:
    return {line.text for line in public_timeline(again(matter), is_own=is_own) if line.text}


def test_two_families_become_one_under_the_root_of_the_second(world: Any) -> None:
    first, second = world.request().matter, world.request().matter
    child = child_of(second)
    unite(child, into=first)
    assert {again(row).root_id for row in (second, child)} == {first.pk}
    assert [row.pk for row in family(again(second))] == [first.pk, second.pk, child.pk]
    assert again(child).parent_id == second.pk


def test_to_unite_a_family_with_itself_changes_nothing(world: Any) -> None:
    first = world.request().matter
    child = child_of(first)
    unite(child, into=first)
    assert (again(first).root_id, again(child).root_id) == (None, first.pk)


def test_each_person_reads_their_own_course_and_what_became_of_it(world: Any) -> None:
    first, second = world.request(actor=ANONYMOUS).matter, world.request().matter
    child, grandchild = child_of(second), None
    grandchild = child_of(child)
    unite(second, into=first)
    for matter, text in ((first, "甲"), (second, "乙"), (child, "丙"), (grandchild, "丁")):
        said(matter, text)
    assert texts(first) == {"甲"}
    assert texts(second) == {"乙", "丙", "丁"}
    assert texts(child) == {"丙", "丁"}


def test_what_a_child_was_merged_into_is_told_without_what_was_said_there(world: Any) -> None:
    first, second = world.request().matter, world.request().matter
    child = child_of(second)
    Matter.objects.unscoped(reason="test").filter(pk=child.pk).update(duplicate_of=first)
    unite(child, into=first)
    said(first, "请到13800000000找我")
    assert texts(second) == set()
    assert len(public_timeline(again(second))) > len([line for line in public_timeline(again(second)) if line.text])


def test_a_sealed_child_and_what_hangs_below_it_are_not_told(world: Any) -> None:
    first = world.request().matter
    sealed = child_of(first, secrecy=SEALED)
    said(sealed, "密")
    said(child_of(sealed), "密之下")
    assert texts(first) == set()
