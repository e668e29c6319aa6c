"""A real Chromium for tests marked ``browser``: the system's own, or one that playwright has installed.

Where none is found those tests are skipped, visibly; ``--require-browser`` makes them fail instead.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALLED = "ms-playwright/chromium-*/chrome-linux*/chrome"
WHY = "no Chromium found: apt-get install chromium, or playwright install chromium"
NewPage = Callable[..., Page]


@cache
def chromium_path() -> str:
    """Where a Chromium is, or nothing."""
    found = next((path for name in NAMES if (path := shutil.which(name))), "")
    return found or next((str(path) for path in sorted((Path.home() / ".cache").glob(INSTALLED))), "")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-browser", action="store_true", help="fail browser tests where there is no Chromium")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if chromium_path() or config.getoption("--require-browser"):
        return
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=WHY))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of this process."""
    if not chromium_path():
        pytest.fail(WHY)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Browser, live_server: Any) -> Iterator[NewPage]:
    """``new_page(width=390, **options)``: a page of its own (own cookies) on the running server.

    Options are those of playwright's ``Browser.new_context``. A script error or a breach of the
    Content-Security-Policy on any of the pages fails the test at its end.
    """
    faults: list[str] = []
    contexts = []

    def make(width: int = 1280, height: int = 900, **options: Any) -> Page:
        told = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "base_url": live_server.url, **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **told)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """A page as on a phone: 390 px, touch."""
    return new_page(width=390, height=844, has_touch=True, is_mobile=True)


@pytest.fixture
def desk(new_page: NewPage) -> Page:
    """A page as on an office screen."""
    return new_page()
