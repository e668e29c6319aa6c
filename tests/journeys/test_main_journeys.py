"""The two journeys that the product is for, by everybody who takes part, in a real browser.

A phone report with a photo goes over the dispatch desk to a department and back to the person, whose word closes it;
the figure grows by one and opens this very matter. And a hotline spreadsheet's work order comes back when unsolved.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Page, expect

from lianxin.kernel.files.tests.made import jpeg
from lianxin.kernel.jobs.worker import work_off
from lianxin.work.requests.tests.public_made import INSIDE, outline
from tests.browser import NewPage
from tests.journeys.move_forms import opened_form
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = {"longitude": INSIDE[0], "latitude": INSIDE[1]}


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


def sign_in(new_page: NewPage, login: str) -> Page:
    page = new_page()
    page.goto("/login/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="我的工作")).to_be_visible()
    return page


def figure(page: Page, name: str) -> int:
    """The present number of a figure, read from its page."""
    page.goto(f"/figures/{name}/")
    return int(re.sub(r"\D", "", page.locator(".lx-figure-value, .lx-stat-value").first.inner_text()) or "0")


def rating_link() -> str:
    """The link to rate in the newest message to a person's phone, after the workers have done their jobs."""
    work_off()
    files = sorted((Path(settings.HOME) / "outbox").glob("*.jsonl"))
    texts = [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [found.group() for text in texts if (found := re.search(r"/r/[\w-]+/", text))][-1]


def make_move(page: Page, button: str, **fields: str) -> None:
    """Presses a move's button on the matter's page, fills its form in, and sends it."""
    form = opened_form(page, button)
    for label, text in fields.items():
        form.get_by_label(label).fill(text)
    form.get_by_role("button", name=button).click()


def report_from_a_phone(new_page: NewPage, folder: Path) -> tuple[Page, str]:
    """A resident's report with a photo, a category, a position and a telephone number; the phone and its code."""
    phone = new_page(
        width=390, height=844, has_touch=True, is_mobile=True, geolocation=HERE, permissions=["geolocation"]
    )
    photo = folder / "IMG_7.jpg"
    photo.write_bytes(jpeg())
    phone.goto("/report/")
    phone.locator("input[type=file]").set_input_files(str(photo))
    phone.get_by_label("是什么问题").fill("东门口第二盏路灯不亮了，晚上看不见台阶")
    phone.locator("#id_category_pick").fill("ld")
    phone.locator("#id_category_pick_list li", has_text="路灯").first.click()
    phone.get_by_role("button", name="用我现在的位置").click()
    phone.locator("summary", has_text="留个联系方式").click()
    phone.get_by_role("textbox", name="电话").fill("13800000000")
    phone.get_by_role("button", name="送出").click()
    expect(phone.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    code = phone.locator(".rq-code-text").inner_text()
    return phone, code


def handle_and_answer(new_page: NewPage, login: str, title: str, answer: str) -> Page:
    """A department takes the matter on and answers that it is solved."""
    page = sign_in(new_page, login)
    page.get_by_role("link", name=re.compile(title)).first.click()
    make_move(page, "接单")
    expect(page.locator(".lx-matter-head")).to_contain_text("办理中")
    form = opened_form(page, "答复")
    form.get_by_label("已解决").check()
    form.get_by_label("给本人的答复").fill(answer)
    form.get_by_role("button", name="答复").click()
    expect(page.locator(".lx-matter-head")).to_contain_text("已答复")
    return page


def test_from_a_phone_to_the_persons_word_and_into_the_figures(
    new_page: NewPage, committed_world: Any, tmp_path: Path
) -> None:
    outline()
    county = sign_in(new_page, "county")
    before = figure(county, "F032")

    phone, code = report_from_a_phone(new_page, tmp_path)
    desk = sign_in(new_page, "street")
    desk.goto("/desk/")
    row = desk.locator("tr", has_text="东门口第二盏路灯")
    expect(row.locator("img")).to_be_visible()
    row.get_by_role("button", name="派给 河东区城市管理局").click()
    expect(desk.locator("tr", has_text="已派给")).to_be_visible()

    handle_and_answer(new_page, "handler", "东门口第二盏路灯", "灯泡和线路都换了，今晚起会亮。")
    phone.goto(rating_link())
    expect(phone.get_by_text("灯泡和线路都换了")).to_be_visible()
    phone.get_by_role("group", name=re.compile("解决了")).get_by_label("解决了", exact=True).check()
    phone.get_by_label("满意", exact=True).check()
    phone.get_by_role("button", name="送出评价").click()
    expect(phone.get_by_role("heading")).to_contain_text("谢谢")
    phone.goto(f"/track/{code}/")
    expect(phone.locator("h1")).to_contain_text("办结")

    assert figure(county, "F032") == before + 1
    county.goto("/figures/F032/records/")
    county.get_by_role("link", name=re.compile("东门口第二盏路灯")).first.click()
    expect(county.get_by_role("heading", name=re.compile("东门口第二盏路灯"))).to_be_visible()


def test_from_a_hotline_spreadsheet_to_a_second_handling(
    new_page: NewPage, committed_world: Any, tmp_path: Path
) -> None:
    sheet = openpyxl.Workbook()
    sheet.active.append(["诉求内容", "工单编号", "诉求时间", "联系电话", "所属区域", "类别"])
    sheet.active.append(
        ["地下车库污水外溢，气味很大", "RX-2026-0001", "2026-07-01 08:30", "13900000000", "槐树社区", "下水道"]
    )
    file = tmp_path / "热线导出.xlsx"
    sheet.save(file)

    desk = sign_in(new_page, "street")
    desk.goto("/import/")
    desk.locator("input[type=file]").set_input_files(str(file))
    desk.get_by_role("button", name="试读").click()
    desk.get_by_role("button", name="导入 1 行").click()
    expect(desk.get_by_text("新增", exact=True)).to_be_visible()
    desk.goto("/desk/")
    row = desk.locator("tr", has_text="地下车库污水外溢")
    row.get_by_role("button", name="派给 河东区水务局").click()
    expect(desk.locator("tr", has_text="已派给")).to_be_visible()

    water = handle_and_answer(new_page, "water", "地下车库污水", "管道已疏通。")
    phone = new_page(width=390, height=844)
    phone.goto(rating_link())
    phone.get_by_role("group", name=re.compile("解决了")).get_by_label(re.compile("没有")).check()
    phone.get_by_label(re.compile("还想说|说说|补充")).fill("下雨又冒出来了")
    phone.get_by_role("button", name="送出评价").click()
    water.reload()
    expect(water.locator(".lx-matter-head")).to_contain_text("办理中")
    expect(water.get_by_text("第 1 次再办")).to_be_visible()

    desk.goto("/import/")
    desk.locator("input[type=file]").set_input_files(str(file))
    desk.get_by_role("button", name="试读").click()
    expect(desk.get_by_text(re.compile("已经导入过"))).to_be_visible()
