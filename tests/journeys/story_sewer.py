"""A sewer that nobody was responsible for: a request becomes a session item and is solved with the residents' share.

After the story of the newspapers in which an estate without a property firm put its own money beside the public's.
People, places and units are made up.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from lianxin.work.requests.tests.public_made import INSIDE, outline
from tests.browser import NewPage
from tests.journeys import session_steps as s
from tests.journeys.mediation_steps import move
from tests.journeys.test_main_journeys import figure, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = {"longitude": INSIDE[0], "latitude": INSIDE[1]}
WORDS = "三号楼污水主管道一个月堵三次，没有物业管"
WATER = "河东区水务局"
FIGURES = ("F143", "F144", "received", "session_clues", "matters_once")


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


def report(new_page: NewPage) -> tuple[Page, str, str]:
    """The phone, the number of the request and its tracking code."""
    phone = new_page(
        width=390, height=844, has_touch=True, is_mobile=True, geolocation=HERE, permissions=["geolocation"]
    )
    phone.goto("/report/")
    phone.get_by_label("是什么问题").fill(WORDS)
    phone.locator("#id_category_pick").fill("xsd")
    phone.locator("#id_category_pick_list li", has_text="下水道").first.click()
    phone.get_by_role("button", name="用我现在的位置").click()
    expect(phone.locator("[data-locate-state]")).to_contain_text("已取您现在的位置")
    phone.get_by_role("button", name="送出").click()
    expect(phone.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()
    code = phone.locator(".rq-code-text").inner_text().replace("-", "")
    phone.goto(f"/track/{code}/")
    return phone, phone.locator(".lx-number").first.inner_text(), code


def hands_over(street: Page) -> str:
    """The street cannot solve it with one unit alone: with the person's consent it goes to the session."""

    def write(form: Locator) -> None:
        form.get_by_label("解忧事项").check()
        form.get_by_label(re.compile("告诉本人")).fill("三家都管不了，提到区里的周解忧例会。")
        form.get_by_label(re.compile("本人同意")).check()

    move(street, "移交", write)
    street.locator("tr", has_text="解忧事项").or_(street.locator("tr", has_text="线索征集")).get_by_role(
        "link"
    ).first.click()
    expect(street.locator(".lx-matter-head")).to_contain_text("线索征集")
    return street.locator(".lx-number").first.inner_text()


def shares(desk: Page, payer: str, yuan: str, households: str = "") -> None:
    def write(form: Locator) -> None:
        form.get_by_label(payer, exact=True).check()
        form.get_by_label(re.compile("金额")).fill(yuan)
        form.get_by_label(re.compile("分担的户数")).fill(households)

    move(desk, "商定费用分担", write)


def goes_to_the_session(new_page: NewPage, item: str) -> Page:
    county = s.opened(new_page, "county", item)
    s.study(county, "管道坡度不够，要换六十米；没有维修资金。", "居民出一部分，财政补一部分。")
    s.talk(county, WATER, "可以按成本价施工。")
    s.talk(county, "槐树社区居委会", "居民代表会同意每户一百二十元。")
    shares(county, "居民同筹", "36000", "300")
    shares(county, "财政", "44000")
    move(county, "协商完成，提请上会")
    session = s.plan(county, "服务群众周“解忧”", "河东区")
    s.schedule(county, item, "第一次会议")
    s.hold(county, session)
    s.decide(county, item, "同意换管，居民和财政共担。", "更换三号楼外六十米污水主管", WATER)
    return county


def test_the_sewer_runs_and_the_residents_bore_their_share(
    new_page: NewPage, committed_world: Any, tmp_path: Path
) -> None:
    outline()
    reader = sign_in(new_page, "county")
    before = {id: figure(reader, id) for id in FIGURES}
    phone, number, code = report(new_page)
    street = s.opened(new_page, "street", number)
    item = hands_over(street)
    county = goes_to_the_session(new_page, item)

    phone.reload()
    expect(phone.locator("main")).to_contain_text("会后交办")  # one course, under the code of the request
    s.prove(new_page, "water", "更换三号楼外六十米污水主管", "已换管，通水试过。", tmp_path)
    s.strike(county, item, "居民代表到场看过通水，十天没有再堵。")
    s.visit(s.opened(new_page, "community", item), item, "一楼住户说没有再返水。")

    phone.reload()
    phone.get_by_role("link", name=re.compile("解忧事项的经过")).click()
    for words in ("居民同筹", "¥36,000.00", "300 户", "十天没有再堵"):
        expect(phone.locator("main")).to_contain_text(words)
    s.say_solved(phone, "不堵了")

    street.goto(f"/m/{number}/")

    def answer(form: Locator) -> None:
        form.get_by_label("已解决").check()
        form.get_by_label(re.compile("给本人的答复")).fill("例会定下的管道已经换好，居民和财政共担。")

    move(street, "当场答复", answer)
    phone.goto(f"/track/{code}/")
    rating = phone.locator("#rate")
    rating.get_by_role("group", name=re.compile("解决了")).get_by_label("解决了", exact=True).check()
    rating.get_by_label("满意", exact=True).check()
    rating.get_by_role("button", name="送出评价").click()
    expect(phone.locator("h1")).to_contain_text("已经办结：解决了")
    after = {id: figure(reader, id) for id in FIGURES}
    assert {id: after[id] - before[id] for id in FIGURES} == dict.fromkeys(FIGURES, 1)
    reader.goto("/figures/F144/records/")
    expect(reader.locator("main")).to_contain_text(WORDS[:10])
