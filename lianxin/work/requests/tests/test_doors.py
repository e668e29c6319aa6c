"""Doors that staff open: the desk, the stairs, the whistle; the sealed paper and the card."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.files.models import Attachment
from lianxin.kernel.files.tests.made import jpeg
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.numbers import shown_code
from lianxin.work.requests import actions, queries, queries_desk
from lianxin.work.requests.actions import Entry
from lianxin.work.requests.actions.rating import ballot_by_token
from lianxin.work.requests.models import Rating, Request
from lianxin.work.requests.tests.staff import queries_of, signed_in, text_of
from tests.world import COMMUNITY, GRID, WEST_COMMUNITY

AT_DESK = {"text": "楼下路灯不亮", "place": COMMUNITY, "category": "0101", "openness": "relay", "place_words": "3号楼"}
CALL = {"title": "路面塌陷", "text": "有坑，要几家一起来", "place": COMMUNITY, "category": "0101"}


def only() -> Matter:
    return Matter.objects.unscoped(reason="test").get(kind="request")


def answered(world: Any) -> Matter:
    matter = world.request().matter
    actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    taken = actions.accept(matter, actor=world.actor("handler"))
    return actions.answer(taken, actor=world.actor("handler"), outcome="solved", text="换好了")


def test_what_is_said_at_the_desk_gets_a_receipt_with_its_code(world: Any) -> None:
    client = signed_in("street")
    answer = client.post("/enter/", {**AT_DESK, "name": "试某", "phone": "13900000000"}, follow=True)
    matter = only()
    assert (matter.channel, matter.place_path) == ("desk", COMMUNITY)
    assert queries.particulars(matter).is_assisted
    assert shown_code(matter.tracking_code) in text_of(answer)
    assert "data:image/svg+xml" in text_of(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_next_entry_keeps_place_and_category(world: Any) -> None:
    client = signed_in("street")
    receipt = text_of(client.post("/enter/", AT_DESK, follow=True))
    assert "category=0101" in receipt
    form = text_of(client.get(f"/enter/?place={COMMUNITY}&category=0101"))
    assert f'data-value="{COMMUNITY}"' in form
    assert '<option value="0101" selected data-keys="灯不亮 街灯 ld 0101">' in form


def test_a_receipt_is_only_for_its_writer_and_for_an_hour(world: Any) -> None:
    client = signed_in("street")
    client.post("/enter/", AT_DESK)
    address = f"/enter/{only().number}/receipt/"
    assert client.get(address).status_code == 200
    assert signed_in("county").get(address).status_code == 404
    Matter.objects.unscoped(reason="test").update(opened_at=timezone.now() - timedelta(hours=2))
    assert client.get(address).status_code == 404


def test_a_consultation_is_answered_at_once(world: Any) -> None:
    signed_in("street").post("/enter/", {**AT_DESK, "outcome": "explained", "answer": "告诉了办理地点"})
    assert (only().state, queries.particulars(only()).answer) == ("answered", "告诉了办理地点")


def test_an_answer_without_an_outcome_writes_nothing(world: Any) -> None:
    answer = signed_in("street").post("/enter/", {**AT_DESK, "answer": "告诉了"})
    assert answer.status_code == 422
    assert "请选择办理结果" in text_of(answer)
    assert not Request.objects.unscoped(reason="test").exists()


def test_the_form_for_those_who_may_not_dispatch_has_no_answer(world: Any) -> None:
    assert "当场已经答复" not in text_of(signed_in("community").get("/enter/"))


def test_a_place_outside_the_territory_is_refused(world: Any) -> None:
    answer = signed_in("street").post("/enter/", {**AT_DESK, "place": WEST_COMMUNITY})
    assert "这个地点不在您的范围内" in text_of(answer)
    with pytest.raises(Denied):
        actions.enter_at_desk(Entry(text="x", place_path=WEST_COMMUNITY, channel="desk"), actor=world.actor("street"))


def test_a_place_may_be_typed_by_name_without_scripts(world: Any) -> None:
    signed_in("street").post("/enter/", {**AT_DESK, "place": "槐树社区"})
    assert only().place_path == COMMUNITY


def test_emergency_words_make_it_urgent_and_say_whom_to_call(world: Any) -> None:
    answer = signed_in("street").post("/enter/", {**AT_DESK, "text": "三楼着火了"}, follow=True)
    assert only().urgency == "urgent"
    assert "119" in text_of(answer)


def test_the_finder_s_own_grid_is_already_chosen(world: Any) -> None:
    assert f'data-value="{GRID}"' in text_of(signed_in("grid").get("/found/"))


def test_what_is_put_right_on_the_spot_is_answered_as_solved_by_the_finder_s_unit(world: Any) -> None:
    photo = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    told = {
        "text": "楼道堆了纸箱",
        "category": "0101",
        "place": GRID,
        "is_done": "1",
        "done": "已经搬走",
        "photos": [photo],
        "client_key": "k1",
    }
    signed_in("grid").post("/found/", told)
    matter, particulars = only(), queries.particulars(only())
    assert (matter.channel, matter.state, particulars.answer_outcome) == ("found", "answered", "solved")
    assert particulars.answered_by_unit_id == world.users["grid"].unit_id
    assert Attachment.objects.unscoped(reason="test").filter(matter=matter).count() == 1


def test_a_find_sent_twice_from_the_phone_counts_once(world: Any) -> None:
    told = {"text": "井盖松了", "category": "0101", "place": GRID, "client_key": "k1"}
    client = signed_in("grid")
    photos = [SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")]
    assert client.post("/found/", {**told, "photos": photos}).status_code == 302
    assert client.post("/found/", told).status_code == 302
    assert only().state == "received"
    assert Attachment.objects.unscoped(reason="test").count() == 1


def test_done_on_the_spot_needs_a_word_of_what_was_done(world: Any) -> None:
    answer = signed_in("grid").post("/found/", {"text": "纸箱", "category": "0101", "place": GRID, "is_done": "1"})
    assert (answer.status_code, "请写明当场做了什么" in text_of(answer)) == (422, True)


def test_a_whistle_opens_and_calls_in_one_go_and_shows_who_must_report_by_when(world: Any) -> None:
    units = [world.units["lights"].pk, world.units["water"].pk]
    answer = text_of(signed_in("community").post("/whistle/", {**CALL, "units": units, "client_key": "w"}, follow=True))
    assert only().state == "handling"
    assert "河东区城市管理局" in answer
    assert "河东区水务局" in answer
    assert len([1 for _call, clocks in queries_desk.calls_of(only()) if {"report", "answer"} <= set(clocks)]) == 2


def test_a_whistle_for_nobody_opens_nothing(world: Any) -> None:
    answer = signed_in("community").post("/whistle/", CALL)
    assert (answer.status_code, "请至少选择一个单位" in text_of(answer)) == (422, True)
    assert not Request.objects.unscoped(reason="test").exists()


def test_units_of_another_district_cannot_be_called(world: Any) -> None:
    answer = signed_in("community").post("/whistle/", {**CALL, "units": [world.units["west_lights"].pk]})
    assert answer.status_code == 422


def test_a_paper_is_typed_by_another_unit_and_only_once(world: Any) -> None:
    matter = answered(world)
    token = actions.make_ballot(matter, door="paper", actor=world.actor("handler"))
    client = signed_in("community")
    told = {"token": token, "solved": "1", "grade": "satisfied", "contacted": "1", "comment": "很快"}
    assert "已录入" in text_of(client.post("/paper/", told, follow=True))
    rating = Rating.objects.unscoped(reason="test").get()
    assert (rating.solved, rating.contacted, rating.is_assisted, rating.comment) == (True, True, True, "很快")
    assert "已经用过了" in text_of(client.post("/paper/", told))


def test_a_paper_of_another_territory_is_refused(world: Any) -> None:
    token = actions.make_ballot(answered(world), door="paper", actor=world.actor("handler"))
    answer = signed_in("west_community").post("/paper/", {"token": token, "solved": "1"})
    assert "不在您的范围内" in text_of(answer)
    assert not Rating.objects.unscoped(reason="test").exists()


def test_a_card_is_shown_once_and_works(world: Any) -> None:
    matter = answered(world)
    client = signed_in("handler")
    answer = client.post(f"/ballots/{matter.number}/", {"door": "paper"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "rq-code" in text_of(answer)
    assert "data:image/svg+xml" in text_of(client.post(f"/ballots/{matter.number}/", {"door": "qr"}))
    link = text_of(client.post(f"/ballots/{matter.number}/", {"door": "link"}))
    token = link.split('data-copy="')[1].split('"')[0].rstrip("/").rsplit("/", 1)[1]
    assert ballot_by_token(token) is not None
    assert "打印评价卡" in text_of(client.get(f"/m/{matter.number}/"))


def test_before_the_answer_there_is_no_card(world: Any) -> None:
    matter = world.request().matter
    actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    assert "还没有答复" in text_of(signed_in("handler").get(f"/ballots/{matter.number}/"))
    assert signed_in("west_handler").get(f"/ballots/{matter.number}/").status_code == 404


def test_pages_with_rows_take_as_many_queries_for_one_as_for_three(world: Any) -> None:
    client = signed_in("community")
    both = ["lights", "water"]
    counts = []
    for units in (both[:1], both):
        entry = Entry(text="坑", place_path=COMMUNITY, channel="whistle")
        called = [world.units[name] for name in units]
        matter = actions.call_from_community(entry, actor=world.actor("community"), units=called)
        counts.append(len(queries_of(client, f"/whistle/{matter.number}/")))
    assert counts[0] == counts[1] <= 8
