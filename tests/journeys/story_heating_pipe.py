"""An estate's heating pipe is joined to the city's net by the sixteenth weekly session.

After the story of the newspapers in which an estate's own heating was worth nothing until the leaders' weekly session
brought everybody to one table. People, places and units are made up.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from lianxin.work.sessions.tests.made import held
from tests.axe import barriers
from tests.browser import NewPage
from tests.journeys import session_steps as s
from tests.journeys.mediation_steps import add_unit, phone_of, pick
from tests.journeys.test_main_journeys import figure, sign_in
from tests.world import CITY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "锦绣里三期的供热管道没有并入市政管网"
HEAT = "青禾市热力公司"
FIGURES = ("F141", "F142", "F133", "F145")


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


def clue_at_the_desk(new_page: NewPage) -> tuple[str, str]:
    """A resident tells the community; number and tracking code of the item."""
    desk = sign_in(new_page, "community")
    desk.goto("/sessions/clues/new/")
    desk.get_by_label(re.compile("标题")).fill(TITLE)
    desk.get_by_label(re.compile("什么问题")).fill("六百户靠小区自己的锅炉，去年冬天屋里只有十二度。")
    pick(desk, "place", "槐树", "槐树社区")
    desk.get_by_label("市级").check()
    desk.get_by_label("上门或来电").check()
    desk.get_by_label(re.compile("反映人姓名")).fill("试秦家")
    desk.get_by_label(re.compile("反映人电话")).fill("13900000201")
    desk.get_by_role("button", name="保存").click()
    told = desk.get_by_text(re.compile("本人的查询码"))
    expect(told).to_be_visible()
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", told.inner_text())
    assert code is not None
    return desk.locator(".lx-number").first.inner_text(), code.group().replace("-", "")


def sixteenth_session(city: Page, number: str) -> str:
    session = s.plan(city, "服务群众周“解忧”", "青禾市")
    expect(city.get_by_role("heading", name="服务群众周“解忧”第十六次会议")).to_be_visible()
    s.schedule(city, number, "第十六次会议")
    s.hold(city, session)
    s.decide(city, number, "同意并网，热力公司施工，采暖季前接通。", "敷设八十米支管并网", HEAT)
    return session


def words_of(page: Page, session: str, name: str) -> str:
    document = docx.Document(io.BytesIO(page.request.get(f"{session}{name}").body()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_pipe_is_joined_by_the_sixteenth_session(new_page: NewPage, committed_world: Any, tmp_path: Path) -> None:
    world = committed_world
    add_unit(world, "RL", HEAT, CITY, login="heat")
    for _week in range(15):
        held(world, "city")
    city = sign_in(new_page, "city")
    before = {id: figure(city, id) for id in FIGURES}
    assert (before["F141"], before["F133"]) == (15, 15)

    number, code = clue_at_the_desk(new_page)
    county = s.opened(new_page, "county", number)
    expect(county.get_by_role("link", name="转入研判")).to_have_count(0)  # it goes to the city's session
    city.goto(f"/m/{number}/")
    s.study(city, "小区管道与市政管网相距八十米，争在钱由谁出。", "热力公司施工，开发商遗留资金抵扣。")
    s.talk(city, HEAT, "可以施工，四周完成。")
    s.move(city, "协商完成，提请上会")
    session = sixteenth_session(city, number)
    assert "相距八十米" in words_of(city, session, "agenda.docx")
    minutes = words_of(city, session, "minutes.docx")
    assert "第十六次会议" in minutes
    assert "敷设八十米支管并网" in minutes

    heat = s.prove(new_page, "heat", "敷设八十米支管并网", "支管已接通，试压合格，各户二十度。", tmp_path)
    expect(heat.get_by_role("link", name=re.compile("销号"))).to_have_count(0)  # nobody strikes off their own work
    s.strike(city, number, "到三户量过室温，都在二十度以上。")
    s.visit(s.opened(new_page, "community", number), number, "家里二十一度，老人说今年不用穿棉袄了。")

    phone = phone_of(new_page)
    phone.goto(f"/track/{code}/")
    assert barriers(phone) == []
    for words in ("列入议程", "服务群众周“解忧”第十六次会议", "同意并网", "到三户量过室温"):
        expect(phone.locator("main")).to_contain_text(words)
    s.say_solved(phone, "屋里暖和了")

    after = {id: figure(city, id) for id in FIGURES}
    assert after == {"F141": 16, "F142": before["F142"] + 1, "F133": 16, "F145": 8}
    city.goto("/figures/F142/records/")
    expect(city.get_by_role("link", name=re.compile(TITLE))).to_be_visible()
    city.goto("/figures/F133/records/")
    expect(city.get_by_role("link", name=re.compile("第十六次会议"))).to_be_visible()
    city.goto(f"/sessions/items/{number}/")
    expect(city.locator("main")).to_contain_text("屋里暖和了")
