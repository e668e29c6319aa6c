"""Staff pages: the book, the desk, a call from draft to result, and the forms of the moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.kernel.access.actor import reporter
from lianxin.kernel.files import intake, store
from lianxin.kernel.files.tests.made import jpeg, upload
from lianxin.kernel.matters.models import Matter
from lianxin.work.suggestions import actions, queries
from lianxin.work.suggestions.models import Practice, SuggestionCall
from lianxin.work.suggestions.tests.made import adopted, call, fresh, practised, received, registered, told
from tests.signed_in import client_of
from tests.world import EAST

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return response.content.decode()


def client(world: Any, login: str = "county") -> Any:
    return client_of(world.users[login])


def move(world: Any, matter: Matter, name: str, login: str = "county", **data: Any) -> Any:
    sent = {"version": fresh(matter).version, **data}
    return client(world, login).post(f"/m/{matter.number}/{name}/", sent)


def test_the_book_tells_where_each_stands_and_what_it_became(world):
    done, open_one = practised(world), received(world, theme="公园晚点锁门")
    page = text(client(world).get("/suggestions/ledger/"))
    assert all(part in page for part in (done.number, open_one.number, "河东区外卖柜设置办法", "全部采纳"))
    only = text(client(world).get("/suggestions/ledger/?decision=whole"))
    assert done.number in only
    assert open_one.number not in only
    assert done.number not in text(client(world, "west_county").get("/suggestions/ledger/"))


def test_the_book_of_a_call(world):
    asked = call(world)
    mine, other = received(world, call=asked), received(world)
    page = text(client(world).get(f"/suggestions/ledger/?call={asked.pk}"))
    assert mine.number in page
    assert other.number not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_book_keeps_to_its_budget(world, rows):
    asked = call(world)
    for _n in range(rows):
        practised(world, call=asked)
    reader = client(world)
    reader.get("/suggestions/ledger/")
    with CaptureQueriesContext(connection) as captured:
        reader.get("/suggestions/ledger/")
    assert len(captured) <= 6


def studied_and_adopted(world: Any, **facts: Any) -> Matter:
    matter, county = registered(world, **facts), world.actor("county")
    actions.send(matter, actor=county, units=[world.units["lights"]])
    [study] = queries.open_studies(matter)
    actions.opine(study, actor=world.actor("handler"), opinion="whole", text="可以办，今年就安排。")
    return actions.adopt(matter, actor=county, decision="whole", text="研究后认为可行，今年就办。")


def in_session(world: Any, **facts: Any) -> Matter:
    matter = studied_and_adopted(world, **facts)
    actions.to_session(matter, actor=world.actor("county"), use="decision", text="请例会研究资金")
    return fresh(matter)


def handed_over(world: Any, **facts: Any) -> Matter:
    matter = registered(world, **facts)
    told = {"actor": world.actor("county"), "kind": "request", "public_note": "个人诉求", "has_consent": True}
    actions.hand_over(matter, **told)
    return fresh(matter)


@pytest.mark.parametrize(
    "make", [received, registered, adopted, studied_and_adopted, practised, in_session, handed_over]
)
def test_the_page_of_a_suggestion_keeps_to_its_budget(world, make):
    matter = make(world, name="试王", phone="13900000001")
    if matter.state == "registered":
        units = [world.units["lights"], world.units["water"]]
        actions.send(matter, actor=world.actor("county"), units=units)
    store.keep(intake.accept_photo(upload(jpeg())), actor=reporter(matter.pk), matter=matter)
    reader = client(world)
    reader.get(f"/m/{matter.number}/")
    with CaptureQueriesContext(connection) as captured:
        page = reader.get(f"/m/{matter.number}/")
    assert page.status_code == 200
    assert len(captured) <= 8, [query["sql"][:90] for query in captured.captured_queries]


def test_the_page_says_that_a_limit_is_the_citys_own_and_not_verified(world):
    page = text(client(world).get(f"/m/{registered(world).number}/"))
    assert "时限从哪里来" in page
    assert "待核实" in page


def test_the_page_does_not_say_what_the_author_is(world):
    page = text(client(world).get(f"/m/{registered(world, author_kind='rider').number}/"))
    assert "骑手" not in page


def test_a_claim_of_ones_own_is_hinted_at(world):
    matter = received(world, reason="老板拖欠我三个月工资")
    assert "本人自己的诉求" in text(client(world).get(f"/m/{matter.number}/"))


def test_a_suggestion_is_written_down_at_the_desk_with_a_receipt(world):
    asked, reader = call(world), client(world)
    said = {
        "theme": "凳子",
        "reason": "没处坐",
        "proposal": "加一排",
        "place": EAST,
        "call": asked.matter.number,
        "channel": "station",
        "author_kind": "rider",
        "openness": "relay",
        "name": "试王",
    }
    sent = reader.post("/suggestions/enter/", said)
    matter = Matter.objects.unscoped(reason="test").get(kind="suggestion")
    assert sent.headers["Location"] == f"/suggestions/enter/{matter.number}/receipt/"
    assert (told(matter).author_kind, told(matter).call_id, told(matter).is_assisted) == ("rider", asked.pk, True)
    assert matter.tracking_code[:4] in text(reader.get(sent.headers["Location"]))
    assert client(world, "city").get(sent.headers["Location"]).status_code == 404
    assert reader.post("/suggestions/enter/", {**said, "reason": ""}).status_code == 422


def test_a_call_from_draft_to_result(world):
    day, reader = timezone.localdate(), client(world)
    form = {
        "topic": "充电怎么管",
        "background": "楼道充电",
        "way": "网上和窗口",
        "place": EAST,
        "opens_on": day.isoformat(),
        "ends_on": (day + timedelta(days=9)).isoformat(),
    }
    assert reader.post("/suggestions/calls/new/", {**form, "ends_on": "2020-01-01"}).status_code == 422
    assert reader.post("/suggestions/calls/new/", form).status_code == 302
    asked = SuggestionCall.objects.unscoped(reason="test").select_related("matter").get()
    assert move(world, asked.matter, "publish").status_code == 302
    later = (asked.ends_on + timedelta(days=5)).isoformat()
    assert move(world, asked.matter, "prolong", until=later, public_note="应大家要求").status_code == 302
    assert "公开页" in text(reader.get(f"/m/{asked.matter.number}/"))
    assert move(world, asked.matter, "end", public_note="意见已集中").status_code == 302
    assert move(world, asked.matter, "publish_result", public_note="没有收到建议。").status_code == 302
    assert fresh(asked.matter).outcome == "explained"


def test_the_whole_way_through_the_forms(world):
    matter = received(world)
    assert move(world, matter, "register", title="外卖柜旁加凳子", summary="加一排凳子").status_code == 302
    units = [world.units["lights"].pk, world.units["water"].pk]
    assert move(world, matter, "send", units=units, note="看看行不行").status_code == 302
    for study, login in zip(
        Matter.objects.unscoped(reason="test").filter(kind="study").order_by("pk"), ("handler", "water"), strict=True
    ):
        assert "等单只能蹲着" in text(client(world, login).get(f"/m/{study.number}/"))
        assert move(world, study, "opine", login, opinion="whole", note="现场看过，可行。").status_code == 302
    assert move(world, matter, "adopt", decision="whole", public_note="研究后认为可行，今年就办。").status_code == 302
    became = {
        "shape": "programme",
        "use": "measure",
        "title": "驿站补建项目",
        "reference": "示例12号",
        "in_force_on": "2026-12-01",
        "public_note": "已列入今年的项目。",
    }
    assert move(world, matter, "practise", **became).status_code == 302
    assert (fresh(matter).outcome, told(matter).summary) == ("solved", "加一排凳子")
    assert Practice.objects.unscoped(reason="test").get().reference == "示例12号"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("hasten", {"note": "汛期"}),
        ("pass_on", {"note": "涉及全市"}),
        ("supervise", {"note": "请快办"}),
        ("remark", {"note": "备注"}),
        ("decline", {"reason": "statutory", "public_note": "请向法院提出。"}),
        ("ask_consent", {"kind": "request", "public_note": "这是您个人的诉求。"}),
        ("hand_over", {"kind": "request", "public_note": "电话里同意。", "consent": "on"}),
    ],
)
def test_every_other_form_of_a_received_one(world, name, data):
    matter = received(world)
    if name == "pass_on":
        data = {**data, "unit": world.units["city"].pk}
    assert client(world).get(f"/m/{matter.number}/{name}/").status_code == 200
    assert move(world, matter, name, **data).status_code == 302


def test_deciding_is_offered_when_every_unit_has_answered(world):
    matter = registered(world)
    [study] = actions.send(matter, actor=world.actor("county"), units=[world.units["lights"]])
    address = f"/m/{matter.number}/adopt/"
    assert address not in text(client(world).get(f"/m/{matter.number}/"))
    actions.opine(study, actor=world.actor("handler"), opinion="whole", text="现场看过，可行。")
    assert address in text(client(world).get(f"/m/{matter.number}/"))


def test_a_refusal_keeps_what_was_typed(world):
    matter = registered(world)
    page = move(world, matter, "not_adopt", public_note="不采纳")
    assert page.status_code == 422
    assert "不采纳</textarea>" in text(page)


def test_merging_by_number(world):
    first, second = registered(world), received(world)
    assert move(world, second, "merge", into="没有的").status_code == 422
    assert move(world, second, "merge", into=first.number).status_code == 302
    assert fresh(second).duplicate_of_id == first.pk


def test_the_demo_city_fills_itself_once(world):
    from lianxin.work.suggestions.demo import fill

    assert fill() == 10
    assert fill() == 0
    assert Matter.objects.unscoped(reason="test").filter(kind="suggestion_call", state="closed").count() == 1
