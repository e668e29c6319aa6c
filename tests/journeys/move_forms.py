"""Pressing the buttons of a matter's page as a person does: when the page is there."""

from playwright.sync_api import Locator, Page, expect


def opened_form(page: Page, button: str) -> Locator:
    """Presses a move's button once the page's scripts are there; the form that opens beside it."""
    page.wait_for_load_state("load")
    page.locator(".lx-moves").get_by_role("link", name=button, exact=True).click()
    form = page.locator("#move form")
    expect(form).to_be_visible()
    return form
