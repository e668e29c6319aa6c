"""查进展: one sentence, who, until when, what was answered, who read my number; for the holder of the code alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from lianxin.kernel.access.models import Unit
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.files import intake
from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.matters.numbers import shown_code
from lianxin.kernel.places import tree
from lianxin.work.requests import actions
from lianxin.work.requests.pages.public import throttle
from lianxin.work.requests.standing import day_text
from lianxin.work.requests.tests.public_made import answered, fresh, handled, photo
from tests.signed_in import client_of


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


def page(client: Client, matter: Matter) -> str:
    answer = client.get(f"/track/{matter.tracking_code}/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    return answer.content.decode().replace("\u200b", "")  # places where a narrow page may break


@pytest.mark.parametrize("written", [str, str.lower, shown_code, lambda code: f" {shown_code(code).lower()} "])
def test_a_code_opens_its_page_however_it_is_written(world: Any, client: Client, written: Any) -> None:
    matter = world.request().matter
    found = client.post("/track/", {"code": written(matter.tracking_code)})
    assert found.headers["Location"] == f"/track/{matter.tracking_code}/"


@pytest.mark.parametrize("code", ["", "ABC", "ABCDEFGHJKMN"])
def test_a_code_that_opens_nothing_is_said_beside_the_field(world: Any, client: Client, code: str) -> None:
    answer = client.post("/track/", {"code": code})
    assert answer.status_code == 422
    assert 'id="id_code_error"' in answer.content.decode()


def test_the_sentence_follows_the_course(world: Any, client: Client) -> None:
    Unit.objects.filter(code="lights").update(phone="0471-1234567")
    matter = world.request().matter
    assert "正在安排由哪个单位办" in page(client, matter)
    actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    assert "已经交给河东区城市管理局" in page(client, matter)
    actions.accept(matter, actor=world.actor("handler"))
    text = page(client, matter)
    due = Deadline.objects.get(matter=matter, name="handle").due_at
    assert due is not None
    assert "河东区城市管理局正在办。" in text
    assert f"最晚{day_text(due)}答复。" in text
    assert 'href="tel:0471-1234567"' in text
    actions.answer(matter, actor=world.actor("handler"), outcome="explained", text="已说明。")
    text = page(client, matter)
    assert "解决了没有，由您说" in text
    assert "承办单位说：已解释说明" in text


def test_a_due_date_that_cannot_be_known_is_not_guessed(world: Any, client: Client) -> None:
    at = datetime(2031, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    matter = world.request(at=at).matter
    assert matter.due_at is None
    assert "期限待算" in page(client, matter)


def test_a_late_one_says_so(world: Any, client: Client) -> None:
    matter = handled(world)
    late = timezone.now() - timedelta(days=2)
    Deadline.objects.filter(matter=matter, name="handle").update(due_at=late, target_at=late)
    text = page(client, matter)
    assert "rq-stands-late" in text
    assert "现在已经超期" in text


def test_the_person_supplies_what_was_asked_for(world: Any, client: Client) -> None:
    matter = actions.ask(handled(world), actor=world.actor("handler"), question="是哪一盏灯？")
    text = page(client, matter)
    assert "是哪一盏灯？" in text
    assert "办理期限停着不走" in text
    address = f"/track/{matter.tracking_code}/supply/"
    assert client.post(address, {"text": " "}).status_code == 422
    assert client.post(address, {"text": "门卫室旁那盏"}).status_code == 302
    assert fresh(matter).state == "handling"
    again = client.post(address, {"text": "门卫室旁那盏"})
    assert again.status_code == 422
    assert "门卫室旁那盏" in again.content.decode()


@pytest.mark.parametrize(("solved", "state"), [("yes", "closed"), ("no", "handling")])
def test_the_person_rates_once(world: Any, client: Client, solved: str, state: str) -> None:
    matter = answered(world)
    address = f"/track/{matter.tracking_code}/rate/"
    assert client.post(address, {"solved": ""}).status_code == 422
    done = client.post(address, {"solved": solved, "grade": "basic", "contacted": "yes", "comment": "还差一盏"})
    assert done.status_code == 302
    assert fresh(matter).state == state
    rating = matter.ratings.model.objects.unscoped(reason="test").get(matter=matter)
    assert (rating.door, rating.solved, rating.grade, rating.contacted) == ("code", solved == "yes", "basic", True)
    assert client.post(address, {"solved": "yes"}).status_code == 422


def test_a_closed_one_may_be_reopened_for_thirty_days(world: Any, client: Client) -> None:
    matter = answered(world)
    client.post(f"/track/{matter.tracking_code}/rate/", {"solved": "yes"})
    text = page(client, matter)
    assert "/reopen/" in text
    assert "/rate/" not in text
    Matter.objects.unscoped(reason="test").filter(pk=matter.pk).update(closed_at=timezone.now() - timedelta(days=31))
    assert "/reopen/" not in page(client, matter)
    assert client.post(f"/track/{matter.tracking_code}/reopen/", {"text": "又坏了"}).status_code == 422
    Matter.objects.unscoped(reason="test").filter(pk=matter.pk).update(closed_at=timezone.now() - timedelta(days=29))
    assert client.post(f"/track/{matter.tracking_code}/reopen/", {"text": "又坏了"}).status_code == 302
    assert "您说没有解决" in page(client, matter)


def test_who_has_not_rated_may_still_rate_after_the_time_has_run_out(world: Any, client: Client) -> None:
    matter = actions.lapse(answered(world), at=timezone.now())
    assert "/rate/" in page(client, matter)
    client.post(f"/track/{matter.tracking_code}/rate/", {"solved": "no"})
    assert fresh(matter).state == "handling"


def test_the_person_withdraws_after_a_question(world: Any, client: Client) -> None:
    matter = world.request().matter
    assert "data-confirm" in page(client, matter)
    client.post(f"/track/{matter.tracking_code}/withdraw/")
    assert fresh(matter).outcome == "withdrawn"
    text = page(client, matter)
    assert "您已经撤回" in text
    assert "/withdraw/" not in text
    assert "/reopen/" not in text


@pytest.mark.parametrize("verb", ["rate", "withdraw", "supply", "reopen"])
def test_staff_read_the_page_and_may_do_nothing_on_it(world: Any, verb: str) -> None:
    matter, client = answered(world), client_of(world.users["handler"])
    assert '<form method="post" action="/track' not in page(client, matter)
    refused = client.post(f"/track/{matter.tracking_code}/{verb}/", {"solved": "yes", "text": "好"})
    assert refused.status_code == 403
    assert "只能由反映人自己做" in refused.content.decode()
    assert fresh(matter).state == "answered"


def test_the_person_sees_who_read_their_number_and_why(world: Any, client: Client) -> None:
    matter = handled(world, name="试王", phone="13900000001", openness=Contact.OPEN)
    assert "没有人打开过" in page(client, matter)
    contacts.reveal(matter, actor=world.actor("handler"), purpose="verify")
    text = page(client, matter)
    assert "试handler" in text
    assert "河东区城市管理局" in text
    assert "核实情况" in text
    assert "13900000001" not in text
    assert text.count("核实情况") == 1  # name and number opened together are one reading


def test_without_a_contact_there_is_nothing_to_read(world: Any, client: Client) -> None:
    assert "您没有留联系方式" in page(client, world.request().matter)


def test_photos_are_shown_to_the_person_and_to_nobody_without_the_code(world: Any, client: Client) -> None:
    client.post("/report/", {"text": "灯坏了", "photos": [photo()]})
    matter = Matter.objects.unscoped(reason="test").get(title="灯坏了")
    [own] = matter.attachments.model.objects.unscoped(reason="test").filter(matter=matter)
    address = f"/track/{matter.tracking_code}/photo/{own.pk}/"
    assert address in page(client, matter)
    assert client.get(address).headers["Content-Type"] == "image/jpeg"
    assert client.get(f"{address}small/").status_code == 200
    other = world.request("别的事").matter
    assert client.get(f"/track/{other.tracking_code}/photo/{own.pk}/").status_code == 404
    assert Client().get(f"/files/{own.pk}/").status_code == 404
    follow = actions.follow(matter, actor=world.actor("resident"))
    assert client.get(f"/track/{follow.code}/photo/{own.pk}/").status_code == 404


def test_photos_of_the_answer_are_shown_to_followers_too(world: Any, client: Client) -> None:
    matter = handled(world)
    follow = actions.follow(matter, actor=world.actor("resident"))
    actions.answer(
        matter,
        actor=world.actor("handler"),
        outcome="solved",
        text="已修好，王先生电话13812345678",
        photos=[intake.accept_photo(photo())],
    )
    [kept] = matter.attachments.model.objects.unscoped(reason="test").filter(matter=matter)
    text = client.get(f"/track/{follow.code}/").content.decode()
    assert "13812345678" not in text
    assert "已修好" in text
    assert client.get(f"/track/{follow.code}/photo/{kept.pk}/").status_code == 200
    assert "13812345678" in page(client, matter)


def test_a_merged_one_tells_the_course_of_the_other_without_its_talk(world: Any, client: Client) -> None:
    first, second = handled(world, text="东门灯不亮"), world.request("东门路灯坏了").matter
    actions.merge(second, into=first, actor=world.actor("street"))
    asked = actions.ask(first, actor=world.actor("handler"), question="您家是几号楼？")
    from lianxin.kernel.access.actor import reporter

    actions.supply(asked, actor=reporter(first.pk), text="我家是五号楼")
    text = page(client, second)
    assert "和别人反映的是同一件事" in text
    assert "河东区城市管理局正在办。" in text
    assert "您家是几号楼" not in text
    assert "我家是五号楼" not in text
    actions.answer(first, actor=world.actor("handler"), outcome="solved", text="已经换灯。")
    text = page(client, second)
    assert "已经换灯。" in text
    assert "东门灯不亮" not in text
    assert "/rate/" not in text
    assert "由您说" not in text


def test_those_called_to_help_are_named(world: Any, client: Client) -> None:
    matter = handled(world)
    actions.help_from(matter, actor=world.actor("handler"), units=[world.units["water"]], note="地下有管")
    text = page(client, matter)
    assert "河东区水务局" in text
    assert "待报到" in text
    assert "地下有管" not in text


def test_guessing_codes_is_stopped_for_right_ones_too(world: Any, client: Client) -> None:
    matter = world.request().matter
    for _time in range(throttle.MISSES):
        assert client.get("/track/ABCDEFGHJKMN/").status_code == 404
    slowed = client.get(f"/track/{matter.tracking_code}/")
    assert slowed.status_code == 429
    assert int(slowed.headers["Retry-After"]) > 0
    assert client.post("/track/", {"code": matter.tracking_code}).status_code == 429
    assert client.get("/r/whatever/").status_code == 429
    assert client.get(f"/track/{matter.tracking_code}/qr.svg").status_code == 404
    assert Client(REMOTE_ADDR="10.0.0.9").get(f"/track/{matter.tracking_code}/").status_code == 200


def test_behind_a_proxy_each_phone_is_counted_for_itself(world: Any, client: Client, settings: Any) -> None:
    settings.NINJA_NUM_PROXIES = 1
    for _time in range(throttle.MISSES):
        client.get("/track/ABCDEFGHJKMN/", headers={"X-Forwarded-For": "6.6.6.6, 1.2.3.4"})
    assert client.get("/track/", headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 429
    assert client.get("/track/", headers={"X-Forwarded-For": "6.6.6.6"}).status_code == 200


def test_qr_and_card_lead_to_the_page(world: Any, client: Client) -> None:
    matter = world.request().matter
    qr = client.get(f"/track/{matter.tracking_code}/qr.svg")
    assert qr.headers["Content-Type"] == "image/svg+xml"
    assert qr.content.startswith(b"<?xml")
    card = client.get(f"/track/{matter.tracking_code}/card.png")
    assert card.content.startswith(b"\x89PNG")
    assert matter.tracking_code in card.headers["Content-Disposition"]


def test_a_code_in_the_city_is_shown_with_its_place(world: Any, client: Client) -> None:
    tree.touch()
    assert "槐树社区" in page(client, world.request().matter)
