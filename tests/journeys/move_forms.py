"""Pressing the buttons of a matter's page as a person does: when the page is there."""

import re

from playwright.sync_api import Locator, Page, expect


def opened_form(page: Page, button: str) -> Locator:
    """Presses a move's button once the page's scripts are there; the form that opens beside it."""
    page.wait_for_load_state("load")
    pressed = page.locator(".lx-moves a", has_text=re.compile(f"^{re.escape(button)}$"))
    expect(pressed).to_have_count(1)
    if not pressed.is_visible():
        page.locator(".lx-moves-more > summary").click()
    pressed.click()
    form = page.locator("#move form")
    expect(form).to_be_visible()
    return form
