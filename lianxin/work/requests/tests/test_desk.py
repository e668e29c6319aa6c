"""The dispatch desk: proposals, one click, two desks at once, tabs, and its budget of queries."""

from typing import Any

import pytest
from django.test import Client

from lianxin.kernel.access import actions as access_actions
from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.matters.models import Matter
from lianxin.work.requests import actions, queries, queries_desk
from lianxin.work.requests.actions import manage
from lianxin.work.requests.tests.staff import queries_of, signed_in, text_of
from tests.world import COMMUNITY, EAST, STREET, WEST_COMMUNITY

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def street(world: Any) -> Client:
    return signed_in("street")


def fresh(matter: Matter) -> Matter:
    return Matter.objects.unscoped(reason="test").get(pk=matter.pk)


def test_each_row_shows_the_unit_that_the_rules_propose(world: Any, street: Client) -> None:
    world.request()
    assert "派给 河东区城市管理局" in text_of(street.get("/desk/"))


def test_one_click_sends_the_request_and_the_row_says_so(world: Any, street: Client) -> None:
    matter = world.request().matter
    answer = street.post(f"/desk/{matter.number}/route/", {"unit": world.units["lights"].pk, "version": 1}, **HTMX)
    assert "已派给河东区城市管理局" in text_of(answer)
    assert fresh(matter).holder_id == world.units["lights"].pk


def test_the_second_desk_reads_who_was_first(world: Any, street: Client) -> None:
    matter = world.request().matter
    actions.route(matter, actor=world.actor("county"), unit=world.units["water"])
    answer = street.post(f"/desk/{matter.number}/route/", {"unit": world.units["lights"].pk, "version": 1}, **HTMX)
    assert "这一步已经由试county办理了" in text_of(answer)
    assert fresh(matter).holder_id == world.units["water"].pk


def test_a_row_that_changed_meanwhile_comes_back_with_the_reason(world: Any, street: Client) -> None:
    matter = world.request().matter
    actions.supervise(matter, actor=world.actor("county"), note="请尽快")
    answer = street.post(f"/desk/{matter.number}/route/", {"unit": world.units["lights"].pk, "version": 1}, **HTMX)
    assert answer.status_code == 422
    assert "试county更新了这个事项" in text_of(answer)
    assert 'name="version" value="2"' in text_of(answer)


def test_a_unit_that_does_not_answer_for_the_place_is_refused(world: Any, street: Client) -> None:
    matter = world.request().matter
    street.post(f"/desk/{matter.number}/route/", {"unit": world.units["west_lights"].pk})
    assert fresh(matter).state == "received"


def test_the_request_of_another_district_is_not_there(world: Any, street: Client) -> None:
    matter = world.request(place_path=WEST_COMMUNITY).matter
    assert matter.title not in text_of(street.get("/desk/"))
    assert street.post(f"/desk/{matter.number}/route/", {"unit": world.units["lights"].pk}).status_code == 404


def test_chosen_rows_go_to_the_units_that_were_shown(world: Any, street: Client) -> None:
    one, two = world.request().matter, world.request("下水道堵了", category=world.categories["pipe"]).matter
    chosen = [f"{one.number} {world.units['lights'].pk} 1", f"{two.number} {world.units['water'].pk} 1"]
    answer = street.post("/desk/bulk/", {"verb": "route", "chosen": chosen}, follow=True)
    assert "已派单 2 件" in text_of(answer)
    assert fresh(two).holder_id == world.units["water"].pk


def test_of_several_chosen_rows_the_stale_one_is_named_and_the_others_go(world: Any, street: Client) -> None:
    one, two = world.request().matter, world.request("另一盏").matter
    actions.supervise(one, actor=world.actor("county"), note="请尽快")
    chosen = [f"{m.number} {world.units['lights'].pk} 1" for m in (one, two)]
    answer = text_of(street.post("/desk/bulk/", {"verb": "route", "chosen": chosen}, follow=True))
    assert f"{one.number} 没有派出" in answer
    assert "已派单 1 件" in answer


def test_proposals_for_many_are_those_for_each(world: Any) -> None:
    manage.save_line(actor=SYSTEM, unit=world.units["water"], category_code="0102", place_path=STREET)
    matters = [
        world.request().matter,
        world.request("堵了", category=world.categories["pipe"]).matter,
        world.request("西边的灯", place_path=WEST_COMMUNITY).matter,
        world.request("没有类别", category=None).matter,
    ]
    found = queries.proposals(matters)
    assert found == {matters[0].pk: world.units["lights"], matters[1].pk: world.units["water"]}


