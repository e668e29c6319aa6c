"""The page kit in a real Chromium: no barrier for anybody, nothing lost without a signal, nothing sent twice."""

import re
from io import BytesIO

import pytest
from PIL import Image

from lianxin.kernel.ui.tests import sending
from lianxin.kernel.ui.tests.conftest import signed_in_cookies
from tests.axe import AXE, barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe is not there: python -m lianxin.config.assets")
PLACE = {"latitude": 40.8123, "longitude": 111.6789}


@pytest.fixture
def open_page(new_page, live_server, staff):
    def make(address, *, width=1280, cookies=(), **options):
        page = new_page(width=width, height=844, **options)
        given = {**signed_in_cookies(staff), **dict(cookies)}
        page.context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in given.items()])
        page.goto(address, wait_until="networkidle")
        return page

    return make


@needs_axe
@pytest.mark.parametrize("address", ["/kit/", "/kit/public/"])
@pytest.mark.parametrize(
    ("width", "cookies"),
    [(390, {"theme": "light"}), (1280, {"theme": "dark"}), (390, {"theme": "dark", "size": "large"}), (1280, {})],
)
def test_no_component_is_a_barrier(open_page, address, width, cookies):
    page = open_page(address, width=width, cookies=cookies.items())
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_everything_that_is_tapped_is_large_enough(open_page):
    page = open_page("/kit/public/", width=390)
    small = page.evaluate(
        """[...document.querySelectorAll('button, .btn, summary, select, input:not([type=hidden])')]
        .filter(e => e.checkVisibility() && !e.closest('label, .lx-chart-table, .lx-map-list'))
        .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
        .filter(([, r]) => r.width < 44 || r.height < 44).map(([h, r]) => `${h} ${r.width}x${r.height}`)"""
    )
    assert small == []


def test_charts_and_maps_are_drawn_and_told_in_words(open_page):
    page = open_page("/kit/")
    page.wait_for_selector("[data-chart-canvas] canvas")
    page.wait_for_selector(".lx-map .lx-pin")
    assert page.locator("[data-map-list] li").count() == 7
    assert page.locator(".lx-chart-table tbody tr").count() == 16


def test_a_question_is_asked_before_a_move_that_cannot_be_undone(open_page):
    page = open_page("/kit/")
    page.get_by_role("button", name="退回").click()
    dialog = page.locator("#confirm")
    assert "确定退回吗" in dialog.inner_text()
    dialog.get_by_role("button", name="取消").click()
    assert page.url.endswith("/kit/")
    page.get_by_role("button", name="退回").click()
    with page.expect_request(lambda r: r.method == "POST") as sent:
        dialog.locator("[data-confirm-yes]").click()
    assert "version=3" in sent.value.post_data


def test_rows_are_chosen_and_counted(open_page):
    page = open_page("/kit/")
    page.locator("[data-select]").first.check()
    assert page.locator("[data-bulk-count]").inner_text() == "已选 1 件"
    page.locator("[data-select-all]").check()
    assert page.locator("[data-bulk-count]").inner_text() == "已选 7 件"


def test_the_keyboard_moves_through_a_list(open_page):
    page = open_page("/kit/")
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    assert page.locator("tr.is-at").get_attribute("class") == "is-at"
    assert page.locator("[data-select]").nth(1).is_checked()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()


def test_a_category_is_found_by_name_synonym_and_pinyin_initials(open_page):
    page = open_page("/kit/public/")
    box = page.get_by_role("combobox")
    for typed, first in (("路灯", "路灯不亮"), ("太黑", "路灯不亮"), ("ljwqy", "垃圾未清运"), ("没水", "停水")):
        box.fill(typed)
        page.wait_for_function("t => document.querySelector('.lx-pick-list li')?.textContent === t", arg=first)
    box.press("Enter")
    assert page.locator("select[data-pick]").input_value() == "water"
    assert box.get_attribute("aria-expanded") == "false"


def photo(lon, lat):
    """A JPEG with its position in EXIF, as a phone writes it."""

    def rationals(value):
        degrees, rest = int(value), (value - int(value)) * 60
        return (degrees, int(rest), (rest - int(rest)) * 60)

    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: rationals(lat), 3: "E", 4: rationals(lon)}
    data = BytesIO()
    Image.new("RGB", (3000, 1500), "#b3281e").save(data, "JPEG", exif=exif.tobytes())
    return {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


@pytest.fixture
def phone_form(new_page):
    sending.came.clear()
    sending.posts.clear()
    page = new_page(width=390, height=844, geolocation=PLACE, permissions=["geolocation"])
    page.goto("/try/", wait_until="networkidle")
    return page


@pytest.mark.urls("lianxin.kernel.ui.tests.sending")
def test_a_photo_s_position_is_offered_and_leaves_the_phone_only_when_taken(phone_form):
    page = phone_form
    page.locator("[type=file]").set_input_files(photo(111.6543, 40.8211))
    page.get_by_text("用照片里的位置").wait_for()
    assert page.locator("[name=lon]").input_value() == ""
    page.get_by_text("用照片里的位置").click()
    page.get_by_text("已取照片里的位置").wait_for()
    assert float(page.locator("[name=lon]").input_value()) == pytest.approx(111.6543, abs=1e-4)
    page.locator("[name=words]").fill("路灯")
    page.get_by_role("button", name="Send").click()
    page.locator("#came").wait_for()
    (report,) = sending.came.values()
    assert report["photo"] == (2560, 1280)
    assert report["lat"] == pytest.approx(40.8211, abs=1e-4)


@pytest.mark.urls("lianxin.kernel.ui.tests.sending")
def test_a_tapped_face_is_covered_before_the_photo_leaves(phone_form):
    page = phone_form
    picture = Image.effect_noise((800, 600), 90).convert("RGB")
    data = BytesIO()
    picture.save(data, "PNG")
    page.locator("[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": data.getvalue()})
    page.get_by_role("button", name="遮住人脸").click()
    canvas = page.locator(".lx-blur canvas")
    spread = """c => { const d = c.getContext('2d').getImageData(395, 295, 6, 6).data;
        const r = [...d].filter((_, i) => i % 4 === 0); return Math.max(...r) - Math.min(...r); }"""
    before = canvas.evaluate(spread)
    canvas.click()
    assert canvas.evaluate(spread) < before / 2
    page.get_by_role("button", name="撤销一处").click()
    assert canvas.evaluate(spread) == before
    canvas.click()
    page.get_by_role("button", name="遮好了").click()
    canvas.wait_for(state="detached")
    chosen = page.evaluate("(({name, type}) => [name, type])(document.querySelector('[type=file]').files[0])")
    assert chosen == ["a.jpg", "image/jpeg"]


