"""The residents' pages as pages: open to all, in both languages, within their budget of queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.models import Contact
from lianxin.work.requests import actions
from lianxin.work.requests.tests.public_made import INSIDE, answered, handled, photo
from tests.signed_in import client_of

MOST = 8
PLAIN = ["/", "/report/", "/track/", "/map/", "/rated/", "/rated/?again=1"]


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("path", PLAIN)
def test_a_page_opens_in_both_languages_for_everybody(world: Any, path: str, language: str) -> None:
    for login in (None, "resident", "street"):
        client = client_of(world.users[login] if login else None)
        client.cookies["django_language"] = language
        page = client.get(path)
        assert page.status_code == 200
        html_language = {"zh-hans": "zh-CN", "en": "en"}[language]
        assert f'<html lang="{html_language}"' in page.content.decode()


def test_home_offers_everything_at_once(world: Any, client: Client) -> None:
    text = client.get("/").content.decode()
    links = ('href="/report/"', 'href="/track/"', 'href="/map/"', 'href="tel:119"', 'href="tel:12345"', "/login/")
    for offered in (*links, "党群服务中心"):
        assert offered in text


@pytest.mark.parametrize("login", ["street", "handler", "admin"])
def test_staff_find_the_way_from_the_public_home_to_their_own(world: Any, login: str) -> None:
    staff = client_of(world.users[login])
    assert 'href="/start/"' in staff.get("/").content.decode()
    assert staff.get("/start/", follow=True).status_code == 200


def test_no_page_has_inline_script_or_style(world: Any, client: Client) -> None:
    matter = answered(world)
    for path in [*PLAIN, f"/track/{matter.tracking_code}/", f"/report/done/{matter.tracking_code}/"]:
        text = client.get(path).content.decode()
        assert " style=" not in text
        assert " onclick=" not in text
        assert "<script>" not in text


def rich(world: Any, number: int) -> str:
    """A request with that many photos, readings, events and helpers; its code."""
    matter = handled(world, name="试王", phone="13900000001", openness=Contact.OPEN)
    for n in range(number):
        actions.attach(matter, photo_cleaned(n), actor=world.actor("handler"))
        contacts.reveal(matter, actor=world.actor("handler"), purpose="verify")
        actions.contact(matter, actor=world.actor("handler"), public_note="已联系")
        actions.help_from(matter, actor=world.actor("handler"), units=[world.units["water"]], note="请来")
    return str(matter.tracking_code)


def photo_cleaned(n: int) -> Any:
    from lianxin.kernel.files import intake

    return intake.accept_photo(photo(f"{n}.jpg"))


def counted(client: Client, path: str) -> int:
    client.get(path)  # fills what every process keeps: places, pack
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    assert len(captured) <= MOST, "\n".join(query["sql"] for query in captured.captured_queries)
    return len(captured)


@pytest.mark.parametrize("login", [None, "handler", "resident"])
def test_tracking_keeps_to_its_budget_however_much_there_is(world: Any, login: str | None) -> None:
    client = client_of(world.users[login] if login else None)
    counts = {counted(client, f"/track/{rich(world, number)}/") for number in (1, 3)}
    assert len(counts) == 1


def test_a_merged_one_and_a_followed_one_keep_to_it_too(world: Any, client: Client) -> None:
    first, second = handled(world), world.request().matter
    follow = actions.follow(first, actor=world.actor("resident"))
    actions.merge(second, into=first, actor=world.actor("street"))
    for code in (second.tracking_code, follow.code):
        counted(client, f"/track/{code}/")


def test_the_other_pages_keep_to_their_budget(world: Any, client: Client) -> None:
    lon, lat = INSIDE
    nearby = f"/report/nearby?lon={lon}&lat={lat}&category=0101"
    paths = ["/", "/report/", "/track/", "/map/", nearby]
    seen: list[tuple[int, ...]] = []
    for rows in (1, 3):
        while world.made < rows:
            world.request(lon=lon, lat=lat)
        seen.append(tuple(counted(client, path) for path in paths))
    assert seen[0] == seen[1]
