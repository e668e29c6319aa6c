"""What people do on the pages of mediation, step by step, for the stories."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from lianxin.kernel.access import actions
from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.access.models import Role
from tests.browser import NewPage
from tests.journeys.move_forms import opened_form
from tests.world import PASSWORD


def add_unit(world: Any, code: str, name: str, place: str, *, login: str) -> None:
    """A unit that is called to disputes, and one person who works there."""
    unit = actions.save_unit(actor=SYSTEM, code=code, name=name, kind="department", place_path=place)
    add_person(world, login, f"试{login}", unit, "handler", of_unit=True)


def add_person(
    world: Any, login: str, name: str, unit: Any, role: str, *, place: str = "", of_unit: bool = False
) -> Any:
    user = actions.add_user(
        actor=SYSTEM, login=login, name=name, password=PASSWORD, unit=unit, must_change=False, check=False
    )
    held = Role.objects.get(code=role)
    actions.grant(user, held, actor=SYSTEM, place_path=place, unit=unit if of_unit else None)
    world.users[login] = user
    return user


def phone_of(new_page: NewPage) -> Page:
    return new_page(width=390, height=844, has_touch=True, is_mobile=True)


def pick(page: Page, field: str, typed: str, wanted: str) -> None:
    """Types into a field that offers what it finds, once its script is there, and takes one line of the list."""
    page.locator(f"[role=combobox]#id_{field}, [role=combobox]#id_{field}_pick").fill(typed)
    page.locator(f"#id_{field}_list li, #id_{field}_pick_list li", has_text=wanted).first.click()


def move(page: Page, label: str, fill: Callable[[Locator], None] | None = None) -> None:
    """Presses a move's button, fills its form in, sends it, and waits until the page has taken it."""
    form = opened_form(page, label)
    if fill:
        fill(form)
    form.get_by_role("button", name=label).click()
    expect(page.locator("#move form")).to_have_count(0)


def tried(page: Page, label: str, fill: Callable[[Locator], None]) -> Locator:
    """Like :func:`move`, for a move that is refused: the errors of its form."""
    form = opened_form(page, label)
    fill(form)
    form.get_by_role("button", name=label).click()
    return page.get_by_role("alert")


def card_of(page: Page, order: int) -> str:
    """The code on the card that the desk hands to a party; then back to the dispute."""
    address = page.url
    page.goto(f"/mediation/{number_of(page)}/folder/")
    page.locator("#folder").get_by_role("button", name="给本人一张查询卡").nth(order - 1).click()
    code = page.locator(".lx-receipt-code").inner_text()
    page.goto(address)
    return code


def number_of(page: Page) -> str:
    return page.locator(".lx-number").first.inner_text()


def enter(new_page: NewPage, code: str) -> Page:
    """A party opens its own page on its own phone by the code of the card."""
    phone = phone_of(new_page)
    phone.goto("/mediate/code/")
    phone.get_by_label(re.compile("查询码")).fill(code)
    phone.get_by_role("button", name="打开").click()
    expect(phone.locator(".md-stands")).to_be_visible()
    return phone


def agree(phone: Page) -> None:
    phone.get_by_role("button", name="同意调解").click()
    expect(phone.locator("#consent")).to_have_count(0)


def say(phone: Page, comment: str = "") -> None:
    """The party's own last word: performed in full, content."""
    phone.reload()
    phone.get_by_label("全部履行").check()
    phone.get_by_label("满意", exact=True).check()
    phone.get_by_label(re.compile("还想说什么")).fill(comment)
    phone.get_by_role("button", name="送出").click()
    expect(phone.locator("#say")).to_have_count(0)


def state_is(page: Page, words: str) -> None:
    expect(page.locator(".lx-matter-head")).to_contain_text(words)
