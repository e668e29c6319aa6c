"""Tasks: their clocks, their proof, and that nobody strikes off their own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.clock import deadlines
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.notices.models import Notice
from lianxin.work.sessions import actions
from lianxin.work.sessions.actions.deciding import Task
from lianxin.work.sessions.queries import items
from lianxin.work.sessions.tests.made import (
    assigned,
    decided,
    decision,
    fresh,
    proved,
    soon,
    task_of,
)

pytestmark = pytest.mark.django_db


def refused(act: Any, field: str = "") -> str:
    with pytest.raises(MoveRefused) as caught:
        act()
    assert caught.value.field == field
    return str(caught.value)


def test_the_owner_strikes_nothing_off_and_nobody_without_proof(world: Any) -> None:
    """The county itself owns the task: it may not strike; the city may."""
    item = assigned(world, owner="east")
    task = task_of(item)
    county = world.actor("county")
    task = actions.accept(task, actor=county)
    actions.prove(task, actor=county, proof="做完了")
    item = fresh(item)
    assert item.state == "striking"
    refused(lambda: actions.strike(item, actor=county, outcome="solved", proof="看过了"))
    refused(lambda: actions.strike_task(task, actor=county, outcome="solved"))
    city = world.actor("city")
    refused(lambda: actions.strike(item, actor=city, outcome="solved", proof=" "), "note")
    refused(lambda: actions.strike(item, actor=city, outcome="nonsense", proof="看过了"), "outcome")
    done = actions.strike(item, actor=city, outcome="solved", proof="现场看过")
    particulars = items.particulars(done)
    assert (done.state, particulars.struck_by_id) == ("visiting", world.units["city"].pk)
    assert decision(item).struck_by_id == world.units["city"].pk


def test_a_task_is_not_struck_off_before_it_is_proved(world: Any) -> None:
    item = assigned(world)
    with pytest.raises(MoveRefused):
        actions.strike_task(task_of(item), actor=world.actor("county"), outcome="solved")
    refused(lambda: actions.complete(item, actor=world.actor("county")))


def test_what_is_not_enough_goes_back_to_its_owner_with_a_new_day(world: Any) -> None:
    item = proved(world, assigned(world))
    task = task_of(item)
    refused(lambda: actions.send_back(task, actor=world.actor("county"), due_on=soon(0), note="不够"), "due_on")
    task = actions.send_back(task, actor=world.actor("county"), due_on=soon(3), note="缺验收单")
    assert (task.state, fresh(item).state, decision(item).due_on) == ("handling", "supervised", soon(3))
    actions.prove(task, actor=world.actor("water"), proof="补了验收单")
    assert fresh(item).state == "striking"


def test_every_task_must_be_proved_before_the_item_is_struck_off(world: Any) -> None:
    item = decided(world)
    item = actions.add_decision(item, actor=world.actor("county"), task=Task("装表", world.units["lights"], soon(9)))
    item = actions.assign(item, actor=world.actor("county"))
    tasks = items.tasks_of(item)
    assert [task.holder.name for task in tasks] == ["河东区水务局", "河东区城市管理局"]
    actions.prove(actions.accept(tasks[0], actor=world.actor("water")), actor=world.actor("water"), proof="好了")
    assert fresh(item).state == "supervised"
    actions.cancel_task(tasks[1], actor=world.actor("county"), note="不需要了")
    assert fresh(item).state == "striking"


def test_the_clocks_are_those_of_the_decisions(world: Any) -> None:
    item = decided(world, days=3)
    item = actions.add_decision(item, actor=world.actor("county"), task=Task("装表", world.units["lights"], soon(9)))
    item = actions.assign(item, actor=world.actor("county"))
    [first, second] = [deadlines.clocks(task)[0] for task in items.tasks_of(item)]
    own = next(clock for clock in deadlines.clocks(item) if clock.name == "perform")
    for clock, days in ((first, 3), (second, 9), (own, 9)):
        assert clock.amount == days
        if clock.due_at is not None:  # the last weeks of the last known year cannot be counted
            assert timezone.localdate(clock.due_at) >= soon(days)


def test_a_later_day_is_set_before_the_old_one_has_passed_and_by_another(world: Any) -> None:
    item = assigned(world)
    task = actions.accept(task_of(item), actor=world.actor("water"))
    county = world.actor("county")
    refused(lambda: actions.redate(task, actor=county, due_on=soon(6), reason="早"), "due_on")
    task = actions.redate(task, actor=county, due_on=soon(12), reason="天冷")
    assert decision(item).due_on == soon(12)
    late = timezone.now() + timedelta(days=40)
    refused(lambda: actions.redate(task, actor=county, due_on=soon(60), reason="再晚", at=late), "due_on")


def test_the_owner_is_told_of_its_task_and_the_office_of_the_proof(world: Any) -> None:
    item = assigned(world)
    notices = Notice.objects.unscoped(reason="test")
    assert notices.filter(to_unit=world.units["water"], kind="session_task.open").count() == 1
    actions.supervise(item, actor=world.actor("county"), note="抓紧")
    assert notices.filter(to_unit=world.units["water"], kind="session_item.supervise").count() == 1
    proved(world, item)
    assert notices.filter(to_unit=world.units["east"], kind="session_item.complete").count() == 1


def test_only_the_owner_works_on_a_task(world: Any) -> None:
    task = task_of(assigned(world))
    for login in ("handler", "west_handler"):
        with pytest.raises(Denied):
            actions.accept(task, actor=world.actor(login))
    assert actions.accept(task, actor=world.actor("water")).assignee_id == world.users["water"].pk


def test_an_actor_without_a_unit_strikes_nothing_off(world: Any) -> None:
    item = proved(world, assigned(world))
    city = world.actor("city")
    nobody = Actor(kind="staff", user_id=city.user_id, grants=city.grants)
    refused(lambda: actions.strike(item, actor=nobody, outcome="solved", proof="看过"))
