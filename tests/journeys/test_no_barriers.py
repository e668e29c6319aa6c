"""Every page, at two widths, for somebody who may open it: axe finds nothing serious, nothing overflows."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.access.addresses import addresses, path_of
from tests.access.makers import MAKERS
from tests.axe import barriers, overflow
from tests.signed_in import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READERS = ("street", "admin", "county", "community", "handler")
WIDTHS = (390, 1280)
SHARES = 2  # one for each core
NO_PAGE = ("display/", "sw.js", "manifest.webmanifest", "alive/", "kit/", "files/")


def pages(world: Any) -> list[tuple[str, str | None]]:
    """(path, login) of everything that answers a GET with an HTML page; public ones without a login."""
    found = []
    clients = {login: client_of(world.users[login]) for login in READERS}
    for address in addresses():
        if address.route.startswith(NO_PAGE) or address.rule is None:
            continue
        path = path_of(address, MAKERS, world)
        tried = [(None, client_of(None))] if address.rule.who == "public" else list(clients.items())
        for login, client in tried:
            answer = client.get(path)
            if answer.status_code == 200 and b"<html" in answer.getvalue()[:500]:
                found.append((path, login))
                break
    return found


@pytest.mark.parametrize("share", range(SHARES))
def test_no_page_is_a_barrier(new_page: Any, live_server: Any, committed_world: Any, share: int) -> None:
    world = committed_world
    for text in ("东门口路灯不亮了", "井盖破了，晚上看不见", "楼道里堆了杂物"):
        world.request(text, lon=104.1, lat=37.6)
    windows = {}
    found = []
    for path, login in pages(world)[share::SHARES]:
        if login not in windows:
            windows[login] = new_page(width=WIDTHS[0])
            cookies = client_of(world.users[login]).cookies if login else {}
            windows[login].context.add_cookies(
                [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in cookies.items()]
            )
        found += [(path, login, *fault) for fault in faults(windows[login], path)]
    assert found == [], "\n".join(map(str, found))


def faults(page: Page, path: str) -> list[tuple[int, str, list[str]]]:
    """(width, rule, where) of a page that is opened on a phone and then drawn as wide as a desk."""
    found = []
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, *barrier) for barrier in barriers(page)]
        if over := overflow(page, width):
            found.append((width, "wider than the window by", [str(over)]))
    return found
