"""An item goes the eight steps; who may do what; and how it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.access.actor import Denied, reporter
from lianxin.kernel.clock import deadlines
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import SEALED, Contact, Matter
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.matters.relations import hand_over
from lianxin.kernel.notices.models import Delivery, Notice
from lianxin.kernel.places.paths import level_of
from lianxin.work.sessions import actions
from lianxin.work.sessions.actions.deciding import Task
from lianxin.work.sessions.flow import ITEM, STEPS, TASK_FLOW
from lianxin.work.sessions.jobs import end_silent
from lianxin.work.sessions.models import ReturnVisit, SessionItem
from lianxin.work.sessions.queries import items
from lianxin.work.sessions.tests.made import (
    assigned,
    clue,
    earlier,
    fresh,
    held,
    planned,
    points,
    proved,
    ready,
    soon,
    struck,
    task_of,
)
from tests.world import CITY, COMMUNITY, EAST, WEST_COMMUNITY

pytestmark = pytest.mark.django_db


def refused(act: Any, field: str = "") -> str:
    with pytest.raises(MoveRefused) as caught:
        act()
    assert caught.value.field == field
    return str(caught.value)


def test_the_flows_are_sound() -> None:
    assert ITEM.problems() == TASK_FLOW.problems() == []
    assert tuple(state.name for state in ITEM.states)[: len(STEPS)] == STEPS


def test_an_item_goes_all_eight_steps_to_the_persons_own_word(world: Any) -> None:
    county, water = world.actor("county"), world.actor("water")
    item = clue(world, person=True)
    seen = [item.state]
    item = actions.take_up(item, actor=county)
    seen.append(item.state)
    item = actions.study(item, actor=county, note="相距八十米", proposal="并网")
    seen.append(item.state)
    item = actions.talk(item, actor=county, unit=world.units["water"], view="可以", agrees=True)
    item = actions.propose(item, actor=county)
    seen.append(item.state)
    item = actions.schedule(item, actor=county, session=held(world))
    item = actions.decide(item, actor=county, conclusion="并网", task=Task("接管", world.units["water"], soon()))
    seen.append(item.state)
    item = actions.assign(item, actor=county)
    seen.append(item.state)
    task = actions.accept(task_of(item), actor=water)
    actions.prove(actions.progress(task, actor=water, text="已开挖"), actor=water, proof="已通水")
    item = fresh(item)
    seen.append(item.state)
    item = actions.strike(item, actor=county, outcome="solved", proof="现场核验")
    seen.append(item.state)
    assert tuple(seen) == STEPS
    item = actions.visit(item, actor=world.actor("community"), on=timezone.localdate(), how="home", note="家里暖和了")
    assert (item.state, item.closed_at) == ("visited", None)
    item = actions.confirm(item, actor=reporter(item.pk), text="谢谢")
    assert (item.state, item.outcome) == ("closed", "solved")
    visit = items.visit_of(item, 1)
    assert visit is not None
    assert (visit.solved, visit.words) == (True, "谢谢")
    assert fresh(task).outcome == "solved"


def test_the_last_word_is_the_persons_and_not_the_offices(world: Any) -> None:
    item = struck(world)
    item = actions.visit(item, actor=world.actor("county"), on=timezone.localdate(), how="phone", note="打了电话")
    for login in ("county", "city", "community"):
        with pytest.raises(Denied):
            actions.confirm(item, actor=world.actor(login))
        with pytest.raises(Denied):
            actions.reopen(item, actor=world.actor(login), text="x")
    visits = ReturnVisit.objects.unscoped(reason="test").filter(matter=item)
    assert [(visit.solved, visit.said_at) for visit in visits] == [(None, None)]


def test_not_solved_goes_back_and_a_further_task_is_given_at_once(world: Any) -> None:
    item = struck(world)
    item = actions.visit(item, actor=world.actor("county"), on=timezone.localdate(), how="home", note="看过")
    item = actions.reopen(item, actor=reporter(item.pk), text="三楼还是冷")
    assert (item.state, item.reopenings, item.closed_at) == ("supervised", 1, None)
    assert items.visit_of(item, 1).solved is False  # type: ignore[union-attr]
    item = actions.add_decision(item, actor=world.actor("county"), task=Task("查三楼", world.units["water"], soon(3)))
    task = task_of(item)
    assert (task.state, task.title) == ("assigned", "查三楼")
    item = proved(world, item)
    assert item.state == "striking"
    item = actions.strike(item, actor=world.actor("county"), outcome="solved", proof="三楼也热了")
    item = actions.visit(item, actor=world.actor("county"), on=timezone.localdate(), how="home", note="再看")
    assert items.visit_of(item, 2) is not None
    assert actions.confirm(item, actor=reporter(item.pk)).outcome == "solved"


def test_nothing_left_to_do_goes_on_by_hand(world: Any) -> None:
    item = struck(world)
    item = actions.visit(item, actor=world.actor("county"), on=timezone.localdate(), how="home", note="看过")
    item = actions.reopen(item, actor=reporter(item.pk), text="不满意")
    assert actions.complete(item, actor=world.actor("county")).state == "striking"


def test_the_person_may_send_back_within_thirty_days_and_no_later(world: Any) -> None:
    item = struck(world)
    item = actions.visit(item, actor=world.actor("county"), on=timezone.localdate(), how="home", note="看过")
    item = actions.confirm(item, actor=reporter(item.pk))
    late = timezone.now() + timedelta(days=31)
    refused(lambda: actions.reopen(item, actor=reporter(item.pk), text="又坏了", at=late))
    assert actions.reopen(item, actor=reporter(item.pk), text="又坏了").state == "supervised"


def test_silence_ends_a_visited_item_after_seven_days(world: Any) -> None:
    item = actions.visit(struck(world), actor=world.actor("county"), on=timezone.localdate(), how="home", note="看过")
    assert end_silent.func() == 0
    ReturnVisit.objects.unscoped(reason="test").update(told_at=timezone.now() - timedelta(days=8))
    assert end_silent.func() == 1
    assert (fresh(item).state, fresh(item).outcome) == ("closed", "solved")
    assert items.visit_of(item, 1).solved is None  # type: ignore[union-attr]


def test_an_item_that_nobody_asked_for_ends_with_the_visit(world: Any) -> None:
    item = struck(world, person=False)
    today = timezone.localdate()
    refused(lambda: actions.visit(item, actor=world.actor("county"), on=today, how="spot", note="看过"))
    done = actions.finish(item, actor=world.actor("street"), on=today, how="spot", note="看过")
    assert (done.state, done.outcome) == ("closed", "solved")


def test_an_item_with_a_person_does_not_end_without_them(world: Any) -> None:
    item = struck(world)
    refused(lambda: actions.finish(item, actor=world.actor("county"), on=timezone.localdate(), how="home", note="x"))
    refused(lambda: actions.visit(item, actor=world.actor("county"), on=soon(1), how="home", note="x"), "on")


def test_a_decision_is_due_after_its_session_and_says_what_is_to_be_done(world: Any) -> None:
    item = ready(world)
    county = world.actor("county")
    item = actions.schedule(item, actor=county, session=held(world))
    water = world.units["water"]
    refused(lambda: actions.decide(item, actor=county, conclusion="并网", task=Task("接管", water, soon(0))), "due_on")
    refused(lambda: actions.decide(item, actor=county, conclusion="并网", task=Task(" ", water, soon(2))), "text")
    with pytest.raises(MoveRefused):
        actions.decide(item, actor=county, conclusion=" ", task=Task("接管", water, soon(2)))


def test_nothing_is_decided_before_the_session_was_held(world: Any) -> None:
    item, county = ready(world), world.actor("county")
    task = Task("接管", world.units["water"], soon())
    refused(lambda: actions.decide(item, actor=county, conclusion="并网", task=task))
    item = actions.schedule(item, actor=county, session=planned(world))
    refused(lambda: actions.decide(item, actor=county, conclusion="并网", task=task))


def test_an_item_is_once_on_an_agenda_and_on_one_open_agenda(world: Any) -> None:
    item, county = ready(world), world.actor("county")
    first, second = planned(world), planned(world)
    item = actions.schedule(item, actor=county, session=first)
    refused(lambda: actions.schedule(item, actor=county, session=first), "session")
    refused(lambda: actions.schedule(item, actor=county, session=second), "session")
    item = actions.unschedule(item, actor=county, note="材料不全")
    assert points(first) == []
    refused(lambda: actions.unschedule(item, actor=county, note="x"))
    assert actions.schedule(item, actor=county, session=second).state == "session"


def test_what_is_put_off_comes_to_another_session(world: Any) -> None:
    item, county = ready(world), world.actor("county")
    first, second = held(world), held(world)
    item = actions.schedule(item, actor=county, session=first)
    item = actions.defer(item, actor=county, public_note="资金没有落实")
    assert [point.result for point in points(first)] == ["deferred"]
    item = actions.schedule(item, actor=county, session=second)
    item = actions.decide(item, actor=county, conclusion="并网", task=Task("接管", world.units["water"], soon()))
    assert [point.result for point in points(second)] == ["decided"]


def test_units_are_talked_with_before_a_session(world: Any) -> None:
    county = world.actor("county")
    item = actions.study(actions.take_up(clue(world), actor=county), actor=county, note="研判")
    refused(lambda: actions.propose(item, actor=county))
    refused(lambda: actions.talk(item, actor=county, unit=world.units["water"], view=" "), "view")


def test_the_county_does_not_work_on_what_goes_to_the_city(world: Any) -> None:
    item = clue(world, "city")
    assert level_of(items.particulars(item).level_path) == "city"
    assert world.actor("county").may("matters.read", item.place_path)
    refused(lambda: actions.take_up(item, actor=world.actor("county")))
    assert actions.take_up(item, actor=world.actor("city")).state == "study"


def test_an_item_is_lifted_to_the_city_and_studied_anew(world: Any) -> None:
    item, county = ready(world), world.actor("county")
    session = planned(world)
    item = actions.schedule(item, actor=county, session=session)
    item = actions.lift(item, actor=county, note="管网归市里")
    particulars = items.particulars(item)
    assert (particulars.level, particulars.level_path, item.holder_id) == ("city", CITY, world.units["city"].pk)
    assert points(session) == []
    refused(lambda: actions.study(item, actor=county, note="x"))
    assert actions.study(item, actor=world.actor("city"), note="市里研判").state == "talks"
    with pytest.raises(MoveRefused):
        actions.lift(fresh(item), actor=world.actor("city"), note="再上")


def test_a_session_of_another_level_does_not_take_it(world: Any) -> None:
    item = ready(world)
    city = planned(world, "city")
    refused(lambda: actions.schedule(item, actor=world.actor("city"), session=city), "session")


def test_shares_of_the_cost_are_written_down_with_households(world: Any) -> None:
    county = world.actor("county")
    item = actions.study(actions.take_up(clue(world), actor=county), actor=county, note="研判")
    refused(lambda: actions.share_cost(item, actor=county, payer="residents", fen=100_00), "households")
    refused(lambda: actions.share_cost(item, actor=county, payer="residents", fen=0, households=3), "yuan")
    actions.share_cost(item, actor=county, payer="residents", fen=36_000_00, households=300)
    [share] = items.shares_of(item)
    assert (share.fen, share.households) == (3_600_000, 300)


def test_a_clue_that_is_no_matter_for_a_session_says_why(world: Any) -> None:
    item = ready(world)
    session = planned(world)
    item = actions.schedule(item, actor=world.actor("county"), session=session)
    refused(lambda: actions.decline(item, actor=world.actor("county"), outcome="solved", public_note="x"), "outcome")
    done = actions.decline(item, actor=world.actor("county"), outcome="explained", public_note="已有计划")
    assert (done.state, done.outcome, points(session)) == ("closed", "explained", [])
    with pytest.raises(MoveRefused):
        actions.reopen(done, actor=reporter(done.pk), text="x")


def test_the_person_may_take_a_clue_back(world: Any) -> None:
    item = clue(world, person=True)
    assert actions.withdraw(item, actor=reporter(item.pk)).outcome == "withdrawn"


def test_a_request_becomes_an_item_and_both_keep_the_link(world: Any) -> None:
    request = world.request(place_path=COMMUNITY, name="试", phone="19900002222").matter
    item = hand_over(request, to_kind="session_item", actor=world.actor("county"), note="几家单位都管不了")
    assert (item.parent_id, item.root_id, item.channel) == (request.pk, request.pk, "request")
    assert (item.place_path, item.category, item.holder_id) == (COMMUNITY, "0101", world.units["east"].pk)
    assert items.particulars(item).has_person
    assert Contact.objects.unscoped(reason="test").filter(matter=item).exists()


def test_what_the_grid_worker_found_has_no_person_behind_it(world: Any) -> None:
    found = world.request(actor=world.actor("grid"), channel="found").matter
    item = hand_over(found, to_kind="session_item", actor=world.actor("county"), note="x")
    assert not items.particulars(item).has_person


def test_a_sealed_matter_is_never_brought_to_a_session(world: Any) -> None:
    from lianxin.kernel.access.actor import SYSTEM

    sealed = world.request().matter
    Matter.objects.unscoped(reason="test").filter(pk=sealed.pk).update(secrecy=SEALED)
    refused(lambda: hand_over(sealed, to_kind="session_item", actor=SYSTEM, note="x"))
    assert not SessionItem.objects.unscoped(reason="test").exists()


def test_the_unit_that_handed_over_is_told_of_the_end_and_the_person_on_the_way(world: Any) -> None:
    request = world.request(place_path=COMMUNITY, name="试", phone="19900002222").matter
    item = hand_over(request, to_kind="session_item", actor=world.actor("county"), note="几家单位都管不了")
    item = actions.decline(item, actor=world.actor("county"), outcome="sent_on", public_note="归供热公司")
    told = Notice.objects.unscoped(reason="test").filter(to_unit=world.units["street"], matter_id=request.pk)
    assert told.filter(kind="session_item.decline").count() == 1
    sent = Delivery.objects.unscoped(reason="test").filter(kind="session_item.decline", contact__isnull=False)
    assert sent.count() == 1


def test_neighbours_and_strangers_see_and_do_nothing(world: Any) -> None:
    item = assigned(world, person=True)
    for login in ("west_county", "west_handler", "west_community"):
        actor = world.actor(login)
        assert not Matter.objects.visible_to(actor).filter(pk__in=[item.pk, task_of(item).pk]).exists()
        assert not SessionItem.objects.visible_to(actor).exists()
        with pytest.raises(Denied):
            actions.supervise(item, actor=actor, note="x")
    assert moves_open_to(item, world.actor("west_county")) == ()
    with pytest.raises(Denied):
        actions.enter(actions.Clue("x", "x", WEST_COMMUNITY, "county"), actor=world.actor("county"))


def test_a_place_without_a_county_has_the_citys_session_only(world: Any) -> None:
    assert items.levels_of(CITY) == ["city"]
    assert items.levels_of(COMMUNITY) == ["county", "city"]
    assert items.level_path(COMMUNITY, "county") == EAST
    with pytest.raises(MoveRefused):
        actions.enter(actions.Clue("x", "x", CITY, "county"), actor=world.actor("city"))


def test_the_study_clock_is_the_citys(world: Any) -> None:
    item = clue(world, at=earlier(1))
    [clock] = deadlines.clocks(item)
    assert (clock.name, clock.amount, clock.unit) == ("study", 5, "wday")


@pytest.mark.parametrize("kind", sorted(relations.receivable_kinds().keys() - {"session_item"}))
def test_what_is_no_matter_for_a_session_goes_on_as_another_kind(world: Any, kind: str) -> None:
    """With the person's consent, and with both keeping the link; the item is at its end, the other goes on."""
    item, county = clue(world, person=True), world.actor("county")
    told = {"actor": county, "kind": kind, "public_note": "按这个渠道办更合适"}
    refused(lambda: actions.hand_over(item, has_consent=False, **told), "consent")
    other = actions.hand_over(item, has_consent=True, **told)
    assert (fresh(item).state, fresh(item).outcome) == ("closed", "sent_on")
    assert (other.kind, other.parent_id, other.root_id, other.closed_at) == (kind, item.pk, item.pk, None)


@pytest.mark.parametrize("kind", ["petition", "dispute", "suggestion"])
def test_every_kind_of_matter_may_bring_an_item(world: Any, kind: str) -> None:
    first = clue(world)
    source = actions.hand_over(first, actor=world.actor("county"), kind=kind, public_note="x", has_consent=True)
    if source.secrecy == SEALED:
        pytest.fail("an item that is not sealed became a sealed matter")
    item = hand_over(source, to_kind="session_item", actor=world.actor("county"), note="几家单位都管不了")
    assert (item.channel, item.parent_id, item.root_id) == (kind, source.pk, first.pk)
