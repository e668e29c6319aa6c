"""A resident with a phone and one minute, in a real browser; and the same when the signal dies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from lianxin.kernel.files.models import Attachment
from lianxin.kernel.files.tests.made import jpeg
from lianxin.work.requests import actions
from lianxin.work.requests.models import Follow
from lianxin.work.requests.tests.public_made import INSIDE, fresh, outline, requests
from tests.browser import NewPage
from tests.world import COMMUNITY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
HERE = {"longitude": INSIDE[0], "latitude": INSIDE[1]}


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


@pytest.fixture
def resident(committed_world: Any, new_page: NewPage) -> Page:
    """A phone that may say where it is, in a community whose outline is known."""
    outline()
    return new_page(**PHONE, geolocation=HERE, permissions=["geolocation"])


@pytest.fixture
def shots(tmp_path: Path) -> list[str]:
    """Two photos as the camera leaves them."""
    paths = []
    for name in ("IMG_1.jpg", "IMG_2.jpg"):
        (tmp_path / name).write_bytes(jpeg())
        paths.append(str(tmp_path / name))
    return paths


def pick_category(page: Page, typed: str, name: str) -> None:
    page.locator("#id_category_pick").fill(typed)
    page.locator("#id_category_pick_list li", has_text=name).first.click()


def test_a_report_takes_a_minute_and_its_course_is_followed_to_the_end(
    resident: Page, committed_world: Any, shots: list[str]
) -> None:
    page, world = resident, committed_world
    page.goto("/")
    page.get_by_role("link", name="随手拍").first.click()
    page.locator("input[type=file]").set_input_files(shots[0])
    expect(page.locator(".lx-thumb")).to_have_count(1)
    page.locator("input[type=file]").set_input_files(shots[1])
    expect(page.locator(".lx-thumb")).to_have_count(2)  # the next photo joins the one before it
    page.get_by_label("是什么问题").fill("东门口的路灯不亮了")
    pick_category(page, "ld", "路灯")
    page.get_by_role("button", name="用我现在的位置").click()
    expect(page.locator("[data-locate-state]")).to_contain_text("已取您现在的位置")
    page.get_by_role("button", name="送出").click()
    expect(page.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    request = requests().get()
    matter = request.matter
    assert (matter.place_path, matter.category, round(matter.lon, 3)) == (COMMUNITY, "0101", INSIDE[0])
    assert Attachment.objects.unscoped(reason="test").filter(matter=matter).count() == 2
    expect(page.locator(".rq-code-text")).to_have_text(matter.tracking_code)

    actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    actions.accept(matter, actor=world.actor("handler"))
    page.get_by_role("link", name="看进展").click()
    expect(page.locator("h1")).to_contain_text("正在办")
    expect(page.locator(".rq-photos img")).to_have_count(2)
    actions.answer(fresh(matter), actor=world.actor("handler"), outcome="solved", text="已换灯。")
    page.reload()
    page.get_by_text("没有解决，请继续办").click()
    page.get_by_label("还想说什么").fill("还是不亮")
    page.get_by_role("button", name="送出评价").click()
    expect(page.locator("h1")).to_contain_text("您说没有解决")
    assert fresh(matter).state == "handling"


def test_the_second_to_see_it_follows_instead(resident: Page, committed_world: Any) -> None:
    lon, lat = INSIDE
    matter = committed_world.request(lon=lon, lat=lat).matter
    resident.goto("/report/")
    resident.get_by_role("button", name="用我现在的位置").click()
    pick_category(resident, "灯", "路灯")
    expect(resident.locator(".rq-nearby")).to_contain_text("50 米以内")
    resident.get_by_role("button", name="是同一件，关注").click()
    expect(resident.get_by_role("heading", name="已经关注，谢谢您")).to_be_visible()
    assert Follow.objects.unscoped(reason="test").get().matter_id == matter.pk
    assert requests().count() == 1


def test_an_emergency_is_told_to_call_while_it_is_being_typed(resident: Page) -> None:
    resident.goto("/report/")
    panel = resident.locator("[data-emergency]")
    expect(panel).to_be_hidden()
    resident.get_by_label("是什么问题").press_sequentially("三楼着火")
    expect(panel).to_be_visible()
    assert panel.locator("a[href='tel:119']").is_visible()
    resident.get_by_role("button", name="送出").click()
    expect(resident.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    assert requests().get().matter.urgency == "urgent"


def test_a_fourth_photo_is_not_taken_and_the_page_says_so(resident: Page, shots: list[str]) -> None:
    resident.goto("/report/")
    resident.locator("input[type=file]").set_input_files([*shots, *shots])
    expect(resident.locator("#toasts")).to_contain_text("最多 3 张照片")
    expect(resident.locator(".lx-thumb")).to_have_count(3)


def test_photos_are_still_there_after_a_refusal(resident: Page, shots: list[str]) -> None:
    resident.goto("/report/")
    resident.locator("input[type=file]").set_input_files(shots[0])
    expect(resident.locator(".lx-thumb")).to_have_count(1)
    resident.get_by_label("是什么问题").fill("举报邻居老张赌博")
    resident.wait_for_timeout(600)  # the draft is kept after a moment
    resident.get_by_role("button", name="送出").click()
    expect(resident.locator(".rq-person")).to_be_visible()
    expect(resident.locator(".lx-thumb")).to_have_count(1)
    resident.get_by_label("是什么问题").fill("棋牌室夜里很吵")
    resident.get_by_role("button", name="送出").click()
    expect(resident.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    assert Attachment.objects.unscoped(reason="test").filter(matter=requests().get().matter).count() == 1


def test_without_a_signal_it_waits_on_the_phone_and_is_sent_once(resident: Page, shots: list[str]) -> None:
    page = resident
    page.goto("/report/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.open('pages').then((kept) => kept.match('/report/')).then(Boolean)")
    page.reload()  # now the worker answers for the page, with its scripts kept
    page.context.set_offline(True)
    page.reload()
    page.locator("input[type=file]").set_input_files(shots[0])
    page.get_by_label("是什么问题").fill("地下通道没有灯")
    pick_category(page, "ld", "路灯")
    page.get_by_role("button", name="送出").click()
    expect(page.locator("[data-outbox-waiting]")).to_be_visible()
    expect(page.locator("[data-outbox-state=waiting]")).to_have_count(1)
    assert requests().count() == 0
    page.reload()  # also after the phone was put away
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-outbox-state=sent]")).to_have_count(1)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.goto("/")
    expect(page.locator("[data-outbox-state=sent]")).to_have_count(1)
    request = requests().get()
    assert (request.text, request.matter.category) == ("地下通道没有灯", "0101")
    assert Attachment.objects.unscoped(reason="test").filter(matter=request.matter).count() == 1
    page.get_by_role("link", name="查看").click()
    expect(page.locator(".rq-code-text")).to_have_text(request.matter.tracking_code)


def test_a_page_come_back_to_sends_something_new(resident: Page) -> None:
    page = resident
    for text in ("井盖松了", "路面有坑"):
        if text == "井盖松了":
            page.goto("/report/")
        else:
            page.go_back()
        page.get_by_label("是什么问题").fill(text)
        page.get_by_role("button", name="送出").click()
        expect(page.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    assert sorted(requests().values_list("text", flat=True)) == ["井盖松了", "路面有坑"]


def test_a_page_kept_by_the_browser_forgets_its_key(resident: Page) -> None:
    """As a phone does that keeps the left page whole: the same form, the same key, the button still pressed."""
    page = resident
    page.goto("/report/")
    page.wait_for_load_state("networkidle")
    left = "form.elements.client_key.value = 'used-before'; form.querySelector('.rq-send button').disabled = true;"
    back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));"
    page.evaluate(f"() => {{ const form = document.querySelector('[data-report]'); {left} {back} }}")
    assert page.locator("input[name=client_key]").input_value() == ""
    expect(page.get_by_role("button", name="送出")).to_be_enabled()


def test_the_map_draws_its_cells_without_leaving_the_machine(resident: Page, committed_world: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    lon, lat = INSIDE
    for n in range(6):
        committed_world.request(lon=lon + n / 1e5, lat=lat, at=timezone.now() - timedelta(days=1))
    asked: list[str] = []
    resident.on("request", lambda request: asked.append(request.url))
    resident.goto("/map/")
    expect(resident.locator("[data-map] path.leaflet-interactive").last).to_be_attached()
    expect(resident.locator("[data-map] path.leaflet-interactive")).to_have_count(3)  # two outlines and a cell
    expect(resident.get_by_role("cell", name="槐树社区")).to_be_visible()
    origin = "/".join(resident.url.split("/")[:3])
    assert [url for url in asked if not url.startswith((origin, "data:", "blob:"))] == []
