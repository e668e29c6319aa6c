"""The public map and its ground: groups of five and more, one choice at a time, nobody's words."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from lianxin.work.requests.tests.public_made import INSIDE, outline
from tests.world import CITY, COMMUNITY

YESTERDAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def fresh_day() -> None:
    cache.clear()


def put(world: Any, number: int, kind: str = "lamp", dx: float = 0.0, **facts: Any) -> None:
    lon, lat = INSIDE
    for n in range(number):
        world.request(
            f"张三丰家第{n}盏，电话1380000000{n}",
            lon=lon + dx + n / 1e5,
            lat=lat + n / 1e5,
            category=world.categories[kind],
            at=timezone.now() - YESTERDAY,
            name="张三丰",
            **facts,
        )


def features(client: Client, show: str = "") -> list[dict[str, Any]]:
    cache.clear()
    return client.get("/map/cells.geojson", {"show": show}).json()["features"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_empty_map_says_so(world: Any, client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    page = client.get("/map/")
    assert page.status_code == 200
    assert "data-map" not in page.content.decode()


def test_fewer_than_five_are_not_on_the_map(world: Any, client: Client) -> None:
    outline()
    put(world, 4)
    assert features(client) == []
    put(world, 1, dx=0.002)
    [cell] = features(client)
    assert cell["properties"]["sub"] == "5–9 件"


def test_few_in_a_square_go_up_to_their_community(world: Any, client: Client) -> None:
    outline()
    put(world, 3)
    put(world, 3, dx=0.01)
    [cell] = features(client)
    assert cell["geometry"]["type"] == "Point"
    assert cell["properties"]["title"] == "槐树社区"


def test_the_data_hold_no_person_no_words_and_no_single_thing(world: Any, client: Client) -> None:
    outline()
    put(world, 12)
    text = json.dumps(features(client), ensure_ascii=False) + client.get("/map/").content.decode()
    for secret in ("张三丰", "1380000", "SQ-", "/track/", "第3盏", f"{INSIDE[0]:.4f}"):
        assert secret not in text
    assert "10–19 件" in text
    assert "12" not in [word.strip("件 ") for word in text.split()]


def test_private_ones_are_not_counted(world: Any, client: Client) -> None:
    outline()
    put(world, 6, is_private=True)
    put(world, 4)
    assert features(client) == []
    world.categories["lamp"].is_private = True
    world.categories["lamp"].save()
    put(world, 3)
    assert features(client) == []


def test_two_choices_together_are_not_possible_and_a_choice_tells_no_small_number(world: Any, client: Client) -> None:
    outline()
    put(world, 8)
    put(world, 3, kind="pipe")
    month = timezone.localtime(timezone.now() - YESTERDAY).strftime("%Y-%m")
    assert [cell["properties"]["sub"] for cell in features(client)] == ["10–19 件"]
    assert features(client, "category:0102") == features(client)  # not told, so not a choice: everything
    page = client.get("/map/").content.decode()
    assert 'value="category:0102"' not in page
    assert f'value="month:{month}"' in page
    both = client.get("/map/cells.geojson", {"show": "category:0101", "month": month}).json()["features"]
    assert both == features(client, "category:0101")


def test_no_two_answers_differ_by_fewer_than_five(world: Any, client: Client) -> None:
    """All that can be asked for, subtracted from each other: bands only, and every band of five or more."""
    outline()
    put(world, 8)
    put(world, 5, kind="pipe")
    asked = ["", "category:0101", "category:0102"]
    told = {show: [cell["properties"]["sub"] for cell in features(client, show)] for show in asked}
    assert all("件" in sub and not sub.startswith(("1 ", "2 ", "3 ", "4 ")) for subs in told.values() for sub in subs)
    assert all(set(cell["properties"]) == {"title", "sub", "band"} for cell in features(client))


def test_the_list_says_the_same_as_the_map(world: Any, client: Client) -> None:
    outline()
    put(world, 12)
    page = client.get("/map/").content.decode()
    assert page.count("槐树社区</td>") == 1
    assert "10–19 件" in page
    assert features(client)[0]["properties"]["title"] == "槐树社区一带"
    part = client.get("/map/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="map">')


def test_the_ground_of_maps_is_public_kept_and_marked(world: Any, client: Client) -> None:
    outline()
    answer = client.get("/places/boundaries.geojson")
    assert answer.headers["Content-Type"] == "application/geo+json"
    [first, _second] = answer.json()["features"]
    assert first["properties"]["title"] == "槐树社区"
    assert first["properties"]["path"] == COMMUNITY
    again = client.get("/places/boundaries.geojson", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/places/boundaries.geojson", {"path": COMMUNITY}).json()["features"] == [first]
    assert client.get("/places/boundaries.geojson", {"path": CITY, "level": "county"}).json()["features"] == []
    for bad in ({"level": "grid"}, {"level": "x"}, {"path": "nowhere."}, {"path": "x"}):
        assert client.get("/places/boundaries.geojson", bad).status_code == 400
