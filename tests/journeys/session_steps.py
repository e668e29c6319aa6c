"""What people do with items of the weekly session, step by step, for the stories."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from lianxin.kernel.files.tests.made import jpeg
from tests.browser import NewPage
from tests.journeys.mediation_steps import move, pick
from tests.journeys.test_main_journeys import sign_in


def opened(new_page: NewPage, login: str, number: str) -> Page:
    """A person signs in and opens the matter."""
    page = sign_in(new_page, login)
    page.goto(f"/m/{number}/")
    return page


def study(desk: Page, note: str, proposal: str) -> None:
    def write(form: Locator) -> None:
        form.get_by_label(re.compile("研判意见")).fill(note)
        form.get_by_label(re.compile("拟办建议")).fill(proposal)

    move(desk, "转入研判")
    move(desk, "完成研判", write)


def talk(desk: Page, unit: str, view: str) -> None:
    def write(form: Locator) -> None:
        pick(desk, "unit", unit, unit)
        form.get_by_label(re.compile("这个单位的意见")).fill(view)
        form.get_by_label("同意", exact=True).check()

    move(desk, "登记会前协商", write)


def plan(desk: Page, kind: str, place: str) -> str:
    """Plans a session for today on its page; its address."""
    at = timezone.localtime() - timedelta(minutes=10)
    desk.goto("/sessions/new/")
    desk.get_by_label(re.compile("什么会")).select_option(label=kind)
    desk.get_by_label(re.compile("哪一级")).select_option(label=place)
    desk.get_by_label(re.compile("什么时候")).fill(f"{at:%Y-%m-%dT%H:%M}")
    desk.get_by_label(re.compile("在哪里")).fill("第一会议室")
    desk.get_by_label(re.compile("谁主持")).fill("市委副书记")
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator("#agenda")).to_be_visible()
    return desk.url


def schedule(desk: Page, number: str, words: str) -> None:
    """Puts an item onto the agenda of the session whose name has these words."""

    def choose(form: Locator) -> None:
        choice = form.locator("select[name=session] option", has_text=words)
        form.locator("select[name=session]").select_option(value=choice.get_attribute("value"))

    desk.goto(f"/m/{number}/")
    move(desk, "列入议程", choose)


def hold(desk: Page, session: str) -> None:
    desk.goto(session)
    desk.get_by_role("button", name="记为已召开").click()
    expect(desk.locator(".lx-matter-head")).to_contain_text("已召开")


def decide(desk: Page, number: str, conclusion: str, task: str, owner: str) -> None:
    """Writes the session's decision down with its task and hands it out."""

    def write(form: Locator) -> None:
        form.get_by_label(re.compile("会议决定")).fill(conclusion)
        form.get_by_label(re.compile("任务")).fill(task)
        pick(desk, "owner", owner, owner)
        form.get_by_label(re.compile("完成时限")).fill(f"{timezone.localdate() + timedelta(days=5)}")
        form.get_by_label(re.compile("以什么为凭")).fill("现场照片")

    desk.goto(f"/m/{number}/")
    move(desk, "记下会议决定", write)
    move(desk, "会后交办")


def prove(new_page: NewPage, login: str, title: str, proof: str, folder: Path) -> Page:
    """The owner finds its task in its own work, takes it on and reports it done, with a photo."""
    photo = folder / "done.jpg"
    photo.write_bytes(jpeg())

    def write(form: Locator) -> None:
        form.get_by_label(re.compile("做了什么")).fill(proof)
        form.locator("input[type=file]").set_input_files(str(photo))

    page = sign_in(new_page, login)
    page.get_by_role("link", name=re.compile(title)).first.click()
    move(page, "接办")
    move(page, "报告完成，附凭证", write)
    expect(page.locator(".lx-matter-head")).to_contain_text("已报完成，待核验")
    return page


def strike(desk: Page, number: str, proof: str) -> None:
    def write(form: Locator) -> None:
        form.get_by_label("已解决").check()
        form.get_by_label(re.compile("以什么为凭")).fill(proof)

    desk.goto(f"/m/{number}/")
    expect(desk.locator(".lx-matter-head")).to_contain_text("办结销号")
    move(desk, "办结销号", write)


def visit(page: Page, number: str, note: str) -> None:
    def write(form: Locator) -> None:
        form.get_by_label("上门").check()
        form.get_by_label(re.compile("回访情况")).fill(note)

    page.goto(f"/m/{number}/")
    move(page, "登记回访", write)


def say_solved(phone: Page, words: str) -> None:
    """The person's own word, on their own phone."""
    phone.locator("#say").get_by_label("解决了", exact=True).check()
    phone.locator("#say").get_by_label(re.compile("还想说什么")).fill(words)
    phone.locator("#say").get_by_role("button", name="送出").click()
    expect(phone.locator("h1")).to_contain_text("已经办结：已解决")
