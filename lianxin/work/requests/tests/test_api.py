"""Requests through the interface: the same rules as the pages, for programs."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.matters.models import Matter
from lianxin.work.requests import actions
from lianxin.work.requests.models import Rating, Request
from tests.calling import Program, program
from tests.signed_in import client_of

BODY = {"text": "东门口路灯不亮了，晚上看不清路", "place": "990102001001", "category": "0101"}
HOTLINE = {**BODY, "channel": "hotline", "source": "12345", "external_ref": "GD-2026-0001"}


@pytest.fixture(autouse=True)
def no_throttle() -> None:
    cache.clear()


def answered(world: Any) -> Matter:
    matter = world.request().matter
    actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    actions.accept(matter, actor=world.actor("handler"))
    return actions.answer(matter, actor=world.actor("handler"), outcome="solved", text="灯已换新。")


def ratings() -> Any:
    return Rating.objects.unscoped(reason="test")


def test_from_another_system_to_the_reporters_word(world: Any) -> None:
    desk, handler, anybody = program(world, "street"), program(world, "handler"), Program()
    made = desk.post("requests", BODY).json()
    at = f"requests/{made['number']}"
    assert {move["name"] for move in desk.get(at).json()["moves"]} >= {"route", "decline", "split"}
    routed = desk.post(f"{at}/moves/route", {"unit": "lights", "note": "请尽快"})
    assert (routed.status_code, routed.json()["state"], routed.json()["holder"]) == (200, "routed", "lights")
    assert handler.post(f"{at}/moves/accept").json()["state"] == "handling"
    said = handler.post(f"{at}/moves/answer", {"outcome": "solved", "public_note": "灯已换新。"})
    assert said.json()["state"] == "answered"
    seen = anybody.get(f"track/{made['tracking_code']}").json()
    assert (seen["answer"], seen["moves"]) == ("灯已换新。", ["confirm", "reopen"])
    rated = anybody.post(f"track/{made['tracking_code']}/rating", {"solved": True, "grade": "satisfied"})
    assert rated.json() == {"number": made["number"], "state": "closed"}
    whole = desk.get(at).json()
    assert (whole["outcome"], whole["timeline"][-1]["move"]) == ("solved", "confirm")


def test_a_work_order_is_taken_once(world: Any) -> None:
    desk = program(world, "street")
    first, second = desk.post("requests", HOTLINE), desk.post("requests", HOTLINE)
    assert (first.status_code, second.status_code) == (201, 200)
    assert (first.json()["number"], second.json()["is_new"]) == (second.json()["number"], False)
    assert Request.objects.unscoped(reason="test").count() == 1


def test_a_reference_of_another_district_tells_nothing(world: Any) -> None:
    code = program(world, "street").post("requests", HOTLINE).json()["tracking_code"]
    answer = program(world, "west_street").post("requests", {**HOTLINE, "place": "990103001001"})
    assert (answer.status_code, answer.json()["code"]) == (409, "taken")
    assert code not in answer.content.decode()


def test_one_enters_only_where_one_may(world: Any) -> None:
    assert program(world, "street").post("requests", {**BODY, "place": "990103001001"}).status_code == 403
    assert not Request.objects.unscoped(reason="test").exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"place": "nowhere"}, "place"),
        ({"place": ""}, "place"),
        ({"category": "99"}, "category"),
        ({"lat": 91}, "lat"),
        ({"external_ref": "1"}, "source"),
        ({"received_at": "2999-01-01T00:00:00+08:00"}, "received_at"),
        ({"received_at": "2026-01-01T00:00:00"}, "received_at"),
        ({"channel": "snap"}, "channel"),
        ({"done": "x"}, "done"),
    ],
)
def test_a_wrong_field_is_pointed_at(world: Any, facts: dict[str, Any], field: str) -> None:
    answer = program(world, "street").post("requests", {**BODY, **facts})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"#/{field}"]


def test_what_was_found_first_and_done_at_once(world: Any) -> None:
    made = program(world, "grid").post("requests", {**BODY, "place": "990102001001", "channel": "found"})
    assert made.status_code == 403
    made = program(world, "community").post("requests", {**BODY, "channel": "found", "done": "当场换了灯泡"})
    assert made.json()["state"] == "answered"


def test_a_contact_never_comes_back(world: Any) -> None:
    desk = program(world, "street")
    number = desk.post("requests", {**BODY, "name": "试居民", "phone": "13800138000"}).json()["number"]
    for path in (f"requests/{number}", "requests"):
        assert "13800138000" not in desk.get(path).content.decode()


def test_filters_are_those_of_the_pages(world: Any) -> None:
    desk = program(world, "county")
    lamp = world.request().matter
    pipe = world.request("井盖坏了", category=world.categories["pipe"]).matter
    actions.route(pipe, actor=world.actor("street"), unit=world.units["water"])

    def numbers(**values: Any) -> set[str]:
        return {row["number"] for row in desk.get("requests", **values).json()["items"]}

    assert numbers() == {lamp.number, pipe.number}
    assert numbers(category="0102") == numbers(unit="water") == numbers(state="routed") == {pipe.number}
    assert numbers(q="井盖") == {pipe.number}
    assert numbers(place="990103") == numbers(open="0") == set()
    assert desk.get("requests", unit="nobody").json()["errors"][0]["parameter"] == "unit"


def test_a_move_that_is_no_longer_possible_says_so(world: Any) -> None:
    number, desk = world.request().matter.number, program(world, "street")
    body = {"unit": "lights"}
    assert desk.post(f"requests/{number}/moves/route", body).status_code == 200
    again = desk.post(f"requests/{number}/moves/route", body)
    assert (again.status_code, again.json()["code"]) == (409, "already-done")


def test_what_changed_meanwhile_is_not_overwritten(world: Any) -> None:
    matter, desk = world.request().matter, program(world, "street")
    desk.post(f"requests/{matter.number}/moves/remark", {"note": "先看看"})
    answer = desk.post(f"requests/{matter.number}/moves/route", {"unit": "lights", "version": matter.version})
    assert (answer.status_code, answer.json()["code"]) == (409, "stale")


def test_a_unit_elsewhere_is_no_choice(world: Any) -> None:
    number = world.request().matter.number
    answer = program(world, "street").post(f"requests/{number}/moves/route", {"unit": "west_lights"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/unit"


def test_departments_are_called_and_answer(world: Any) -> None:
    number = world.request().matter.number
    body = {"units": ["lights", "water"], "note": "请到现场"}
    assert program(world, "street").post(f"requests/{number}/moves/whistle", body).status_code == 200
    water = program(world, "water")
    [call] = water.get("calls", lens="unit").json()["items"]
    assert water.post(f"calls/{call['number']}/moves/report").json()["state"] == "present"
    done = water.post(f"calls/{call['number']}/moves/conclude", {"outcome": "solved", "note": "已疏通"})
    assert (done.json()["state"], done.json()["outcome"]) == ("closed", "solved")
    assert water.get(f"calls/{call['number']}").json()["parent"] == number
    assert water.get(f"calls/{number}").status_code == 404


# --- the person's own word ---


def test_staff_tokens_do_not_rate(world: Any) -> None:
    matter = answered(world)
    token = actions.make_ballot(matter, door="link", actor=SYSTEM)
    for login in ("handler", "street", "admin"):
        caller = program(world, login)
        assert caller.post(f"ratings/{token}", {"solved": True}).status_code == 403
        assert caller.post(f"track/{matter.tracking_code}/rating", {"solved": True}).status_code == 403
    assert not ratings().exists()
    assert Program().post(f"ratings/{token}", {"solved": True}).json()["state"] == "closed"


def test_nor_do_staff_sessions(world: Any) -> None:
    matter = answered(world)
    token = actions.make_ballot(matter, door="link", actor=SYSTEM)
    caller = Program(client=client_of(world.users["handler"]))
    assert caller.post(f"ratings/{token}", {"solved": True}).status_code == 403
    assert caller.post(f"track/{matter.tracking_code}/moves/reopen", {"text": "x"}).status_code == 403
    assert not ratings().exists()


def test_a_ballot_counts_once(world: Any) -> None:
    token = actions.make_ballot(answered(world), door="link", actor=SYSTEM)
    assert Program().post(f"ratings/{token}", {"solved": False, "comment": "还是不亮"}).json()["state"] == "handling"
    again = Program().post(f"ratings/{token}", {"solved": True})
    assert again.status_code == 422
    assert Program().post("ratings/nonsense", {"solved": True}).status_code == 422
    assert ratings().count() == 1


def test_the_person_supplies_reopens_and_withdraws_by_code(world: Any) -> None:
    matter = answered(world)
    code = matter.tracking_code
    assert Program().post(f"track/{code}/moves/reopen", {"text": "还是不亮"}).json()["state"] == "handling"
    actions.ask(matter, actor=world.actor("handler"), question="哪一盏？")
    assert Program().post(f"track/{code}/moves/supply", {"text": "第二盏"}).json()["state"] == "handling"
    assert Program().post(f"track/{code}/moves/supply", {"text": "x"}).status_code == 409
    assert Program().post(f"track/{code}/moves/withdraw").json()["state"] == "closed"
    assert Program().get("track/AAAA-BBBB-CCCC").status_code == 404


def test_tracking_shows_no_staff_names_and_no_inner_notes(world: Any) -> None:
    matter = world.request().matter
    actions.remark(matter, actor=world.actor("street"), note="内部情况")
    text = Program().get(f"track/{matter.tracking_code}").content.decode()
    assert "内部情况" not in text
    assert "试street" not in text


# --- files ---


def photo() -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (40, 30), "grey").save(data, "JPEG")
    return SimpleUploadedFile("灯.jpg", data.getvalue(), "image/jpeg")


def upload(caller: Program, number: str, file: Any, key: str) -> Any:
    return caller.client.post(f"/api/requests/{number}/files", {"file": file}, headers=caller.headers(key))


def test_a_photo_is_added_once_and_read_back(world: Any) -> None:
    number, desk = world.request().matter.number, program(world, "street")
    first, second = upload(desk, number, photo(), "k"), upload(desk, number, photo(), "k")
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    [kept] = desk.get(f"requests/{number}").json()["files"]
    assert desk.client.get(kept["address"], headers=desk.headers()).status_code == 200
    west = program(world, "west_street")
    assert west.client.get(kept["address"], headers=west.headers()).status_code == 404


def test_what_is_no_photo_is_refused_in_a_sentence(world: Any) -> None:
    number, desk = world.request().matter.number, program(world, "street")
    answer = upload(desk, number, SimpleUploadedFile("x.jpg", b"\x00\x01\x02"), "k")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "file"


# --- public data ---


def feed() -> Any:
    cache.clear()
    return Program().get("public/requests.geojson")


def yesterday(world: Any, count: int, **facts: Any) -> None:
    for n in range(count):
        world.request(f"第{n}盏路灯不亮", at=timezone.now() - timedelta(days=1), lon=111.0011, lat=40.0011, **facts)


def test_the_public_map_shows_five_and_not_four(world: Any) -> None:
    yesterday(world, 4)
    assert feed().json()["features"] == []
    yesterday(world, 1)
    [feature] = feed().json()["features"]
    assert feature["properties"]["count"] == {"least": 5, "most": 9}
    assert feature["properties"]["by"]["category"] == {"0101": {"least": 5, "most": 9}}
    assert feature["geometry"]["type"] == "Polygon"
    assert "第" not in feed().content.decode()
    assert feed()["Content-Type"] == "application/geo+json"


def test_one_report_more_does_not_change_what_the_public_is_told(world: Any) -> None:
    yesterday(world, 6)
    before = feed().json()["features"]
    yesterday(world, 1, is_private=False)
    assert feed().json()["features"] == before


def test_private_things_are_not_on_it(world: Any) -> None:
    yesterday(world, 4)
    yesterday(world, 3, is_private=True)
    assert feed().json()["features"] == []
    yesterday(world, 1)
    type(world.categories["lamp"]).objects.filter(code="0101").update(is_private=True)
    assert feed().json()["features"] == []


def test_today_is_published_when_it_is_over(world: Any) -> None:
    for n in range(6):
        world.request(f"第{n}盏路灯不亮", lon=111.0, lat=40.0)
    assert feed().json()["features"] == []


def test_places_and_categories_are_open(world: Any) -> None:
    assert [row["code"] for row in Program().get("categories").json()["items"]] == ["01", "0101", "0102"]
    assert {row["name"] for row in Program().get("places", under="990100").json()["items"]} == {"河东区", "河西区"}
    assert Program().get("places", q="槐树").json()["items"][0]["path"].endswith("990102001001.")
    assert Program().get("units").status_code == 401
    assert program(world, "handler").get("units", under="990103").json()["next"] is None
