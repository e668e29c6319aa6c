"""What a flow says of its clocks, a clock that does not run, an end despite children, a contact carried along."""

from dataclasses import replace
from typing import Any

import pytest

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters import contacts, shown
from lianxin.kernel.matters.errors import ChildrenOpen
from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import open_matter, perform
from lianxin.kernel.modules import registry
from tests.world import STREET


@pytest.fixture
def flow(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The flow of requests, whose routing clock names its law, and whose withdrawal leaves children open."""
    real = registry.flow("request")
    moves = tuple(replace(move, despite_children=move.name == "withdraw") for move in real.moves)
    clock = Clock("route", 15, "day", label="转送", source="示例条例第一条")
    changed = replace(real, moves=moves, starts=(clock,))
    monkeypatch.setattr(registry, "flow", lambda kind: changed)
    return changed


def opened(**more: Any) -> Matter:
    return open_matter(actor=SYSTEM, kind="request", title="x", place_path=STREET, channel="desk", **more)


def test_a_clock_shows_its_name_its_law_and_the_earlier_target(world: Any, flow: Any) -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    # Fifteen days after 18 September 2026 is 3 October, a holiday: due on 8 October, aimed at on 30 September.
    matter = opened(at=datetime(2026, 9, 18, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
    [clock] = shown.clocks(Deadline.objects.filter(matter=matter), "request")
    assert (clock["label"], clock["source"]) == ("转送", "示例条例第一条")
    assert clock["due_at"].date().isoformat() == "2026-10-08"
    assert clock["target_at"].date().isoformat() == "2026-09-30"


def test_a_clock_that_the_caller_sets_to_none_does_not_run(world: Any, flow: Any) -> None:
    matter = opened(clocks={"route": None})
    assert not Deadline.objects.filter(matter=matter).exists()
    assert matter.due_at is None


def test_only_a_move_that_says_so_ends_a_matter_before_its_children(world: Any, flow: Any) -> None:
    parent = opened()
    opened(parent=parent)
    with pytest.raises(ChildrenOpen):
        perform(parent, "decline", actor=SYSTEM, outcome="refused", public_note="x")
    assert perform(parent, "withdraw", actor=SYSTEM, outcome="withdrawn").closed_at


def test_a_contact_is_carried_without_being_opened(world: Any) -> None:
    source, target = opened(), opened()
    contacts.seal(source, name="试本人", phone="13900000000")
    carried = contacts.carry(source, target)
    assert carried is not None
    assert (carried.name.masked("name"), carried.phone.masked("phone")) == ("试**", "139****0000")
    assert contacts.carry(target, opened()) is not None
    assert contacts.carry(opened(), opened()) is None