@pytest.mark.urls("lianxin.kernel.ui.tests.sending")
def test_the_position_is_asked_for_at_the_tap(phone_form):
    phone_form.get_by_role("button", name="用我现在的位置").click()
    phone_form.get_by_text("已取您现在的位置").wait_for()
    assert phone_form.locator("[name=lat]").input_value() == "40.812300"


@pytest.mark.urls("lianxin.kernel.ui.tests.sending")
def test_a_draft_outlives_the_page_with_its_photo_and_is_forgotten_once_sent(phone_form):
    page = phone_form
    page.locator("[name=words]").fill("没写完")
    page.locator("[type=file]").set_input_files(photo(111.6, 40.8))
    page.wait_for_selector(".lx-thumb")
    page.wait_for_timeout(900)
    page.reload(wait_until="networkidle")
    page.get_by_text("已恢复上次没有送出的内容").wait_for()
    assert page.locator("[name=words]").input_value() == "没写完"
    assert page.evaluate("document.querySelector('[type=file]').files.length") == 1
    page.get_by_role("button", name="Send").click()
    page.locator("#came").wait_for()
    page.goto("/try/", wait_until="networkidle")
    assert page.locator("[name=words]").input_value() == ""


@pytest.mark.urls("lianxin.kernel.ui.tests.sending")
def test_what_the_server_refuses_comes_back_with_its_errors(phone_form):
    page = phone_form
    page.evaluate("document.querySelector('[name=words]').removeAttribute('maxlength')")
    page.locator("[name=words]").fill("x" * 30)
    page.get_by_role("button", name="Send").click()
    page.locator("#id_words_error").wait_for()
    page.locator("[name=words]").fill("短")
    page.get_by_role("button", name="Send").click()
    page.locator("#came").wait_for()
    assert len(sending.came) == 1
    assert len(set(sending.posts)) == 1


@pytest.mark.urls("lianxin.kernel.ui.tests.sending")
def test_without_a_signal_the_form_opens_waits_and_is_sent_once(phone_form):
    page = phone_form
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.wait_for_function("caches.open('pages').then(c => c.match('/try/')).then(Boolean)")
    page.context.set_offline(True)
    page.goto("/try/")
    page.locator("[name=words]").fill("没信号")
    page.get_by_role("button", name="Send").click()
    page.locator("[data-outbox-waiting]").wait_for()
    assert re.search("等待发送", page.locator("[data-outbox-list]").inner_text())
    assert sending.came == {}
    other = page.context.new_page()
    page.context.set_offline(False)
    other.goto("/try/")
    page.locator("[data-outbox-state=sent]").wait_for(timeout=15_000)
    assert [report["words"] for report in sending.came.values()] == ["没信号"]
    assert len(sending.posts) == 1


@pytest.mark.urls("lianxin.kernel.ui.tests.sending")
def test_an_answer_that_is_lost_on_the_way_does_not_make_a_second_report(phone_form):
    page = phone_form
    cut = {"on": True}

    def lose_the_answer(route):
        route.fetch()
        route.abort() if cut["on"] and route.request.method == "POST" else route.continue_()

    page.route(
        "**/try/",
        lambda route: lose_the_answer(route) if route.request.method == "POST" and cut["on"] else route.continue_(),
    )
    page.locator("[name=words]").fill("一次")
    page.get_by_role("button", name="Send").click()
    page.locator("[data-outbox-waiting]").wait_for()
    cut["on"] = False
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("[data-outbox-state=sent]").wait_for()
    assert len(sending.posts) >= 2
    assert len(sending.came) == 1


def test_without_scripts_every_form_still_posts(new_page, live_server, staff):
    page = new_page(java_script_enabled=False)
    page.context.add_cookies(
        [{"name": n, "value": v, "url": live_server.url} for n, v in signed_in_cookies(staff).items()]
    )
    page.goto("/kit/")
    page.locator("summary[aria-label='语言和显示']").click()
    page.get_by_role("button", name="大字").click()
    assert page.locator("html").get_attribute("data-size") == "large"
    assert page.locator(".lx-chart-table tbody tr").first.is_visible()
