"""The first thing that a browser sees."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_sign_in_page_opens_with_its_own_libraries_alone(desk: Page) -> None:
    """No request leaves the machine: every script, style and font is served by the program itself."""
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto("/login/")
    expect(desk.locator("input[type=password]")).to_be_visible()
    origin = "/".join(desk.url.split("/")[:3])
    assert any(url.endswith(".js") for url in asked)
    assert [url for url in asked if not url.startswith((origin, "data:", "blob:"))] == []
