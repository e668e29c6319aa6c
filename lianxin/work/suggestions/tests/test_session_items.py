"""A suggestion in the weekly session stays linked: solved there it is in practice, else it comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.access.actor import reporter
from lianxin.kernel.matters.errors import ChildrenOpen, MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.notices.models import Delivery
from lianxin.work.sessions import actions as sessions
from lianxin.work.sessions.tests.made import struck
from lianxin.work.suggestions import actions, queries
from lianxin.work.suggestions.models import Practice
from lianxin.work.suggestions.tests.made import RULE, adopted, fresh, told

pytestmark = pytest.mark.django_db


def sent(world: Any, **facts: Any) -> tuple[Matter, Matter]:
    matter = adopted(world, **facts)
    item = actions.to_session(matter, actor=world.actor("county"), use="decision", text="请例会研究资金")
    return fresh(matter), item


def solved(world: Any, item: Matter) -> Matter:
    """Taken through the session, struck off, visited, and called solved by the person."""
    item = struck(world, matter=item)
    item = sessions.visit(item, actor=world.actor("county"), on=timezone.localdate(), how="home", note="已经办好")
    return sessions.confirm(item, actor=reporter(item.pk))


def declined(world: Any, item: Matter) -> Matter:
    return sessions.decline(item, actor=world.actor("county"), outcome="explained", public_note="今年没有资金。")


def test_it_stays_open_and_linked_beside_its_item(world: Any) -> None:
    matter, item = sent(world)
    assert (matter.state, item.parent_id, item.root_id) == ("in_session", matter.pk, matter.pk)
    [row] = Practice.objects.unscoped(reason="test").filter(matter=matter)
    assert (row.shape, row.item_id, row.reference, row.is_done) == ("session_item", item.pk, item.number, False)
    with pytest.raises(ChildrenOpen):
        actions.practise(matter, actor=world.actor("county"), became=RULE, text="已印发，下月施行。")


def test_solved_in_the_session_it_is_in_practice(world: Any) -> None:
    matter, item = sent(world)
    assert solved(world, item).outcome == "solved"
    after = fresh(matter)
    assert (after.state, after.outcome) == ("closed", "solved")
    assert told(matter).practised_at is not None
    assert Practice.objects.unscoped(reason="test").get(matter=matter).is_done


def test_reopened_in_the_session_it_is_in_practice_no_more_until_it_is_solved_again(world: Any) -> None:
    matter, item = sent(world, name="试作者", phone="19900004444")
    done = solved(world, item)
    again = sessions.reopen(done, actor=reporter(item.pk), text="只装了一半")
    after = fresh(matter)
    assert (after.state, after.outcome, after.closed_at, after.reopenings) == ("in_session", "", None, 1)
    assert told(matter).practised_at is None
    assert not Practice.objects.unscoped(reason="test").get(matter=matter).is_done
    assert Delivery.objects.unscoped(reason="test").filter(kind="suggestion.session_again").count() == 1
    again = sessions.complete(again, actor=world.actor("county"))
    again = sessions.strike(again, actor=world.actor("county"), outcome="solved", proof="另一半也装好了，现场看过。")
    again = sessions.visit(again, actor=world.actor("county"), on=timezone.localdate(), how="home", note="装齐了")
    sessions.lapse(again, at=timezone.now() + timedelta(days=8))
    assert (fresh(matter).outcome, told(matter).practised_at is not None) == ("solved", True)


def test_reopening_an_item_leaves_alone_what_became_a_rule_in_the_meantime(world: Any) -> None:
    matter, item = sent(world)
    declined(world, item)
    actions.practise(matter, actor=world.actor("county"), became=RULE, text="已印发，下月施行。")
    assert not queries.suggestions_done_by([item])
    assert fresh(matter).outcome == "solved"


def test_not_solved_it_comes_back_and_may_become_something_else(world: Any) -> None:
    matter, item = sent(world)
    declined(world, item)
    assert (fresh(matter).state, told(matter).practised_at) == ("adopted", None)
    actions.practise(matter, actor=world.actor("county"), became=RULE, text="已印发，下月施行。")
    rows = Practice.objects.unscoped(reason="test").filter(matter=matter)
    assert [(row.shape, row.is_done) for row in rows] == [("session_item", False), ("rule", True)]


def test_joined_to_another_item_it_waits_for_that_one(world: Any) -> None:
    (first, item), (second, main) = sent(world), sent(world)
    sessions.join(item, into=main, actor=world.actor("county"))
    assert fresh(first).state == "in_session"
    solved(world, fresh(main))
    assert (fresh(first).outcome, fresh(second).outcome) == ("solved", "solved")
    assert Practice.objects.unscoped(reason="test").filter(is_done=True).count() == 2


def test_an_item_goes_to_another_way_of_practice_only_with_a_known_one(world: Any) -> None:
    with pytest.raises(MoveRefused):
        actions.to_session(adopted(world), actor=world.actor("county"), use="nonsense", text="请例会研究资金")
