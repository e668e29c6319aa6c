"""The pigeons of 槐树社区: joint mediation with the police, city management and the property firm.

After the story of the newspapers in which pigeons on a roof kept the neighbours awake, and a community's secretary
brought everybody to one table. People, places and units are made up.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from tests.browser import NewPage
from tests.journeys.mediation_steps import add_unit, agree, card_of, enter, move, phone_of, pick, say, state_is
from tests.journeys.test_main_journeys import figure, sign_in
from tests.world import COMMUNITY, STREET

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CALLED = {"police": "柳荫派出所", "handler": "河东区城市管理局", "property": "槐树社区物业公司"}
PIGEONS = "楼顶有人养了二十多只鸽子，清早叫个不停"


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


def apply(new_page: NewPage) -> Page:
    phone = phone_of(new_page)
    phone.goto("/mediate/")
    phone.get_by_role("link", name=re.compile("申请调解")).click()
    phone.get_by_label(re.compile("发生了什么")).fill(PIGEONS)
    phone.get_by_label(re.compile("哪一类")).select_option(label="邻里")
    pick(phone, "place", "槐树", "槐树社区")
    phone.get_by_label(re.compile("您的姓名")).fill("试杜先生")
    phone.get_by_label(re.compile("您的电话")).fill("13900000101")
    phone.get_by_label(re.compile("另一方是谁")).fill("试鲁先生")
    phone.get_by_role("button", name="送出申请").click()
    expect(phone.get_by_role("heading", name=re.compile("正在征求各方意见"))).to_be_visible()
    return phone


def everybody_says_yes(new_page: NewPage, desk: Page, applicant: Page) -> Page:
    """The desk asks, looks for danger, hands the other side its card; both say yes and choose nobody but the desk's."""
    move(desk, "征求各方意见")
    move(desk, "调解前检查")
    agree(applicant)
    respondent = enter(new_page, card_of(desk, 2))
    agree(respondent)
    return respondent


def units_come(new_page: NewPage, desk: Page) -> None:
    def call(form: Locator) -> None:
        for name in CALLED.values():
            form.get_by_label(name).check()
        form.get_by_label(re.compile("请他们做什么")).fill("周三下午三点到社区调解室，一起看楼顶")
        form.get_by_label(re.compile("各方当事人同意")).check()

    move(desk, "请有关单位到场", call)
    for login in CALLED:
        page = sign_in(new_page, login)
        page.get_by_role("link", name=re.compile("楼顶有人养了")).first.click()
        move(page, "到场")
        move(page, "回复做了什么", lambda form: form.get_by_label(re.compile("做了什么")).fill("看过楼顶，讲了规定"))
        state_is(page, "已回复")
    desk.reload()


def session_with_record(desk: Page, parties: list[Page]) -> None:
    def meet(form: Locator) -> None:
        form.get_by_label(re.compile("什么时候")).fill("2026-11-20T15:00")
        form.get_by_label(re.compile("在哪里")).fill("社区调解室")

    def write(form: Locator) -> None:
        form.get_by_label(re.compile("到场人员")).fill("双方当事人，派出所、城管、物业各一人")
        form.get_by_label(re.compile("调解经过")).fill("鸽主愿意搬走鸽舍，邻居愿意等到月底。")
        form.get_by_label(re.compile("已向各方宣读")).check()

    move(desk, "安排调解会", meet)
    move(desk, "写调解笔录", write)
    for phone in parties:
        phone.reload()
        expect(phone.locator("#record")).to_contain_text("鸽主愿意搬走鸽舍")
        phone.get_by_role("button", name="看过了，没有错").click()
        expect(phone.locator("#record")).to_have_count(0)


def test_the_pigeons_are_gone_and_both_sides_are_content(new_page: NewPage, committed_world: Any) -> None:
    add_unit(committed_world, "PCS", CALLED["police"], STREET, login="police")
    add_unit(committed_world, "WY", CALLED["property"], COMMUNITY, login="property")
    county = sign_in(new_page, "county")
    before = {id: figure(county, id) for id in ("F096", "F062", "F043")}

    applicant = apply(new_page)
    desk = sign_in(new_page, "community")
    desk.get_by_role("link", name=re.compile("楼顶有人养了")).first.click()
    respondent = everybody_says_yes(new_page, desk, applicant)
    move(desk, "选定调解员", lambda form: form.get_by_label(re.compile("名册以外、各方信任的人")).fill("试郭书记"))
    move(desk, "调解员披露关系")
    move(desk, "开始调解", lambda form: form.get_by_label("联合调解").check())
    state_is(desk, "调解中")

    units_come(new_page, desk)
    session_with_record(desk, [applicant, respondent])
    move(
        desk,
        "达成口头协议",
        lambda form: form.get_by_label(re.compile("协议内容")).fill("鸽舍当天搬到郊外，屋顶扫干净。"),
    )
    state_is(desk, "待回访")

    def visited(form: Locator) -> None:
        form.get_by_label("上门").check()
        form.get_by_label("全部履行").check()
        form.get_by_label(re.compile("回访情况")).fill("楼顶已经清空，清早安静了。")

    move(desk, "回访", visited)
    state_is(desk, "已办结")
    for phone in (applicant, respondent):
        say(phone, "幸亏有你们")
        expect(phone.get_by_role("heading", name="已办结：达成协议")).to_be_visible()

    after = {id: figure(county, id) for id in before}
    assert after == {"F096": before["F096"] + 1, "F062": before["F062"] + 1, "F043": before["F043"]}
    county.goto("/figures/F096/records/")
    expect(county.get_by_role("link", name=re.compile("楼顶有人养了"))).to_be_visible()
