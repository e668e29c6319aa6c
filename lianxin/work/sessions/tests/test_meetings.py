"""Sessions: numbers without gaps, agendas, attendance, minutes; and who sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Denied
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.matters.errors import MoveRefused, Stale
from lianxin.kernel.matters.models import Matter
from lianxin.work.sessions import actions, shown
from lianxin.work.sessions.actions.deciding import Task, title_of
from lianxin.work.sessions.kinds import Kind, kinds
from lianxin.work.sessions.models import Attendance, Decision, Session
from lianxin.work.sessions.queries import items
from lianxin.work.sessions.queries import sessions as queries
from lianxin.work.sessions.tests.made import earlier, fresh, held, planned, points, ready, soon
from tests.world import CITY, EAST, STREET, WEST

pytestmark = pytest.mark.django_db


def numbers(world: Any, place: str = EAST) -> list[int]:
    rows = Session.objects.unscoped(reason="test").filter(place_path=place, number__isnull=False)
    return sorted(rows.values_list("number", flat=True))


def test_each_body_counts_its_own_sessions(world: Any) -> None:
    assert [planned(world).number for _ in range(3)] == [1, 2, 3]
    assert planned(world, "city").number == 1
    assert planned(world, kind="new_sectors").number == 1


def test_a_body_older_than_the_system_goes_on_with_its_number(world: Any) -> None:
    assert planned(world, "city", first_number=16).number == 16
    assert planned(world, "city", first_number=99).number == 17


def test_a_year_begins_anew_where_the_kind_says_so(world: Any) -> None:
    now = timezone.now()
    last_year = held(world, "city", "new_sectors", at=now - timedelta(days=366))
    this_year = held(world, "city", "new_sectors")
    assert (last_year.number, this_year.number) == (1, 1)
    assert last_year.series != this_year.series
    assert title_of(this_year) == f"“两新”工委{this_year.series}年第一次全体会议"
    with pytest.raises(MoveRefused):
        actions.change(this_year, actor=world.actor("city"), at=now - timedelta(days=366))


def test_trips_and_push_meetings_are_not_numbered(world: Any) -> None:
    trip = planned(world, kind="study_trip", topic="安北市")
    assert (trip.number, title_of(trip)) == (None, "赴安北市考察学习")
    assert title_of(planned(world, kind="push", topic="网格化建设")) == "网格化建设推进会"


def test_a_cancelled_session_leaves_no_gap(world: Any) -> None:
    county = world.actor("county")
    held(world)
    second, third, fourth = planned(world), planned(world), planned(world)
    actions.cancel(third, actor=county, reason="改到下周")
    assert (fresh(second).number, fresh(third).number, fresh(fourth).number) == (2, None, 3)
    actions.cancel(second, actor=county, reason="合并")
    assert fresh(fourth).number == 2
    assert planned(world).number == 3
    assert numbers(world) == [1, 2, 3]


def test_a_held_session_is_not_cancelled_and_keeps_its_number(world: Any) -> None:
    first = held(world)
    with pytest.raises(MoveRefused):
        actions.cancel(first, actor=world.actor("county"), reason="x")
    with pytest.raises(MoveRefused):
        actions.cancel(planned(world), actor=world.actor("county"), reason=" ")


def test_sessions_are_held_in_order_and_not_before_their_day(world: Any) -> None:
    county = world.actor("county")
    first, second = planned(world), planned(world)
    with pytest.raises(MoveRefused):
        actions.hold(second, actor=county)
    actions.cancel(first, actor=county, reason="不开了")
    assert actions.hold(fresh(second), actor=county).number == 1
    tomorrow = planned(world, at=timezone.now() + timedelta(days=1))
    with pytest.raises(MoveRefused):
        actions.hold(tomorrow, actor=county)


def test_no_two_sessions_have_one_number_even_past_the_actions(world: Any) -> None:
    first = planned(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.unscoped(reason="test").create(
            body=first.body, kind=first.kind, place_path=EAST, level="county", number=1, at=timezone.now()
        )


def test_a_kind_meets_only_where_the_pack_says(world: Any) -> None:
    with pytest.raises(MoveRefused):
        planned(world, kind="joint_conference")
    with pytest.raises(MoveRefused):
        planned(world, kind="nonsense")
    told = actions.meetings.Plan("weekly", STREET, timezone.now())
    with pytest.raises(MoveRefused):
        actions.plan(told, actor=world.actor("county"))


def test_only_those_who_convene_there_plan(world: Any) -> None:
    told = actions.meetings.Plan("weekly", EAST, timezone.now())
    for login in ("west_county", "street", "community", "handler"):
        with pytest.raises(Denied):
            actions.plan(told, actor=world.actor(login))
    with pytest.raises(Denied):
        actions.hold(planned(world), actor=world.actor("west_county"))


def test_the_county_sees_its_own_and_the_city_all(world: Any) -> None:
    east, city = planned(world), planned(world, "city")
    west = actions.plan(actions.meetings.Plan("weekly", WEST, earlier()), actor=world.actor("west_county"))
    seen = {login: set(Session.objects.visible_to(world.actor(login))) for login in
            ("city", "county", "west_county", "street", "handler", "admin")}  # fmt: skip
    assert seen["city"] == {east, city, west}
    assert seen["county"] == {east}
    assert seen["west_county"] == {west}
    assert seen["street"] == seen["handler"] == seen["admin"] == set()
    assert not Session.objects.visible_to(ANONYMOUS).exists()
    assert Session.objects.visible_to(SYSTEM).count() == 3


def test_a_unit_that_is_asked_sees_the_session(world: Any) -> None:
    session = planned(world, "city")
    actions.ask_to_attend(session, actor=world.actor("city"), unit=world.units["water"])
    actions.ask_to_attend(session, actor=world.actor("city"), office="供热公司负责人", part="listen", persons=2)
    assert queries.session(world.actor("water"), session.pk) == session
    assert not Session.objects.visible_to(world.actor("handler")).exists()
    with pytest.raises(MoveRefused):
        actions.ask_to_attend(session, actor=world.actor("city"), unit=world.units["water"])
    with pytest.raises(MoveRefused):
        actions.ask_to_attend(session, actor=world.actor("city"), office=" ")


def test_attendance_says_who_came_and_nothing_about_their_worth(world: Any) -> None:
    session = planned(world)
    county = world.actor("county")
    asked = actions.ask_to_attend(session, actor=county, unit=world.units["water"])
    with pytest.raises(MoveRefused):
        actions.mark_came(session, actor=county, came={asked.pk: "came"})
    session = actions.hold(session, actor=county)
    actions.mark_came(session, actor=county, came={asked.pk: "deputy", asked.pk + 1: "came"})
    assert fresh(asked).came == "deputy"
    actions.mark_came(session, actor=county, came={asked.pk: "nonsense"})
    assert fresh(asked).came == "deputy"
    fields = {field.name for field in Attendance._meta.get_fields()}
    assert fields == {"id", "session", "unit", "office", "part", "came", "persons"}


def test_topics_are_ordered_and_leave_a_planned_agenda(world: Any) -> None:
    session, county = planned(world), world.actor("county")
    first, second, third = (actions.add_topic(session, actor=county, topic=text) for text in ("甲", "乙", "丙"))
    actions.move_up(third, actor=county)
    actions.move_up(first, actor=county)
    assert [point.topic for point in points(session)] == ["甲", "丙", "乙"]
    actions.remove_point(third, actor=county)
    assert [point.topic for point in points(session)] == ["甲", "乙"]
    with pytest.raises(MoveRefused):
        actions.add_topic(session, actor=county, topic=" ")
    actions.hold(session, actor=county)
    with pytest.raises(MoveRefused):
        actions.remove_point(second, actor=county)


def test_an_item_of_the_loop_has_its_result_on_its_own_page(world: Any) -> None:
    county, session = world.actor("county"), held(world)
    actions.schedule(ready(world), actor=county, session=session)
    [point] = points(session)
    task = Task("接管", world.units["water"], soon())
    for act in (lambda: actions.conclude(point, actor=county, result="decided", conclusion="x"),
                lambda: actions.decide_topic(point, actor=county, task=task)):  # fmt: skip
        with pytest.raises(MoveRefused):
            act()


def test_a_topic_of_a_push_meeting_has_tasks_that_follow(world: Any) -> None:
    """S12, S18, S21: follow-ups of any meeting are tasks with owner and day like those of the loop."""
    county = world.actor("county")
    session = held(world, kind="push", topic="网格化建设")
    point = actions.add_topic(session, actor=county, topic="推广微网格做法")
    with pytest.raises(MoveRefused):
        actions.conclude(point, actor=county, result="", conclusion="x")
    actions.conclude(point, actor=county, result="noted", conclusion="各街道学起来")
    actions.decide_topic(point, actor=county, task=Task("报实施方案", world.units["street"], soon(5)))
    assert actions.give_out(session, actor=county) == 1
    assert actions.give_out(session, actor=county) == 0
    task = Decision.objects.unscoped(reason="test").get().matter
    assert (task.parent_id, task.place_path, task.holder_id) == (None, STREET, world.units["street"].pk)
    street = world.actor("street")
    done = actions.prove(actions.accept(task, actor=street), actor=street, proof="方案已报")
    with pytest.raises(MoveRefused):
        actions.strike_task(done, actor=replace(county, unit_id=street.unit_id), outcome="solved")
    assert actions.strike_task(done, actor=county, outcome="solved").outcome == "solved"


def test_a_study_trip_brings_home_findings(world: Any) -> None:
    """S17, S19, S20: trips, seminars and field research are meetings with findings."""
    trip = held(world, kind="study_trip", topic="安北市")
    trip = actions.write_minutes(trip, actor=world.actor("county"), summary="看了三个社区", findings="一格多员可以学")
    assert fresh(trip).findings == "一格多员可以学"


def test_minutes_are_approved_when_every_point_has_a_result_and_then_stand(world: Any) -> None:
    county, session = world.actor("county"), held(world)
    point = actions.add_topic(session, actor=county, topic="听取供热情况")
    with pytest.raises(MoveRefused):
        actions.approve(session, actor=county)
    actions.conclude(point, actor=county, result="noted", conclusion="继续巡查")
    session = actions.approve(session, actor=county)
    assert (session.state, session.approved_by_id) == ("approved", world.users["county"].pk)
    for act in (lambda: actions.write_minutes(session, actor=county, summary="改"),
                lambda: actions.conclude(point, actor=county, result="decided", conclusion="改"),
                lambda: actions.add_topic(session, actor=county, topic="再加"),
                lambda: actions.change(session, actor=county, venue="别处")):  # fmt: skip
        with pytest.raises(MoveRefused):
            act()


def test_two_people_at_once_do_not_write_over_each_other(world: Any) -> None:
    session = planned(world)
    actions.change(session, actor=world.actor("county"), venue="一会议室", version=1)
    with pytest.raises(Stale):
        actions.change(session, actor=world.actor("city"), venue="二会议室", version=1)
    with pytest.raises(ValueError):
        actions.change(session, actor=world.actor("city"), number=3)


def test_everything_about_a_session_is_in_the_audit_trail(world: Any) -> None:
    session = held(world)
    actions.write_minutes(session, actor=world.actor("county"), summary="开过了")
    written = Entry.objects.unscoped(reason="test").filter(subject=session.subject).order_by("pk")
    assert [entry.action for entry in written] == ["session.plan", "session.hold", "session.minutes"]
    assert {entry.place_path for entry in written} == {EAST}


def test_titles_are_the_packs_in_both_languages(world: Any) -> None:
    session = planned(world, "city", first_number=16)
    assert shown.title(session) == "服务群众周“解忧”第十六次会议"
    with override("en"):
        assert shown.title(session) == "Weekly problem-solving session 16"
        assert kinds()["push"].title(None, None, "grids") == "Progress meeting: grids"


def test_a_topic_stands_behind_the_number_where_the_title_does_not_name_it() -> None:
    kind = Kind("x", ("协调机制", ""), ("{name}专题会", ""), ("city",), "none", frozenset())
    assert kind.title(None, None, "物业") == "协调机制专题会：物业"
    assert kind.title(None, None, "") == "协调机制专题会"


def test_waiting_items_are_those_of_this_level_that_stand_on_no_agenda(world: Any) -> None:
    county = world.actor("county")
    item, other = ready(world), ready(world)
    city_item = ready(world, "city")
    session = planned(world)
    assert queries.waiting_items(county, session) == [item, other]
    actions.schedule(item, actor=county, session=session)
    assert queries.waiting_items(county, session) == [other]
    assert queries.waiting_items(world.actor("city"), planned(world, "city")) == [city_item]


def test_the_board_shows_open_tasks_through_each_lens(world: Any) -> None:
    from lianxin.work.sessions.tests.made import assigned, task_of

    item = assigned(world)
    task = task_of(item)
    for login, lens in (("county", "place"), ("water", "unit"), ("city", "place")):
        assert [row.pk for row in queries.tasks(world.actor(login), lens, {})] == [task.pk], login
    assert not queries.tasks(world.actor("west_county"), "place", {}).exists()
    assert not queries.tasks(world.actor("county"), "place", {"session_kind": "push"}).exists()


def test_units_around_a_session_are_its_own_those_above_and_those_one_step_below(world: Any) -> None:
    near = {unit.code for unit in items.units_around(EAST)}
    assert {"city", "east", "lights", "water", "street"} == near
    assert "community" not in {unit.code for unit in items.units_around(CITY)}


def test_tasks_have_no_sessions_number_in_their_sequence_of_items(world: Any) -> None:
    from lianxin.work.sessions.tests.made import assigned, task_of

    item = assigned(world)
    assert item.number.startswith("JY-")
    assert task_of(item).number.startswith("JB-")
    assert Matter.objects.unscoped(reason="test").filter(number=item.number).count() == 1
