"""A suggestion in the weekly session stays linked: solved there it is in practice, else it comes back.

The session's own module is another's; here its announcement is heard as it would be sent.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.announce import Announcement
from lianxin.kernel.matters.errors import ChildrenOpen, MoveRefused
from lianxin.kernel.matters.models import Event, Matter
from lianxin.work.suggestions import actions, queries
from lianxin.work.suggestions.flow import SUGGESTION
from lianxin.work.suggestions.hearing import session_moved
from lianxin.work.suggestions.models import Practice
from lianxin.work.suggestions.tests.made import RULE, adopted, fresh, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> None:
    """A receiver of session items where none is installed: a row with the parent, as the contract asks."""
    if queries.takes_session_items():
        return

    def hand_over(source: Matter, *, to_kind: str, actor: Any, note: str) -> Matter:
        item = Matter(
            number=f"HY-{source.pk}",
            tracking_code=f"hy{source.pk}",
            kind=to_kind,
            state="clue",
            title=source.title,
            place_path=source.place_path,
            channel="handover",
            parent=source,
            root_id=source.root_id or source.pk,
        )
        item.save(force_insert=True)
        return item

    monkeypatch.setattr(queries, "takes_session_items", lambda: True)
    monkeypatch.setattr(relations, "hand_over", hand_over)


def ended(item: Matter, outcome: str) -> None:
    Matter.objects.unscoped(reason="test").filter(pk=item.pk).update(
        closed_at=timezone.now(), outcome=outcome, state="closed"
    )
    event = Event.objects.create(matter=item, move="strike", at=timezone.now(), actor_kind="system")
    session_moved(Announcement(matter=fresh(item), event=event, flow=SUGGESTION, actor=SYSTEM))


def sent(world: Any) -> tuple[Matter, Matter]:
    matter = adopted(world)
    item = actions.to_session(matter, actor=world.actor("county"), use="decision", text="请例会研究资金")
    return fresh(matter), item


def test_it_stays_open_and_linked_beside_its_item(world, session):
    matter, item = sent(world)
    assert (matter.state, item.parent_id, item.root_id) == ("in_session", matter.pk, matter.pk)
    [row] = Practice.objects.unscoped(reason="test").filter(matter=matter)
    assert (row.shape, row.item_id, row.reference, row.is_done) == ("session_item", item.pk, item.number, False)
    with pytest.raises(ChildrenOpen):
        actions.practise(matter, actor=world.actor("county"), became=RULE, text="已印发，下月施行。")


def test_solved_in_the_session_it_is_in_practice(world, session):
    matter, item = sent(world)
    ended(item, "solved")
    after = fresh(matter)
    assert (after.state, after.outcome) == ("closed", "solved")
    assert told(matter).practised_at is not None
    assert Practice.objects.unscoped(reason="test").get(matter=matter).is_done


def test_not_solved_it_comes_back_and_may_become_something_else(world, session):
    matter, item = sent(world)
    ended(item, "explained")
    assert (fresh(matter).state, told(matter).practised_at) == ("adopted", None)
    actions.practise(matter, actor=world.actor("county"), became=RULE, text="已印发，下月施行。")
    rows = Practice.objects.unscoped(reason="test").filter(matter=matter)
    assert [(row.shape, row.is_done) for row in rows] == [("session_item", False), ("rule", True)]


def test_joined_to_another_item_it_waits_for_that_one(world, session):
    (first, item), (second, main) = sent(world), sent(world)
    Matter.objects.unscoped(reason="test").filter(pk=item.pk).update(duplicate_of=main)
    ended(fresh(item), "merged")
    assert fresh(first).state == "in_session"
    ended(main, "solved")
    assert (fresh(first).outcome, fresh(second).outcome) == ("solved", "solved")
    assert Practice.objects.unscoped(reason="test").filter(is_done=True).count() == 2


def test_without_sessions_nothing_is_offered(world, monkeypatch):
    monkeypatch.setattr(queries, "takes_session_items", lambda: False)
    with pytest.raises(MoveRefused):
        actions.to_session(adopted(world), actor=world.actor("county"), use="decision", text="请例会研究资金")
