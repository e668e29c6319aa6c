"""The old members' studio of a community: each old member covers a grid, and who mediated makes the return visit.

After the story of the newspapers in which retired Party members settle neighbours' and families' quarrels at the door.
People, places and units are made up.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser import NewPage
from tests.journeys.mediation_steps import add_person, card_of, enter, move, pick, say, state_is, tried
from tests.journeys.test_main_journeys import figure, sign_in
from tests.world import COMMUNITY, GRID

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STUDIO = "槐树社区老党员矛盾纠纷调解工作室"
QUARREL = "两家为楼道堆东西吵了一个月"


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


def register_comes_by_spreadsheet(street: Page, folder: Path) -> None:
    """Two old members, each with the grid that they cover; the street ties one to an account."""
    book, path = openpyxl.Workbook(), folder / "名册.xlsx"
    sheet = book.active
    sheet.append(["姓名", "服务区域", "身份", "调解方式", "擅长", "语言", "服务时间", "所在组织", "组织类别"])
    sheet.append(
        [
            "试老周",
            "第一网格",
            "老党员",
            "人民调解、联合调解",
            "邻里、婚姻家庭",
            "普通话",
            "每天上午",
            STUDIO,
            "调解工作室",
        ]
    )
    sheet.append(["试老孙", "槐树社区", "老党员", "人民调解", "", "普通话、蒙古语", "下午", STUDIO, "调解工作室"])
    book.save(path)
    street.goto("/mediation/mediators/")
    street.get_by_role("link", name="导入", exact=True).click()
    street.locator("input[type=file]").set_input_files(str(path))
    street.get_by_role("button", name="试读").click()
    street.get_by_role("button", name="导入 2 行").click()
    street.goto("/mediation/mediators/")
    street.get_by_role("link", name="试老周").click()
    pick(street, "user", "试老周", "试老周")
    street.get_by_role("button", name="保存").click()
    expect(street.get_by_role("heading", name="调解员名册")).to_be_visible()


def grid_worker_finds_it(new_page: NewPage) -> None:
    grid = sign_in(new_page, "grid")
    grid.goto(f"/mediation/register/?place={GRID}")
    grid.get_by_label(re.compile("纠纷情况")).fill(QUARREL)
    pick(grid, "type", "邻里", "邻里")
    names = grid.get_by_label(re.compile("姓名或者名称"))
    names.nth(0).fill("试王女士")
    names.nth(1).fill("试冯师傅")
    grid.get_by_role("button", name="登记").click()
    state_is(grid, "待调解")


def said(who: str, how: str) -> Any:
    def fill(form: Locator) -> None:
        form.get_by_label(re.compile(who)).check()
        form.get_by_label(how).check()

    return fill


def agreement_is_signed(mediator: Page) -> None:
    def write(form: Locator) -> None:
        form.get_by_label(re.compile("协议内容")).fill("楼道里的东西三天内清走，以后各放各家。")
        form.get_by_label(re.compile("协议金额")).fill("200")

    def signed(form: Locator) -> None:
        for label in ("各方已签名", "调解员已签名", "调解委员会已盖章"):
            form.get_by_label(re.compile(label)).check()

    move(mediator, "起草协议", write)
    move(mediator, "协议签订", signed)
    state_is(mediator, "待回访")


def visit(form: Locator) -> None:
    form.get_by_label("上门").check()
    form.get_by_label("全部履行").check()
    form.get_by_label(re.compile("回访情况")).fill("楼道干净了，两家见面打招呼。")


def test_an_old_member_settles_it_and_comes_back_to_see(
    new_page: NewPage, committed_world: Any, tmp_path: Path
) -> None:
    add_person(committed_world, "oldzhou", "试老周", committed_world.units["community"], "mediator", place=COMMUNITY)
    street = sign_in(new_page, "street")
    register_comes_by_spreadsheet(street, tmp_path)
    names = ("F043", "F086")
    before = {id: figure(street, id) for id in names}
    grid_worker_finds_it(new_page)

    desk = sign_in(new_page, "community")
    desk.get_by_role("link", name=re.compile(QUARREL)).first.click()
    move(desk, "征求各方意见")
    move(desk, "调解前检查")
    move(desk, "同意调解", said("被申请人2", "电话"))  # an old man without a telephone of that kind
    lady = enter(new_page, card_of(desk, 1))
    lady.get_by_role("button", name="同意调解").click()
    lady.get_by_label(re.compile("试老周.*" + STUDIO)).check()
    lady.get_by_role("button", name="就选这一位").click()
    desk.reload()
    expect(desk.locator("#folder")).to_contain_text("代记")
    move(desk, "调解员披露关系")
    move(desk, "开始调解")

    mediator = sign_in(new_page, "oldzhou")
    mediator.get_by_role("link", name=re.compile(QUARREL)).first.click()
    agreement_is_signed(mediator)
    desk.reload()
    expect(tried(desk, "回访", visit)).to_contain_text("谁调处、谁负责")
    move(mediator, "回访", visit)
    state_is(mediator, "已办结")
    say(lady, "老党员们有耐心")
    expect(lady.get_by_role("heading", name="已办结：达成协议")).to_be_visible()

    assert {id: figure(street, id) for id in names} == {id: n + 1 for id, n in before.items()}
    street.goto("/mediation/statistics/?by=source")
    expect(street.get_by_role("row", name=re.compile("排查发现"))).to_contain_text("1")
    with mediator.expect_download() as download:
        mediator.get_by_role("button", name="全卷 PDF").click()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(download.value.path().read_bytes())).pages)
    assert "人民调解协议书" in re.sub(r"\s", "", text)
    lady.reload()
    expect(lady.locator("#readings")).to_contain_text("调解卷宗")
