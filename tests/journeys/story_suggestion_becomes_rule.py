"""A rider's suggestion becomes a rule: a call is published, riders answer it, two units study it, the county adopts it
and writes a rule; the public reads what became of it, the rider evaluates by code, and the figures count it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from lianxin.work.suggestions import actions
from lianxin.work.suggestions.models import SuggestionCall
from lianxin.work.suggestions.tests import made
from tests.browser import NewPage
from tests.journeys.move_forms import opened_form
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOPIC, THEME = "骑手在哪里歇脚，请您出主意", "写字楼外卖柜旁边加一排凳子"
RULE = "河东区外卖柜设置和休息设施办法"
SUMMARIES = ("商场侧门开一个取餐口", "驿站晚上十点再关门", "小区门口画临时停车位", "充电柜里加一个饮水机")


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


def send(form: Any, button: str) -> None:
    form.get_by_role("button", name=button, exact=True).click()


def figure(page: Page, name: str) -> int:
    page.goto(f"/figures/{name}/")
    return int(re.sub(r"\D", "", page.locator(".lx-figure-value, .lx-stat-value").first.inner_text()) or "0")


def publish_a_call(county: Page) -> None:
    """The county drafts a call with topic, way and term, and publishes it."""
    county.goto("/suggestions/calls/new/")
    county.get_by_label("议题").fill(TOPIC)
    county.get_by_label("背景和要解决的问题").fill("骑手等单时没有地方坐，夏天中暑、冬天受冻。")
    county.get_by_label("途径和方式").fill("网上直接提；到暖蜂驿站说；或打热线。")
    county.get_by_label("截止日期").fill((timezone.localdate() + timedelta(days=20)).isoformat())
    county.locator("#id_place_pick, #id_place").first.fill("河东区")
    county.locator("#id_place_pick_list li, #id_place_list li").first.click()
    county.get_by_role("button", name="拟好").click()
    expect(county.locator(".lx-matter-head")).to_contain_text("待发布")
    send(opened_form(county, "向社会发布"), "向社会发布")
    expect(county.locator(".lx-matter-head")).to_contain_text("征集中")


def suggest_from_a_phone(new_page: NewPage) -> tuple[Page, str]:
    """A rider finds the call and answers it; the phone and its code."""
    phone = new_page(width=390, height=844, has_touch=True, is_mobile=True)
    phone.goto("/suggestions/")
    phone.get_by_role("link", name=TOPIC).click()
    phone.get_by_role("link", name=re.compile("参加征集")).click()
    phone.get_by_label("建议的主题").fill(THEME)
    phone.get_by_label("为什么提").fill("等单只能蹲在柜子旁边，挡了别人的路。")
    phone.get_by_label("建议怎么做").fill("每组外卖柜旁边加一排带顶的凳子。")
    phone.locator("summary", has_text="您是").click()
    phone.get_by_label(re.compile("骑手")).check()
    phone.get_by_role("button", name="送出").click()
    expect(phone.get_by_role("heading", name=re.compile("收到了"))).to_be_visible()
    return phone, "".join(phone.locator(".sg-code-text span").all_inner_texts())


def others_answer(world: Any) -> None:
    """Four more answer the call and are decided: together with the first, enough to be told one by one."""
    call = SuggestionCall.objects.unscoped(reason="test").get()
    for n, summary in enumerate(SUMMARIES):
        matter = made.registered(world, summary=summary, call=call, theme=summary, author_kind="rider")
        if n:
            actions.adopt(matter, actor=world.actor("county"), decision="part", text=made.REASON)
        else:
            actions.not_adopt(
                matter, actor=world.actor("county"), text="侧门是消防通道，不能改作取餐口，所以没有采纳。"
            )


def study(new_page: NewPage, login: str) -> None:
    unit = sign_in(new_page, login)
    unit.get_by_role("link", name=re.compile(THEME)).first.click()
    expect(unit.get_by_text("带顶的凳子")).to_be_visible()
    form = opened_form(unit, "提出研究意见")
    form.get_by_label("建议全部采纳").check()
    form.get_by_label("研究情况和理由").fill("现场看过，人行道够宽，可行。")
    send(form, "提出研究意见")
    expect(unit.locator(".lx-matter-head")).to_contain_text("已提出意见")


def take_in_and_send(county: Page) -> str:
    """The county registers the suggestion with a summary and asks two units; the address of its page."""
    county.goto("/suggestions/ledger/")
    county.get_by_role("link", name=THEME).click()
    form = opened_form(county, "登记受理")
    form.get_by_label("公开摘要").fill(THEME)
    send(form, "登记受理")
    form = opened_form(county, "转送研究")
    form.get_by_label("河东区城市管理局").check()
    form.get_by_label("河东区水务局").check()
    send(form, "转送研究")
    expect(county.locator(".lx-matter-head")).to_contain_text("研究办理中")
    return county.url


def adopt_and_make_a_rule(county: Page, address: str) -> None:
    county.goto(address)
    form = opened_form(county, "采纳")
    form.get_by_label("全部采纳").check()
    form.get_by_label("给本人的反馈").fill("各单位研究后都认为可行，今年写进办法。")
    send(form, "采纳")
    expect(county.locator(".lx-matter-head")).to_contain_text("已采纳")
    form = opened_form(county, "已转化")
    form.get_by_label("制度文件").check()
    form.get_by_label("转化方式").select_option("norm")
    form.get_by_label("文件或项目名称").fill(RULE)
    form.get_by_label("文号或项目编号").fill("河东政规〔2026〕3号")
    form.get_by_label("告诉本人").fill("办法已经印发，新设外卖柜都要带座位。")
    send(form, "已转化")
    expect(county.locator(".lx-matter-head")).to_contain_text("已办结")
    expect(county.get_by_text(RULE).first).to_be_visible()


def publish_the_result(county: Page) -> str:
    """Ends the call and publishes its result; the address of its public page."""
    county.goto("/tasks/?kind=suggestion_call")
    county.get_by_role("link", name=TOPIC).first.click()
    form = opened_form(county, "提前结束征集")
    form.get_by_label("向社会说明原因").fill("意见已经集中，转入研究。")
    send(form, "提前结束征集")
    form = opened_form(county, "公布征集结果")
    form.get_by_label("征集结果").fill("收到五条，采纳四条，其中一条写进了办法。")
    send(form, "公布征集结果")
    expect(county.locator(".lx-matter-head")).to_contain_text("已公布结果")
    return str(county.get_by_role("link", name="公开页").get_attribute("href"))


def test_a_riders_suggestion_becomes_a_rule(new_page: NewPage, committed_world: Any) -> None:
    county = sign_in(new_page, "county")
    before = {name: figure(county, name) for name in ("F034", "suggestions_practised")}
    publish_a_call(county)
    phone, code = suggest_from_a_phone(new_page)
    address = take_in_and_send(county)
    for login in ("handler", "water"):
        study(new_page, login)
    adopt_and_make_a_rule(county, address)
    others_answer(committed_world)
    public = publish_the_result(county)

    phone.goto(public)
    expect(phone.get_by_text("采纳四条")).to_be_visible()
    row = phone.locator(".sg-row", has_text=RULE)
    expect(row).to_contain_text("已转化")
    expect(phone.locator("main")).not_to_contain_text("挡了别人的路")
    phone.get_by_label("您的查询码").fill(code)
    phone.get_by_label("满意", exact=True).check()
    phone.get_by_role("button", name="送出评价").click()
    expect(phone.get_by_text("您的评价已经记下")).to_be_visible()
    phone.get_by_label("您的查询码").fill(code)
    phone.get_by_label("满意", exact=True).check()
    phone.get_by_role("button", name="送出评价").click()
    expect(phone.get_by_text("已经评价过").first).to_be_visible()

    phone.goto(f"/track/{code}/")
    expect(phone.locator("h1")).to_contain_text("已经变成了做法")
    expect(phone.get_by_text(RULE).first).to_be_visible()
    cache.clear()  # the public list is made once a day
    phone.goto("/suggestions/?show=practised")
    expect(phone.locator(".sg-row", has_text=RULE)).to_contain_text("河东政规〔2026〕3号")

    assert figure(county, "F034") == before["F034"] + 5
    assert figure(county, "suggestions_practised") == before["suggestions_practised"] + 1
    county.goto("/figures/F034/records/")
    county.get_by_role("link", name=THEME).first.click()
    expect(county.get_by_role("heading", name=THEME)).to_be_visible()
