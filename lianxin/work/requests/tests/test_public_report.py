"""随手拍 from a phone: once, with photos, never lost, never about a person."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image

from lianxin.kernel.files.models import Attachment
from lianxin.kernel.matters.models import Contact
from lianxin.work.requests import actions
from lianxin.work.requests.models import Follow
from lianxin.work.requests.pages.public import throttle
from lianxin.work.requests.tests.public_made import INSIDE, answered, outline, photo, requests
from tests.signed_in import client_of
from tests.world import CITY, COMMUNITY

KEY = "5a1d6d2e-3c2b-4a83-9b5e-0c6f5b1a7e11"
SAID = {"text": "东门口的路灯不亮了", "client_key": KEY}


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


def photos_of(matter_id: int) -> list[Attachment]:
    return list(Attachment.objects.unscoped(reason="test").filter(matter=matter_id).order_by("pk"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_report_goes_in_and_comes_back_as_a_code(world: Any, client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    page = client.get("/report/")
    assert page.status_code == 200
    assert page.headers["Content-Language"] == language
    lon, lat = INSIDE
    outline()
    sent = client.post(
        "/report/",
        {
            **SAID,
            "category": "0101",
            "lon": str(lon),
            "lat": str(lat),
            "name": "试王",
            "phone": "13900000001",
            "place_words": "东门",
            "photos": [photo(), photo("2.jpg")],
        },
    )
    [request] = requests()
    matter = request.matter
    assert sent.status_code == 302
    assert sent.headers["Location"] == f"/report/done/{matter.tracking_code}/"
    assert (matter.channel, matter.category, matter.place_path, matter.is_public) == ("snap", "0101", COMMUNITY, True)
    assert (request.text, request.place_words, request.client_key) == (SAID["text"], "东门", KEY)
    assert Contact.objects.unscoped(reason="test").get(matter=matter).openness == Contact.RELAY
    done = client.get(sent.headers["Location"]).content.decode()
    assert all(part in done for part in (matter.tracking_code[:4], matter.tracking_code[8:], "data-draft-done"))


def test_the_same_key_is_one_report_with_its_photos_once(world: Any, client: Client) -> None:
    first = client.post("/report/", {**SAID, "photos": [photo()]})
    second = client.post("/report/", {**SAID, "text": "再发一次", "photos": [photo(), photo("2.jpg")]})
    assert first.headers["Location"] == second.headers["Location"]
    [request] = requests()
    assert request.text == SAID["text"]
    assert len(photos_of(request.pk)) == 1


def test_without_a_key_two_posts_are_two_reports(world: Any, client: Client) -> None:
    for _time in range(2):
        assert client.post("/report/", {"text": "井盖松动", "client_key": ""}).status_code == 302
    assert requests().count() == 2


def test_a_stored_photo_holds_nothing_about_who_and_where(world: Any, client: Client) -> None:
    client.post("/report/", {**SAID, "photos": [photo()]})
    [kept] = photos_of(requests().get().pk)
    data = default_storage.open(kept.storage_key).read()
    assert not Image.open(BytesIO(data)).getexif()
    assert b"SECRET" not in data
    assert requests().get().matter.lon is None  # the position in the photo was only offered, and not taken


def test_nothing_typed_is_lost_when_something_is_wrong(world: Any, client: Client) -> None:
    said = {
        "text": "",
        "place_words": "南门",
        "phone": "不留",
        "name": "试王",
        "client_key": KEY,
        "lon": "111.7",
        "lat": "40.8",
        "category": "0102",
        "place_label": "槐树社区",
    }
    page = client.post("/report/", said)
    text = page.content.decode()
    assert page.status_code == 422
    for kept in (
        'value="南门"',
        'value="不留"',
        'value="试王"',
        KEY,
        'value="111.7"',
        'value="槐树社区"',
        'value="0102" data-keys="xsd" selected',
    ):
        assert kept in text, kept
    assert 'id="id_text_error"' in text
    assert 'id="id_phone_error"' in text
    assert requests().count() == 0


@pytest.mark.parametrize(
    "bad",
    [
        {"lon": "x", "lat": "40"},
        {"lon": "nan", "lat": "nan"},
        {"lon": "500", "lat": "3"},
        {"category": "gone"},
        {"place": "990199."},
        {"openness": ""},
        {},
    ],
)
def test_a_report_is_never_refused_for_its_place_or_kind(world: Any, client: Client, bad: dict[str, str]) -> None:
    assert client.post("/report/", {**SAID, **bad}).status_code == 302
    assert requests().get().matter.place_path == CITY


@pytest.mark.parametrize("said", [{"place": COMMUNITY}, {"place": "槐树社区"}, {"place_label": "槐树社区"}])
def test_a_community_is_chosen_or_typed(world: Any, client: Client, said: dict[str, str]) -> None:
    client.post("/report/", {**SAID, **said})
    assert requests().get().matter.place_path == COMMUNITY


def test_communities_are_found_by_name_and_initials(world: Any, client: Client) -> None:
    for words in ("槐树", "hs"):
        found = client.get("/report/places.json", {"q": words}).json()
        assert found[0]["value"] == COMMUNITY
        assert found[0]["hint"].startswith("河东区")
    assert client.get("/report/places.json").json() == []


@pytest.mark.parametrize(
    "text",
    [
        "举报邻居老张赌博",
        "我要举报张三他天天偷懒打麻将",
        "某某这个人作风有问题",
        "他的身份证号 110101199003074514",
    ],
)
def test_a_report_about_a_person_is_refused_and_shown_the_way(world: Any, client: Client, text: str) -> None:
    page = client.post("/report/", {"text": text, "client_key": KEY})
    assert page.status_code == 422
    assert requests().count() == 0
    told = page.content.decode()
    assert 'class="rq-person"' in told
    assert "12388" in told
    assert text in told


@pytest.mark.parametrize(
    "text", ["楼上他家天天装修，太吵", "举报占道经营，他们的摊子挡了盲道", "饭店油烟大，投诉过他没改"]
)
def test_a_report_about_a_thing_is_taken_though_people_stand_in_it(world: Any, client: Client, text: str) -> None:
    page = client.post("/report/", {"text": text, "client_key": KEY})
    assert page.status_code == 302


def test_an_emergency_is_told_to_call_first_and_may_still_be_sent(world: Any, client: Client) -> None:
    said = {"text": "三号楼着火了", "client_key": KEY}
    page = client.post("/report/", said)
    text = page.content.decode()
    assert page.status_code == 422
    assert requests().count() == 0
    panel = text[text.index("data-emergency") :]
    assert "hidden" not in panel[: panel.index(">")]
    assert 'href="tel:119"' in panel
    assert 'name="emergency_seen" value="1"' in text
    assert client.post("/report/", {**said, "emergency_seen": "1"}).status_code == 302
    matter = requests().get().matter
    assert matter.urgency == "urgent"
    assert "tel:119" in client.get(f"/report/done/{matter.tracking_code}/").content.decode().split("<footer")[0]


def test_the_panel_is_hidden_until_an_emergency_is_typed(world: Any, client: Client) -> None:
    text = client.get("/report/").content.decode()
    panel = text[text.index("data-emergency") :]
    assert "hidden" in panel[: panel.index(">")]
    assert r"\u7740\u706b" in panel  # 着火


def test_more_than_three_photos_or_no_photo_at_all_is_said_beside_the_field(world: Any, client: Client) -> None:
    page = client.post("/report/", {**SAID, "photos": [photo(f"{n}.jpg") for n in range(4)]})
    assert page.status_code == 422
    assert 'id="id_photos_error"' in page.content.decode() or "最多 3 张" in page.content.decode()
    fake = photo()
    fake.file = BytesIO(b"<html>not a photo</html>")
    fake.size = 24
    assert client.post("/report/", {**SAID, "photos": [fake]}).status_code == 422
    assert requests().count() == 0


def test_who_wishes_is_left_out_of_map_and_neighbourhood(world: Any, client: Client) -> None:
    client.post("/report/", {**SAID, "is_private": "on"})
    assert requests().get().matter.is_public is False


def test_neighbours_see_that_there_is_one_and_nothing_of_it(world: Any, client: Client) -> None:
    lon, lat = INSIDE
    outline()
    text = "我是王小明，13812345678，家门口路灯不亮"
    client.post(
        "/report/",
        {
            "text": text,
            "category": "0101",
            "lon": lon,
            "lat": lat,
            "name": "王小明",
            "place_words": "3号楼2单元",
            "photos": [photo()],
        },
    )
    near = client.get("/report/nearby", {"lon": lon + 0.0003, "lat": lat, "category": "0101"}).content.decode()
    assert "路灯" in near
    assert "50 米以内" in near
    matter = requests().get().matter
    for secret in ("王小明", "1381234", "3号楼", "/files/", matter.number, matter.tracking_code, str(lon)):
        assert secret not in near
    [kept] = photos_of(matter.pk)
    assert client.get(f"/files/{kept.pk}/").status_code == 404


@pytest.mark.parametrize("asked", [{"category": "0102"}, {"category": ""}, {"lon": "112.9"}, {"lon": "x"}])
def test_only_the_same_kind_close_by_is_shown(world: Any, client: Client, asked: dict[str, str]) -> None:
    lon, lat = INSIDE
    world.request(lon=lon, lat=lat)
    page = client.get("/report/nearby", {"lon": lon, "lat": lat, "category": "0101", **asked})
    assert "rq-nearby" not in page.content.decode()


def test_private_and_closed_ones_are_not_shown_nearby(world: Any, client: Client) -> None:
    lon, lat = INSIDE
    world.request(lon=lon, lat=lat, is_private=True)
    closed = answered(world, lon=lon, lat=lat)
    actions.lapse(closed, at=timezone.now())
    asked = {"lon": lon, "lat": lat, "category": "0101"}
    assert "rq-nearby" not in client.get("/report/nearby", asked).content.decode()


def test_following_gives_a_code_that_reads_and_does_nothing(world: Any, client: Client) -> None:
    lon, lat = INSIDE
    matter = world.request("李四家门口的灯，电话13812345678", lon=lon, lat=lat).matter
    near = client.get("/report/nearby", {"lon": lon, "lat": lat, "category": "0101"}).content.decode()
    address = near.split('hx-post="')[1].split('"')[0]
    followed = client.post(address, headers={"HX-Request": "true"})
    code = Follow.objects.unscoped(reason="test").get().code
    assert followed.headers["HX-Redirect"] == f"/report/done/{code}/"
    assert code != matter.tracking_code
    assert client.get(f"/report/done/{code}/").status_code == 200
    page = client.get(f"/track/{code}/").content.decode()
    for secret in ("李四", "13812345678", matter.number, matter.tracking_code, "/withdraw/"):
        assert secret not in page
    assert client.post(f"/track/{code}/withdraw/").status_code == 404
    assert client.post("/report/follow/made-up/").status_code == 404


def test_one_address_does_not_flood_the_desk(world: Any, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "REPORTS", 2)
    codes = [client.post("/report/", {"text": f"第{n}件"}).status_code for n in range(3)]
    assert codes == [302, 302, 429]
    assert requests().count() == 2


def test_staff_come_through_this_door_as_anybody_else(world: Any) -> None:
    client_of(world.users["street"]).post("/report/", SAID)
    assert requests().get().matter.opened_by_id is None
    client_of(world.users["resident"]).post("/report/", {**SAID, "client_key": KEY.replace("5", "6")})
    assert requests().exclude(client_key=KEY).get().matter.reporter_id == world.users["resident"].pk
