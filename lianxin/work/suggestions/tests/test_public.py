"""What everybody sees: never who said it, never so little that somebody could be made out; the author's own page."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.kernel.access.actor import reporter
from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.ui import throttle
from lianxin.work.suggestions import actions, public_queries
from lianxin.work.suggestions.models import Evaluation, Suggestion
from lianxin.work.suggestions.pages.public import suggest as suggest_page
from lianxin.work.suggestions.tests.made import REASON, adopted, call, fresh, practised, received, registered, told
from tests.signed_in import client_of
from tests.world import CITY, EAST, WEST

pytestmark = pytest.mark.django_db
KEY = "5a1d6d2e-3c2b-4a83-9b5e-0c6f5b1a7e11"
SAID = {"theme": "外卖柜旁加凳子", "reason": "等单只能蹲着", "proposal": "加一排凳子", "client_key": KEY}
AUTHOR = {"name": "试王小明", "phone": "13900000001", "author_kind": "rider"}


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


def text(response: Any) -> str:
    return response.content.decode()


def suggestions() -> Any:
    return Suggestion.objects.unscoped(reason="test").select_related("matter")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_suggestion_goes_in_and_comes_back_as_a_code(world, client: Client, language):
    client.cookies["django_language"] = language
    assert client.get("/suggestions/new/").status_code == 200
    sent = client.post("/suggestions/new/", {**SAID, **AUTHOR, "place": EAST})
    [row] = suggestions()
    assert sent.headers["Location"] == f"/suggestions/done/{row.matter.tracking_code}/"
    assert (row.matter.channel, row.matter.place_path, row.author_kind) == ("web", EAST, "rider")
    assert Contact.objects.unscoped(reason="test").get(matter=row.matter).openness == Contact.RELAY
    done = text(client.get(sent.headers["Location"]))
    assert row.matter.tracking_code[:4] in done
    assert "data-draft-done" in done


def test_the_same_key_is_one_suggestion(world, client: Client):
    first = client.post("/suggestions/new/", SAID)
    second = client.post("/suggestions/new/", {**SAID, "theme": "另一条"})
    assert first.headers["Location"] == second.headers["Location"]
    assert suggestions().get().matter.title == SAID["theme"]


def test_nothing_typed_is_lost_when_an_element_is_missing(world, client: Client):
    page = client.post("/suggestions/new/", {**SAID, "proposal": "", "phone": "不留", "name": "试王"})
    assert page.status_code == 422
    for kept in (SAID["theme"], SAID["reason"], 'value="不留"', KEY, 'id="id_proposal_error"'):
        assert kept in text(page)
    assert not suggestions().exists()


def test_a_personal_claim_is_shown_the_quicker_way_once_and_may_still_be_sent(world, client: Client):
    said = {**SAID, "reason": "老板拖欠我三个月工资", "proposal": "帮我要回来"}
    page = client.post("/suggestions/new/", said)
    assert page.status_code == 422
    assert 'href="/report/"' in text(page)
    assert client.post("/suggestions/new/", {**said, "elsewhere_seen": "1"}).status_code == 302


def test_an_emergency_is_told_to_call_first_and_then_goes_the_fast_lane(world, client: Client):
    said = {**SAID, "reason": "隔壁着火了"}
    assert client.post("/suggestions/new/", said).status_code == 422
    assert client.post("/suggestions/new/", {**said, "emergency_seen": "1"}).status_code == 302
    assert suggestions().get().matter.urgency == "urgent"


def test_so_many_from_one_address_and_then_a_pause(world, client: Client, monkeypatch):
    monkeypatch.setattr(suggest_page, "MOST", 2)
    codes = [client.post("/suggestions/new/", {**SAID, "client_key": ""}).status_code for _n in range(3)]
    assert codes == [302, 302, 429]


def test_wrong_codes_run_into_the_brake(world, client: Client):
    for _n in range(throttle.MISSES):
        assert client.get("/suggestions/done/2222-2222-2222/").status_code == 404
    assert client.get(f"/suggestions/done/{received(world).tracking_code}/").status_code == 429


# --- the public list ---------------------------------------------------------------------------------------------

SUMMARIES = [f"摘要{n}号" for n in range(8)]


def eight(world: Any, **facts: Any) -> list[Matter]:
    """Five of the east, three of the west, of this month, each with a summary and an author."""
    made = []
    for n, summary in enumerate(SUMMARIES):
        entry = {**AUTHOR, "phone": f"1390000{n:04}", "place_path": EAST if n < 5 else WEST, **facts}
        matter = received(world, **entry)
        made.append(actions.register(matter, actor=world.actor("city"), summary=summary))
    return made


def test_no_author_and_no_number_is_on_the_public_page(world, client: Client):
    made = eight(world)
    actions.adopt(made[0], actor=world.actor("city"), decision="whole", text=REASON)
    page = text(client.get("/suggestions/"))
    assert all(summary in page for summary in SUMMARIES)
    for hidden in (AUTHOR["name"], "1390000", "骑手", made[0].number, made[0].tracking_code, SAID["reason"], "RJ-"):
        assert hidden not in page
    assert "全部采纳" in page


def test_place_and_month_are_told_only_where_five_share_them(world):
    eight(world)
    cells = public_queries.publication().cells
    day = timezone.localdate()
    east = (f"{day.year}", f"{day.month:02}", EAST)
    assert sorted(cells.values()) == sorted([east] * 5 + [("", "", "")] * 3)


def test_less_than_five_are_not_listed_and_their_number_is_not_told(world, client: Client):
    for n in range(4):
        registered(world, summary=SUMMARIES[n])
    page = text(client.get("/suggestions/"))
    assert not any(summary in page for summary in SUMMARIES)
    assert "少于 5 条" in page
    assert public_queries.bands({"a": 0, "b": 4, "c": 5, "d": 99, "e": 137}) == {
        "a": 0,
        "b": None,
        "c": 5,
        "d": 99,
        "e": 130,
    }


def test_the_list_of_a_day_stays_as_it_is(world, client: Client):
    eight(world)
    client.get("/suggestions/")
    registered(world, summary="后来的一条")
    assert "后来的一条" not in text(client.get("/suggestions/"))
    cache.clear()  # the next day
    assert "后来的一条" in text(client.get("/suggestions/"))


def test_what_was_kept_back_withdrawn_merged_or_not_summed_up_is_not_listed(world, client: Client):
    made = eight(world)
    registered(world, summary="不公开的", is_private=True)
    registered(world, summary="")
    gone = registered(world, summary="撤回了的")
    actions.withdraw(gone, actor=reporter(gone.pk))
    same = received(world)
    actions.merge(same, into=made[0], actor=world.actor("city"))
    sealed = registered(world, summary="密封的")
    Matter.objects.unscoped(reason="test").filter(pk=sealed.pk).update(secrecy="C4")
    page = text(client.get("/suggestions/"))
    assert all(hidden not in page for hidden in ("不公开的", "撤回了的", "密封的"))
    assert len(public_queries.publication().order) == 8


def test_what_it_became_is_told_and_may_be_picked_out(world, client: Client):
    made, city = eight(world), world.actor("city")
    actions.not_adopt(made[1], actor=city, text="现有热线已能受理，另设会分散力量。")
    ended = practised(world)
    Suggestion.objects.unscoped(reason="test").filter(pk=ended.pk).update(summary="变成了做法的")
    cache.clear()
    page = text(client.get("/suggestions/?show=practised"))
    assert "变成了做法的" in page
    assert "河东政规〔2026〕3号" in page
    assert SUMMARIES[1] not in page
    assert SUMMARIES[1] in text(client.get("/suggestions/?show=not"))
    assert client.get("/suggestions/?show=nonsense&page=999").status_code == 200


# --- calls -------------------------------------------------------------------------------------------------------


def test_a_draft_is_not_there_and_a_published_call_tells_topic_way_and_term(world, client: Client):
    draft = call(world, is_open=False)
    assert client.get(f"/suggestions/calls/{draft.pk}/").status_code == 404
    assert client.get(f"/suggestions/new/?call={draft.pk}").status_code == 404
    actions.publish(draft.matter, actor=world.actor("county"))
    page = text(client.get(f"/suggestions/calls/{draft.pk}/"))
    assert all(part in page for part in (draft.matter.title, draft.way, "期限", f"?call={draft.pk}"))
    assert draft.matter.title in text(client.get("/suggestions/"))
    sent = client.post("/suggestions/new/", {**SAID, "call": draft.pk})
    assert sent.status_code == 302
    assert suggestions().get().call_id == draft.pk


def test_after_the_last_day_the_form_of_a_call_is_gone(world, client: Client):
    over = call(world, days=3, moment=timezone.now() - timedelta(days=10))
    assert client.get(f"/suggestions/new/?call={over.pk}").status_code == 404
    assert "参加征集" not in text(client.get(f"/suggestions/calls/{over.pk}/"))


def concluded(world: Any, number: int) -> Any:
    asked, county = call(world), world.actor("county")
    for n in range(number):
        matter = registered(world, summary=SUMMARIES[n], call=asked, **AUTHOR)
        actions.adopt(matter, actor=county, decision="part" if n else "whole", text=REASON)
    actions.end(asked.matter, actor=county, text="意见已集中")
    actions.publish_result(asked.matter, actor=county, text="收到的都研究了。")
    return asked


def test_the_result_tells_the_end_of_each_suggestion_of_five_and_more(world, client: Client):
    asked = concluded(world, 6)
    page = text(client.get(f"/suggestions/calls/{asked.pk}/"))
    assert all(part in page for part in ("收到的都研究了。", *SUMMARIES[:6], "全部采纳", "部分采纳"))
    assert AUTHOR["name"] not in page
    assert "骑手" not in page


def test_of_fewer_only_the_result_is_told(world, client: Client):
    asked = concluded(world, 3)
    page = text(client.get(f"/suggestions/calls/{asked.pk}/"))
    assert "收到的都研究了。" in page
    assert not any(summary in page for summary in SUMMARIES)


def test_the_result_is_evaluated_without_a_log_in_once_for_each_code(world, client: Client):
    asked = concluded(world, 6)
    address = f"/suggestions/calls/{asked.pk}/evaluate/"
    codes = [matter.tracking_code for matter in Matter.objects.unscoped(reason="test").filter(suggestion__call=asked)]
    for n, code in enumerate(codes):
        page = text(client.get(f"/suggestions/calls/{asked.pk}/"))
        assert ("评价满 5 份后公布" in page) is (n < 5)
        assert client.post(address, {"code": code.lower(), "grade": "satisfied"}).status_code == 302
    again = client.post(address, {"code": codes[0], "grade": "unsatisfied"})
    assert again.status_code == 422
    assert "已经评价过" in text(again)
    assert Evaluation.objects.unscoped(reason="test").filter(grade="satisfied").count() == 6
    assert client.post(address, {"code": "2222-2222-2222", "grade": "basic"}).status_code == 422


def test_staff_do_not_evaluate_a_result(world):
    asked = concluded(world, 5)
    code = Matter.objects.unscoped(reason="test").filter(suggestion__call=asked).first().tracking_code
    for login in ("county", "street", "handler"):
        client = client_of(world.users[login])
        sent = client.post(f"/suggestions/calls/{asked.pk}/evaluate/", {"code": code, "grade": "satisfied"})
        assert sent.status_code == 404
    assert not Evaluation.objects.unscoped(reason="test").exists()


# --- the author's own page -----------------------------------------------------------------------------------------


def track(client: Client, matter: Matter) -> str:
    response = client.get(f"/track/{matter.tracking_code}/")
    assert response.status_code == 200
    return text(response)


def act(client: Client, matter: Matter, verb: str, **data: str) -> Any:
    return client.post(f"/track/{matter.tracking_code}/{verb}/", data)


def test_the_author_reads_where_it_stands_and_the_answer(world, client: Client):
    matter = registered(world)
    assert "已经登记受理" in track(client, matter)
    actions.adopt(matter, actor=world.actor("county"), decision="part", text=REASON)
    page = track(client, matter)
    assert REASON in page
    assert "部分采纳" in page


def test_the_author_evaluates_once(world, client: Client):
    matter = adopted(world)
    assert 'id="evaluate"' in track(client, matter)
    assert act(client, matter, "evaluate", grade="satisfied").status_code == 302
    assert 'id="evaluate"' not in track(client, matter)
    assert act(client, matter, "evaluate", grade="basic").status_code == 422


def test_the_author_agrees_to_a_hand_over_and_goes_on_from_the_same_page(world, client: Client):
    matter = received(world, reason="老板拖欠我工资", **AUTHOR)
    actions.ask_consent(matter, actor=world.actor("county"), kind="request", text="这是您个人的诉求，移交后有期限。")
    assert "这是您个人的诉求" in track(client, matter)
    assert act(client, matter, "agree").status_code == 302
    page = track(client, matter)
    opened = Matter.objects.unscoped(reason="test").get(parent=matter, kind="request")
    assert "已经移交" in page
    assert f"/track/{opened.tracking_code}/" in page


def test_the_author_says_no(world, client: Client):
    matter = received(world)
    actions.ask_consent(matter, actor=world.actor("county"), kind="request", text="这是您个人的诉求。")
    assert act(client, matter, "disagree", text="为大家说的").status_code == 302
    assert fresh(matter).state == "received"


def test_staff_with_the_code_only_read(world):
    matter = adopted(world)
    client = client_of(world.users["county"])
    assert "只能看" in track(client, matter)
    assert act(client, matter, "evaluate", grade="satisfied").status_code == 403
    assert act(client, matter, "withdraw").status_code == 403


def test_the_author_of_a_merged_one_reads_the_same_end_without_the_others_words(world, client: Client):
    main = registered(world, reason="别人写的原话", **AUTHOR)
    mine = received(world)
    actions.merge(mine, into=main, actor=world.actor("county"))
    actions.adopt(main, actor=world.actor("county"), decision="whole", text=f"{REASON} 电话 0990-555-0101")
    page = track(client, mine)
    assert REASON in page
    assert "0990-555-0101" not in page
    assert "别人写的原话" not in page
    assert act(client, mine, "evaluate", grade="satisfied").status_code == 302


def test_the_author_sees_who_read_the_number(world, client: Client):
    matter = received(world, **AUTHOR)
    assert "没有人打开过" in track(client, matter)
    contacts.reveal(matter, actor=world.actor("county"), purpose="verify")
    assert "试county" in track(client, matter)


def test_studies_and_calls_have_no_page_behind_a_code(world, client: Client):
    matter = registered(world)
    [study] = actions.send(matter, actor=world.actor("county"), units=[world.units["lights"]])
    for row in (study, call(world).matter):
        assert client.get(f"/track/{row.tracking_code}/").status_code == 404


@pytest.mark.parametrize("make", [received, registered, adopted, practised])
def test_public_pages_keep_to_their_budget(world, client: Client, make):
    eight(world)
    matter = make(world, **AUTHOR)
    asked = concluded(world, 5)
    for path in (f"/track/{matter.tracking_code}/", "/suggestions/", f"/suggestions/calls/{asked.pk}/"):
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        assert len(captured) <= 8, [query["sql"][:90] for query in captured.captured_queries]


def test_no_public_page_names_an_author(world, client: Client):
    """Every public address of this module, with authors behind each suggestion."""
    made = eight(world)
    asked = concluded(world, 6)
    pages = [
        "/suggestions/",
        "/suggestions/?show=adopted",
        f"/suggestions/calls/{asked.pk}/",
        "/suggestions/new/",
        f"/suggestions/done/{made[0].tracking_code}/",
    ]
    for path in pages:
        assert not re.search(rf"{AUTHOR['name']}|1390000\d", text(client.get(path))), path


def test_a_year_is_told_where_no_month_has_five(world):
    for month in range(1, 7):
        row = registered(world, summary=f"摘要{month}")
        moment = datetime(2025, month, 3, 9, tzinfo=timezone.get_current_timezone())
        Matter.objects.unscoped(reason="test").filter(pk=row.pk).update(opened_at=moment, place_path=CITY)
    assert set(public_queries.publication().cells.values()) == {("2025", "", "")}
    assert told(row).summary == "摘要6"


def test_an_open_call_stands_on_the_front_page_until_it_ends(world, client: Client):
    from lianxin.work.suggestions.public_queries import calling_now

    assert calling_now() == ""
    assert "说说怎么做能让大家更方便" in client.get("/").content.decode()
    open_call = call(world, days=20)
    page = client.get("/").content.decode()
    assert f"正在征集：{open_call.matter.title}" in page
    assert 'href="/suggestions/"' in page
    actions.end(open_call.matter, actor=world.actor("county"), text="收到的建议已经够多，提前办理。")
    assert "正在征集" not in client.get("/").content.decode()
