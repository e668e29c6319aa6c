"""The pages of the figures: each number opens its records, nobody sees beyond their place, signed copies stay."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from lianxin.config.cli import main
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.figures.catalogue import catalogue
from lianxin.kernel.figures.models import Frozen
from lianxin.kernel.figures.periods import of
from lianxin.work.requests.models import Rating
from lianxin.work.requests.tests.test_figures import answered, ended, filed
from tests.signed_in import client_of
from tests.world import CITY, COMMUNITY, EAST, STREET, WEST, WEST_COMMUNITY

pytestmark = pytest.mark.django_db
LAST_MONTH = of("month", timezone.localdate()).previous()


def get(world: Any, login: str, path: str, **query: str) -> str:
    response = client_of(world.users[login]).get(path, query)
    assert response.status_code == 200, (path, response.status_code)
    return str(response.content.decode())


def day(n: int = 3) -> str:
    return f"{LAST_MONTH.first + timedelta(days=n)} 09:00"


def stat(html: str) -> str:
    return str(re.search(r'lx-stat-value">([^<]*)<', html)[1])


def links(html: str) -> list[str]:
    return [href.replace("&amp;", "&") for href in re.findall(r'href="(/m/[^"]+)"', html)]


def test_the_catalogue_shows_every_figure_with_its_meaning(world):
    html = get(world, "city", "/figures/")
    for each in catalogue().values():
        assert f"/figures/{each.id}/?" in html
        assert each.meaning in html


def test_the_number_of_a_figure_is_the_number_of_its_records(world):
    mine = [filed(day()).number, filed(day(), place_path=WEST_COMMUNITY).number]
    filed("2020-01-01 09:00")
    html = get(world, "city", "/figures/received/", period=LAST_MONTH.text)
    assert stat(html) == "2 件"
    listed = links(get(world, "city", "/figures/received/records/", period=LAST_MONTH.text))
    assert sorted(listed) == sorted(f"/m/{number}/" for number in mine)


def test_each_part_links_to_its_own_records(world):
    filed(day(), category="0101", channel="hotline", holder=world.units["lights"])
    filed(day(), category="0102", place_path=WEST_COMMUNITY, holder=world.units["water"])
    client = client_of(world.users["city"])
    for by in ("place", "category", "channel", "unit", "month"):
        html = get(world, "city", "/figures/received/", period=LAST_MONTH.text, by=by)
        row = r'lx-num lx-nowrap">(\d+) 件</td>.*?href="(/figures/received/records/\?[^"]+)"'
        rows = re.findall(row, html, re.DOTALL)
        assert rows, by
        for number, href in rows:
            assert len(links(client.get(href.replace("&amp;", "&")).content.decode())) == int(number), (by, href)


def test_each_sees_their_own_place_and_no_other(world):
    filed(day())
    filed(day(), place_path=WEST_COMMUNITY)
    seen = {
        login: stat(get(world, login, "/figures/received/", period=LAST_MONTH.text))
        for login in ("city", "county", "community", "west_county")
    }
    assert seen == {"city": "2 件", "county": "1 件", "community": "1 件", "west_county": "1 件"}
    for path in ("/figures/", "/figures/received/", "/figures/received/records/", "/board/"):
        assert client_of(world.users["county"]).get(path, {"place": WEST}).status_code == 404
        assert client_of(world.users["county"]).get(path, {"place": "999999."}).status_code == 404
        assert client_of(world.users["county"]).get(path, {"place": STREET}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"period": "nonsense"},
        {"from": "2026-02-30", "to": "x"},
        {"by": "person"},
        {"unit": "1 OR 1=1"},
        {"from": "2026-05-01", "to": "2026-01-01"},
    ],
)
def test_an_address_that_makes_no_sense_shows_the_ordinary_page(world, query):
    get(world, "city", "/figures/received/", **query)


def test_an_unknown_figure_is_not_there(world):
    for path in ("/figures/F999/", "/figures/F999/records/", "/figures/signed/999/"):
        assert client_of(world.users["city"]).get(path).status_code == 404


def test_a_rate_of_few_is_shown_as_counts_and_closed_points_to_solved(world):
    for outcome in ("solved", "solved", "explained"):
        ended(outcome, closed=day())
    html = get(world, "city", "/figures/solved_rate/", period=LAST_MONTH.text)
    assert stat(html) == "3 件中 2 件"
    assert "66.7%" not in html
    assert "/figures/solved/" in get(world, "city", "/figures/closed/")


def test_four_ratings_are_neither_shown_nor_listed(world):
    for _n in range(4):
        answered({}, on=day())
    for path in ("/figures/satisfaction/", "/figures/satisfaction/records/"):
        html = get(world, "city", path, period=LAST_MONTH.text)
        assert "不足5份" in html
        assert not links(html)
    assert "100.0%" not in get(world, "city", "/figures/", period=LAST_MONTH.text)


def test_no_page_of_figures_says_who_rated_how(world):
    for _n in range(6):
        answered({"grade": "unsatisfied", "comment": "等了两个星期没有人来"}, on=day())
    html = get(world, "city", "/figures/satisfaction/records/", period=LAST_MONTH.text)
    assert len(links(html)) == 6
    assert "等了两个星期" not in html
    assert Rating.objects.unscoped(reason="test").filter(comment__contains="两个星期").count() == 6


def test_many_ratings_of_one_hundred_per_cent_raise_a_note(world):
    for _n in range(29):
        answered({}, on=day())
    assert "数据质量提示" not in get(world, "city", "/figures/satisfaction/", period=LAST_MONTH.text)
    answered({}, on=day())
    assert "数据质量提示" in get(world, "city", "/figures/satisfaction/", period=LAST_MONTH.text)


def test_three_months_of_one_hundred_per_cent_in_a_row_raise_a_note(world):
    month = LAST_MONTH
    for _n in range(3):
        for _m in range(5):
            answered({}, on=f"{month.first} 12:00")
        oldest, month = month, month.previous()
    text = f"{oldest.first}..{LAST_MONTH.last}"
    assert "数据质量提示" in get(world, "city", "/figures/satisfaction/", period=text)
    assert "数据质量提示" not in get(world, "city", "/figures/satisfaction/", period=LAST_MONTH.text)


def post(world: Any, login: str, path: str, **data: str) -> Any:
    return client_of(world.users[login]).post(path, data)


def test_a_sheet_holds_the_whole_and_the_parts_and_is_written_down(world):
    filed(day())
    filed(day(), place_path=WEST_COMMUNITY)
    asked = {"period": LAST_MONTH.text, "by": "place", "place": CITY}
    response = post(world, "city", "/figures/received/download/", form="csv", **asked)
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["分项"], row["数值"], row["单位"]) for row in rows[:3]] == [
        ("合计", "2", "件"),
        ("河东区", "1", "件"),
        ("河西区", "1", "件"),
    ]
    assert catalogue()["received"].meaning in rows[0]["口径"]
    book = load_workbook(io.BytesIO(post(world, "city", "/figures/received/download/", form="xlsx", **asked).content))
    assert [cell.value for cell in book.worksheets[0]["E"]][1:4] == [2, 1, 1]
    assert Entry.objects.unscoped(reason="test").filter(action="exchange.export").count() == 2


def test_a_withheld_part_is_not_in_the_sheet_either(world):
    for _n in range(4):
        answered({}, on=day())
    response = post(world, "city", "/figures/satisfaction/download/", form="csv", period=LAST_MONTH.text, by="unit")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {row["数值"] for row in rows if row["口径"]} == {""}


def test_a_signed_figure_keeps_its_number_and_tells_of_changes(world):
    first = filed(day())
    filed(day())
    response = post(world, "county", "/figures/received/sign/", period=LAST_MONTH.text, place=EAST, note="月报")
    copy = Frozen.objects.unscoped(reason="test").get()
    assert response.url == f"/figures/signed/{copy.pk}/"
    assert "重算结果与签发时一致" in get(world, "county", response.url)
    first.place_path = WEST_COMMUNITY
    first.save(update_fields=["place_path"])
    html = get(world, "county", response.url)
    assert "重算结果不同" in html
    assert (copy.number, stat(html)) == (2, "2 件")
    again = post(world, "county", "/figures/received/sign/", period=copy.period, place=EAST, corrects=str(copy.pk))
    assert "更正的是这一份" in get(world, "county", again.url)
    assert client_of(world.users["west_county"]).get(again.url).status_code == 404


def test_nobody_signs_for_a_neighbour_or_without_the_right(world):
    for login, place in (("county", WEST), ("county", CITY), ("street", STREET), ("handler", "")):
        assert post(world, login, "/figures/received/sign/", period=LAST_MONTH.text, place=place).status_code == 404
    assert not Frozen.objects.unscoped(reason="test").exists()


def test_a_period_that_is_not_over_is_not_signed(world):
    response = post(world, "city", "/figures/received/sign/", place=CITY, period=of("month", timezone.localdate()).text)
    assert response.status_code == 302
    assert not Frozen.objects.unscoped(reason="test").exists()


def test_the_command_line_lists_all_and_shows_one(world, capsys):
    filed("2026-03-02 09:00")
    filed("2026-04-01 00:00", place_path=WEST_COMMUNITY)
    assert main(["figures", "list"]) == 0
    text = capsys.readouterr().out
    assert all(each.id in text and each.meaning in text for each in catalogue().values())
    main(["figures", "list", "--json"])
    assert [each["id"] for each in json.loads(capsys.readouterr().out)] == list(catalogue())
    days = ["--from", "2026-03-01", "--to", "2026-04-01"]
    for place, number in (("", 2), ("990102", 1), ("河西区", 1), (COMMUNITY, 1)):
        assert main(["figures", "show", "received", "--place", place, *days, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["value"], told["n"], told["from"], told["to"]) == (number, number, "2026-03-01", "2026-04-01")
    assert main(["figures", "show", "received", *days]) == 0
    assert "2 件" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["F999"], ["received", "--place", "123456"]])
def test_the_command_line_says_what_it_does_not_know(world, capsys, words):
    assert main(["figures", "show", *words, "--from", "2026-03-01", "--to", "2026-04-01"]) == 1
    assert capsys.readouterr().err.strip()
    assert main(["figures", "show", "received", "--from", "2026-04-01", "--to", "2026-03-01"]) == 1
    assert main(["figures", "show", "received"]) == 2
