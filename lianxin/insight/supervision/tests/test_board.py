"""The board: its numbers are those of the lists that they open, for the reader's own place, and name no person."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.insight.supervision import queries
from lianxin.kernel.clock.city import thresholds
from lianxin.work.requests.tests.test_figures import answered, ended, filed
from tests.signed_in import client_of
from tests.world import CITY, COMMUNITY, EAST, WEST, WEST_COMMUNITY

pytestmark = pytest.mark.django_db
LATE, VERY_LATE = timedelta(hours=5), thresholds().serious + timedelta(days=1)


def late(by: timedelta, **header: Any) -> Any:
    due = timezone.now() - by
    return filed(due_at=due, attention_at=due, **header)


@pytest.fixture
def troubled(world: Any) -> Any:
    """A city with something under every lamp."""
    lights, water = world.units["lights"], world.units["water"]
    late(LATE, holder=lights, category="0101")
    late(LATE, holder=water, category="0102")
    late(VERY_LATE, holder=lights, category="0101", assignee=world.users["handler"])
    late(-timedelta(hours=1), holder=lights)
    late(-timedelta(days=60), holder=lights, place_path=EAST)
    late(VERY_LATE, holder=world.units["west_lights"], place_path=WEST_COMMUNITY)
    filed(holder=water, waiting=True)
    filed(kind="call", state="called", holder=water, channel="whistle")
    ended("solved", due_at=timezone.now() - LATE)
    return world


def board(world: Any, login: str, **query: str) -> str:
    response = client_of(world.users[login]).get("/board/", query)
    assert response.status_code == 200
    return str(response.content.decode())


def stats(html: str) -> dict[str, str]:
    return dict(re.findall(r'lx-stat-label">([^<]*)</span><span class="lx-stat-value">([^<]*)<', html))


def table(html: str, title: str) -> dict[str, list[str]]:
    body = html.split(f"<h2>{title}</h2>")[1].split("</tbody>")[0].split("<tbody>")[1]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", body, re.DOTALL)
    text = re.compile(r"<[^>]*>")
    cell = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
    return {text.sub("", name): [text.sub("", found).strip() for found in cell.findall(cells)] for name, cells in rows}


def test_the_four_lamps_are_counted_by_place_unit_and_category(troubled):
    html = board(troubled, "city")
    assert [stats(html)[name] for name in ("在办", "按期", "临期", "超期", "严重超期")] == ["8", "1", "1", "2", "2"]
    assert table(html, "在哪里") == {"河东区": ["1", "1", "2", "1", "2", "7"], "河西区": ["0", "0", "0", "1", "0", "1"]}
    assert table(html, "在哪个单位") == {
        "河东区城市管理局": ["1", "1", "1", "1", "0", "4"],
        "河东区水务局": ["0", "0", "1", "0", "2", "3"],
        "河西区城市管理局": ["0", "0", "0", "1", "0", "1"],
    }
    assert table(html, "是什么事")["市政设施"] == ["0", "0", "2", "1", "0", "3"]


def test_every_number_opens_exactly_its_matters(troubled):
    client = client_of(troubled.users["city"])
    html = board(troubled, "city")
    numbers = re.findall(r'<a href="(/tasks/[^"]*)"[^>]*aria-label="[^"]*">([\d,]+)</a>', html)
    numbers += re.findall(r'<a class="lx-stat[^"]*" href="(/tasks/[^"]*)">.*?lx-stat-value">([\d,]+)<', html, re.DOTALL)
    assert len(numbers) > 20
    for href, number in numbers:
        page = client.get(href.replace("&amp;", "&")).content.decode()
        assert len(set(re.findall(r'href="(/m/[^"]+)"', page))) == int(number), href


def test_each_level_opens_the_one_below(troubled):
    assert list(table(board(troubled, "county"), "在哪里")) == ["柳荫街道", "本级"]
    assert list(table(board(troubled, "city", place=EAST), "在哪里")) == ["柳荫街道", "本级"]
    assert stats(board(troubled, "community"))["在办"] == "6"
    assert client_of(troubled.users["county"]).get("/board/", {"place": WEST}).status_code == 404


def test_the_oldest_late_come_first_and_by_unit_not_by_person(troubled):
    html = board(troubled, "city")
    first = html.split("超期最久的")[2]
    assert first.count("/m/RF-") == 4
    assert "试handler" not in html


def test_units_stand_by_name_whatever_they_owe(troubled):
    names = list(table(board(troubled, "city"), "在哪个单位"))
    assert names == sorted(names)


def test_the_median_and_the_months_are_those_of_the_figures(troubled):
    recent = timezone.localtime() - timedelta(days=20)
    answered(on=f"{recent + timedelta(days=4):%Y-%m-%d %H:%M:%S}", opened=f"{recent:%Y-%m-%d %H:%M:%S}")
    html = board(troubled, "city")
    assert stats(html)["答复天数中位数"] == "4.0 天"
    figure = client_of(troubled.users["city"]).get("/figures/median_days/", {"place": CITY}).content.decode()
    assert "4.0 天" in figure
    assert html.count('href="/figures/received/records/') >= 12
    drawn = json.loads(re.findall(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)[-1])
    received = dict(zip(drawn["x"], drawn["series"][0]["data"], strict=True))
    assert received[f"{recent.year}年{recent.month}月"] == 1


def test_an_empty_city_has_an_empty_board(world):
    html = board(world, "city")
    assert stats(html)["在办"] == "0"
    assert "没有超期的事项" in html


def test_the_counts_take_one_query(troubled):
    rows = queries.open_matters(troubled.actor("city"), "place", CITY)
    with CaptureQueriesContext(connection) as seen:
        queries.tally(rows, places={COMMUNITY: "槐树社区"}, categories={"01": "市政设施"}, now=timezone.now())
    assert len(seen) == 1
