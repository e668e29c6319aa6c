"""A resident who cannot write a petition has it carried: mandate at the window, draft approved on the phone, filed,
routed, accepted, answered, and the resident's own word. And a leader's reception day: visitors received, one of them
becomes a petition, one case is settled. Both ends are read on public pages and figures."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from lianxin.work.petitions.tests.office import Office
from tests.axe import barriers
from tests.browser import NewPage
from tests.journeys.move_forms import opened_form
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLAIM = "请求退还多收的取暖费"
DRAFT = "我家停暖三个月，物业仍按全季收费，请求退还多收的部分。"
ANSWER = "经核实多收三个月，已由物业于本月十日退还。"


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


def step(page: Page, button: str, **told: str) -> None:
    """Presses a step's button on the matter's page, fills its form in by the names of its fields, and sends it."""
    form = opened_form(page, button)
    for name, value in told.items():
        field = form.locator(f"[name={name}]")
        if field.first.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        else:
            field.fill(value)
    form.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#move form")).to_have_count(0)


def pick(page: Page, name: str, words: str) -> None:
    """Types into a picking field and takes the first line of its list."""
    page.locator(f"#id_{name}_pick, #id_{name}").first.fill(words)
    page.locator(f"#id_{name}_pick_list li, #id_{name}_list li").first.click()


def choose(page: Page, name: str, label: str) -> None:
    page.locator(f"input[name='{name}']").locator("xpath=..").get_by_text(label, exact=True).click()


def figure(page: Page, name: str) -> int:
    page.goto(f"/figures/{name}/")
    return int(re.sub(r"\D", "", page.locator(".lx-figure-value, .lx-stat-value").first.inner_text()) or "0")


def mandate_at_the_window(page: Page) -> tuple[str, str]:
    """The whole mandate on one page; the petition's number and the code that the resident takes home."""
    page.goto("/petitions/new/")
    choose(page, "kind", "申诉求决类")
    page.get_by_label("请求：本人要求什么").fill(CLAIM)
    page.locator("#id_name").fill("试居民甲")
    page.locator("#id_phone").fill("13900000000")
    page.get_by_label(re.compile("下面的委托内容已向本人宣读")).check()
    assert barriers(page) == []
    page.get_by_role("button", name="登记委托").click()
    expect(page.locator(".lx-receipt-code")).to_be_visible()
    code = page.locator(".lx-receipt-code").inner_text()
    number = page.locator(".lx-receipt .lx-number").inner_text()
    page.get_by_role("link", name="打开这件事").click()
    return number, code


def test_a_petition_is_carried_from_the_window_to_the_residents_word(new_page: NewPage, committed_world: Any) -> None:
    Office(committed_world)
    desk = sign_in(new_page, "community")
    number, code = mandate_at_the_window(desk)
    step(desk, "代拟材料", text=DRAFT)
    phone = new_page(width=390, height=844, has_touch=True, is_mobile=True)
    phone.goto("/track/")
    phone.get_by_label("查询码").fill(code)
    phone.get_by_role("button", name="查看").click()
    expect(phone.get_by_text(DRAFT)).to_be_visible()
    assert barriers(phone) == []
    phone.get_by_role("button", name="对，就这样递交").click()
    expect(phone.get_by_role("heading", name="您认可了材料，代办员正在递交。")).to_be_visible()
    tracked = phone.url

    desk.reload()
    step(desk, "递交信访部门", office="河东区信访局", reference="XF-2026-77", channel="visit")
    step(desk, "登记转送、交办", way="referred", organ="河东区住建局")
    step(desk, "告知受理", route="6")
    expect(desk.locator(".lx-clocks")).to_contain_text("《信访工作条例》第三十四条")
    assert barriers(desk) == []
    phone.goto(tracked)
    expect(phone.get_by_role("heading", name="已经受理，正在办。")).to_be_visible()

    step(desk, "送达答复", opinion="supported", facts="停暖三个月属实", text=ANSWER, basis="《物业管理条例》")
    phone.goto(tracked)
    expect(phone.get_by_text(ANSWER).first).to_be_visible()
    phone.get_by_text("解决了", exact=True).click()
    phone.get_by_text("满意", exact=True).click()
    assert barriers(phone) == []
    phone.get_by_role("button", name="送出评价").click()
    expect(phone.get_by_role("heading", name="已经办结：解决了。")).to_be_visible()

    county = sign_in(new_page, "county")
    assert (figure(county, "F044"), figure(county, "F045")) == (1, 1)
    county.goto("/figures/F045/records/")
    expect(county.get_by_text(number)).to_be_visible()


def test_a_day_of_leaders_receptions_is_counted_in_batches_and_persons(new_page: NewPage, committed_world: Any) -> None:
    Office(committed_world)
    today = timezone.localdate()
    county = sign_in(new_page, "county")
    county.goto("/receptions/new-sitting/")
    county.get_by_label("日期").fill(today.isoformat())
    county.get_by_label("接访领导").fill("试副区长")
    choose(county, "level", "旗县区")
    county.get_by_label("地点").fill("区信访接待大厅")
    assert barriers(county) == []
    county.get_by_role("button", name="排班").click()
    expect(county.get_by_text("试副区长")).to_be_visible()

    for text, persons in (("拖欠工资", "6"), ("楼道漏水", "1")):
        county.goto(f"/receptions/{today.isoformat()}/register/")
        county.locator("select[name=sitting]").select_option(index=1)
        county.get_by_label("反映的问题").fill(text)
        county.get_by_label("来了几个人").fill(persons)
        pick(county, "place", "槐树")
        county.get_by_role("button", name="登记", exact=True).click()
        expect(county.locator(".lx-matter-head")).to_contain_text("已接待")
        if text == "楼道漏水":
            step(county, "办结", outcome="solved", public_note="当场协调物业，已修好。")
        else:
            form = opened_form(county, "转为信访代办")
            form.get_by_text("申诉求决类").click()
            form.get_by_label("告诉来访人的话").fill("由代办员替大家递交。")
            pick(county, "agent", "代办community")
            form.get_by_label(re.compile("委托内容已向本人宣读")).check()
            form.get_by_role("button", name="转为信访代办").click()
            expect(county.locator(".lx-matter-head")).to_contain_text("已包案或交办")

    county.goto(f"/receptions/{today.isoformat()}/")
    assert barriers(county) == []
    expect(county.locator(".lx-stats")).to_contain_text("2")
    expect(county.locator(".lx-stats")).to_contain_text("7")
    assert [figure(county, name) for name in ("F052", "F053", "F054", "F055", "F044")] == [2, 7, 1, 1, 1]
    resident = new_page(width=390, height=844, has_touch=True, is_mobile=True)
    resident.goto("/visit/")
    expect(resident.get_by_text("试副区长")).to_be_visible()
    assert barriers(resident) == []
    county.goto(f"/receptions/?from={(today - timedelta(days=7)).isoformat()}")
    expect(county.get_by_text("2 批次 · 7 人次")).to_be_visible()
    assert barriers(county) == []