def test_the_category_s_unit_is_not_proposed_where_it_does_not_answer(world: Any) -> None:
    assert queries.proposal(world.categories["lamp"], WEST_COMMUNITY) is None


def test_urgent_ones_stand_first(world: Any) -> None:
    world.request("先来的")
    world.request("着火了", urgency="urgent")
    text = text_of(signed_in("street").get("/desk/"))
    assert text.index("着火了") < text.index("先来的")
    assert "紧急" in text


def test_a_similar_open_one_near_is_offered_for_merging(world: Any, street: Client) -> None:
    first = world.request("灯一", lon=111.7, lat=40.8).matter
    second = world.request("灯二", lon=111.7005, lat=40.8002).matter
    far = world.request("灯三", lon=111.8, lat=40.8).matter
    near = queries_desk.near_ones(world.actor("street"), [first, far])
    assert {pk: [row.pk for row in rows] for pk, rows in near.items()} == {first.pk: [second.pk]}
    text = text_of(street.get("/desk/"))
    assert f"/m/{first.number}/merge/?into={second.number}" in text
    form = text_of(street.get(f"/m/{first.number}/merge/?into={second.number}"))
    assert f'value="{second.number}"' in form


def test_objections_and_extensions_wait_under_their_own_tabs(world: Any) -> None:
    sent_back = world.request("退回的").matter
    actions.route(sent_back, actor=world.actor("street"), unit=world.units["lights"])
    actions.object_to(sent_back, actor=world.actor("handler"), note="这是水务的井盖")
    longer = world.request("要延期的").matter
    actions.route(longer, actor=world.actor("street"), unit=world.units["lights"])
    actions.ask_extension(
        actions.accept(longer, actor=world.actor("handler")), actor=world.actor("handler"), days=3, note="等配件"
    )
    assert queries_desk.counts_at_desk(world.actor("county")) == {"received": 0, "returned": 1, "extensions": 1}
    county = signed_in("county")
    returned, extensions = text_of(county.get("/desk/?tab=returned")), text_of(county.get("/desk/?tab=extensions"))
    assert "这是水务的井盖" in returned
    assert f"/m/{sent_back.number}/reassign/" in returned
    assert "申请 3 个工作日" in extensions
    assert f"/m/{longer.number}/grant_extension/" in extensions


def test_who_may_not_decide_has_no_such_tab(world: Any) -> None:
    assert set(queries_desk.counts_at_desk(world.actor("street"))) == {"received", "extensions"}
    assert "退回待裁定" not in text_of(signed_in("street").get("/desk/?tab=returned"))


@pytest.mark.parametrize("tab", ["received", "returned", "extensions"])
def test_the_desk_keeps_to_eight_queries_whatever_waits(world: Any, tab: str) -> None:
    county = signed_in("county")
    counts = []
    for more in (1, 2):
        for n in range(more):
            matter = world.request(f"第{more}{n}件", lon=111.7, lat=40.8).matter
            if tab == "received":
                continue
            actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
            if tab == "returned":
                actions.object_to(matter, actor=world.actor("handler"), note="不是我们的")
            else:
                taken = actions.accept(matter, actor=world.actor("handler"))
                actions.ask_extension(taken, actor=world.actor("handler"), days=2, note="等配件")
        counts.append(len(queries_of(county, f"/desk/?tab={tab}")))
    assert counts[0] == counts[1] <= 8


def test_units_are_found_by_typing(world: Any, street: Client) -> None:
    found = street.get("/pick/units.json?q=水务").json()
    assert [row["label"] for row in found] == ["河东区水务局"]
    assert street.get("/pick/units.json?q=河西").json() == []


def test_places_are_those_of_the_actor_s_own_territory(world: Any) -> None:
    grid = signed_in("grid")
    assert [row["value"] for row in grid.get("/places/pick.json?for=requests.find&q=网格").json()] != []
    assert grid.get("/places/pick.json?for=requests.find&q=石榴").json() == []
    assert grid.get("/places/pick.json?for=requests.route&q=网格").status_code == 404
    assert signed_in("resident").get("/places/pick.json?for=requests.find&q=网格").status_code == 404


def test_a_closed_unit_is_not_proposed(world: Any) -> None:
    unit = world.units["lights"]
    access_actions.save_unit(
        actor=SYSTEM, code="lights", name=unit.name, kind=unit.kind, place_path=EAST, is_active=False
    )
    assert queries.proposal(world.categories["lamp"], COMMUNITY) is None
