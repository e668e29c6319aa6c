"""Suggestions, studies and calls through the interface."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from lianxin.work.suggestions.tests import made
from tests.calling import Program, program

BODY = {
    "theme": "外卖柜旁加凳子",
    "reason": "等单只能蹲着",
    "proposal": "加一排凳子",
    "channel": "letter",
    "author_kind": "rider",
    "openness": "relay",
    "name": "试王某",
    "phone": "13900000000",
    "place": "990102",
}


@pytest.fixture(autouse=True)
def no_throttle() -> None:
    cache.clear()


def moved(caller: Program, at: str, move: str, body: Any = None) -> dict[str, Any]:
    answer = caller.post(f"{at}/moves/{move}", body)
    assert answer.status_code == 200, answer.content.decode()
    told: dict[str, Any] = answer.json()
    return told


def test_from_a_letter_to_a_unit_and_back(world: Any) -> None:
    county, water = program(world, "county"), program(world, "water")
    at = f"suggestions/{county.post('suggestions', BODY).json()['number']}"
    moved(county, at, "register", {"title": "加凳子", "summary": "外卖柜旁加一排休息凳"})
    assert moved(county, at, "send", {"units": ["water"], "note": "请研究"})["state"] == "studying"
    [study] = water.get("suggestion-studies", lens="unit").json()["items"]
    whole = water.get(f"suggestion-studies/{study['number']}").json()
    assert (whole["proposal"], whole["suggestion"]) == ("加一排凳子", at.rpartition("/")[2])
    moved(water, f"suggestion-studies/{study['number']}", "opine", {"opinion": "whole", "note": "可行"})
    told = county.get(at).json()
    assert [(row["unit"], row["text"]) for row in told["studies"]] == [("water", "可行")]
    assert (told["call"], told["decision"], told["author_kind"]) == (None, "", "rider")
    assert "13900000000" not in str(told)
    assert "试王某" not in str(told)


def test_a_call_is_drafted_published_and_answered_by_its_number(world: Any) -> None:
    county, today = program(world, "county"), timezone.localdate()
    body = {
        "topic": "充电怎么管",
        "way": "网上、窗口都可以",
        "opens_on": str(today),
        "ends_on": str(today + timedelta(days=20)),
        "place": "990102",
    }
    drafted = county.post("suggestion-calls", body).json()["number"]
    assert moved(county, f"suggestion-calls/{drafted}", "publish")["state"] == "open"
    entered = county.post("suggestions", {**BODY, "call": drafted})
    assert entered.status_code == 201, entered.content.decode()
    assert county.get(f"suggestions/{entered.json()['number']}").json()["call"] == drafted
    assert county.get(f"suggestion-calls/{drafted}").json()["came"] == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"call": "ZJ-0"}, "call"),
        ({"channel": "web"}, "channel"),
        ({"place": "x"}, "place"),
    ],
)
def test_a_wrong_field_is_pointed_at(world: Any, facts: dict[str, Any], field: str) -> None:
    answer = program(world, "county").post("suggestions", {**BODY, **facts})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"#/{field}"]


def test_a_call_that_ends_before_it_begins_is_refused(world: Any) -> None:
    body = {"topic": "x", "way": "x", "opens_on": "2026-03-05", "ends_on": "2026-03-04", "place": "990102"}
    answer = program(world, "county").post("suggestion-calls", body)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/ends_on"]


def test_a_city_that_is_elsewhere_finds_none(world: Any) -> None:
    number = made.received(world).number
    assert program(world, "west_county").get(f"suggestions/{number}").status_code == 404
    assert program(world, "west_county").get("suggestions").json()["items"] == []
