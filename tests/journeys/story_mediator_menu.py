"""The menu of mediators: the parties choose whom they trust, on the menu or off it; who has a tie is not offered.

After the story of the newspapers in which villagers pick their own trusted talker. All names are made up.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from lianxin.kernel.access.actor import SYSTEM
from lianxin.work.mediation import actions
from tests.browser import NewPage
from tests.journeys.mediation_steps import agree, card_of, enter, move, phone_of, pick, say, state_is
from tests.journeys.test_main_journeys import figure, sign_in
from tests.world import COMMUNITY, STREET

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WALL = "院墙往外挪了半米，车进不来"


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


@pytest.fixture
def alliance(committed_world: Any) -> Any:
    body = actions.save_body(actor=SYSTEM, place_path=STREET, name="柳荫街道说事人联盟", kind="alliance")
    for name, kind, intro in (
        ("试老赵", "retired_cadre", "离任村主任"), ("试钱代表", "deputy", "开小店的人大代表"),
        ("试马大哥", "trusted_talker", "谁家有事都找他"),
    ):  # fmt: skip
        actions.save_mediator(actor=SYSTEM, place_path=STREET, name=name, kind=kind, intro=intro, bodies=[body])
    return committed_world


def looks_at_the_menu_and_applies(new_page: NewPage) -> Page:
    phone = phone_of(new_page)
    phone.goto("/mediate/menu/")
    for name in ("试老赵", "试钱代表", "试马大哥"):
        expect(phone.get_by_role("heading", name=re.compile(name))).to_be_visible()
    phone.goto("/mediate/apply/")
    phone.get_by_label(re.compile("发生了什么")).fill(WALL)
    phone.get_by_label(re.compile("哪一类")).select_option(label="房屋宅基地")
    phone.get_by_label(re.compile("涉及金额")).fill("3000")
    pick(phone, "place", "槐树", "槐树社区")
    phone.get_by_label(re.compile("您的姓名")).fill("试乔家")
    phone.get_by_label(re.compile("您的电话")).fill("13900000102")
    phone.get_by_label(re.compile("另一方是谁")).fill("试葛家")
    phone.get_by_role("button", name="送出申请").click()
    expect(phone.locator(".md-stands")).to_be_visible()
    return phone


def chooses(phone: Page, name: str) -> None:
    phone.get_by_label(re.compile(name)).check()
    phone.get_by_role("button", name="就选这一位").click()


def names_somebody_else(phone: Page, name: str) -> None:
    phone.get_by_label(re.compile("名册上没有")).fill(name)
    phone.get_by_role("button", name="就选这一位").click()


def discloses(desk: Page, name: str, tie: str = "") -> None:
    def fill(form: Locator) -> None:
        form.get_by_label(re.compile("哪位调解员")).select_option(label=name)
        if tie:
            form.get_by_label(re.compile("与各方的关系")).select_option(label=tie)

    move(desk, "调解员披露关系", fill)


def visited(form: Locator) -> None:
    form.get_by_label("电话").check()
    form.get_by_label("全部履行").check()
    form.get_by_label(re.compile("回访情况")).fill("车进得来了。")


def test_the_parties_choose_whom_they_trust(new_page: NewPage, alliance: Any) -> None:
    street = sign_in(new_page, "street")
    before = {id: figure(street, id) for id in ("F126", "F062")}
    applicant = looks_at_the_menu_and_applies(new_page)
    desk = sign_in(new_page, "community")
    desk.get_by_role("link", name=re.compile(WALL)).first.click()
    move(desk, "征求各方意见")
    move(desk, "调解前检查")
    agree(applicant)
    respondent = enter(new_page, card_of(desk, 2))
    agree(respondent)

    chooses(applicant, "试钱代表")
    desk.reload()
    discloses(desk, "试钱代表", "亲属")
    respondent.reload()
    expect(respondent.locator("#choose")).to_contain_text("试老赵")
    expect(respondent.locator("#choose")).not_to_contain_text("试钱代表")
    chooses(respondent, "试马大哥")
    applicant.reload()
    applicant.get_by_text("请他回避", exact=True).first.click()
    applicant.get_by_label("试马大哥").check()
    applicant.get_by_role("button", name="请他回避").click()
    expect(applicant.locator("#choose")).not_to_contain_text("试马大哥")
    chooses(applicant, "试老赵")
    respondent.reload()
    names_somebody_else(respondent, "试三姨")

    desk.reload()
    discloses(desk, "试老赵")
    discloses(desk, "试**")
    move(desk, "开始调解", lambda form: form.get_by_label(re.compile("由谁负责")).select_option(label="试老赵"))
    move(
        desk,
        "达成口头协议",
        lambda form: form.get_by_label(re.compile("协议内容")).fill("院墙退回原处，拆墙的工钱平分。"),
    )

    move(desk, "回访", visited)
    state_is(desk, "已办结")
    for phone in (applicant, respondent):
        say(phone)
        expect(phone.get_by_role("heading", name="已办结：达成协议")).to_be_visible()
    assert {id: figure(street, id) for id in before} == {id: n + 1 for id, n in before.items()}
    street.goto("/figures/F126/records/")
    expect(street.get_by_role("link", name=re.compile(WALL))).to_be_visible()
    assert COMMUNITY.startswith(STREET)
