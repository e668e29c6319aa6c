"""Disputes through the interface: the loop of the pages, for programs, without anybody's whole name."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from lianxin.work.mediation.tests import made
from tests.calling import Program, program

BODY = {
    "channel": "survey",
    "text": "楼上养鸽子，清早吵人。",
    "type": "neighbour",
    "level": "small",
    "place": "990102001001",
    "amount": "500.50",
    "name_1": "试甲某",
    "phone_1": "139 0000 0001",
    "name_2": "试乙某",
}


@pytest.fixture(autouse=True)
def no_throttle() -> None:
    cache.clear()


@pytest.fixture
def clerk(world: Any) -> Program:
    return program(world, "community")


def entered(clerk: Program) -> str:
    made = clerk.post("disputes", BODY)
    assert (made.status_code, made.json()["tracking_code"]) == (201, None)
    return f"disputes/{made.json()['number']}"


def moved(clerk: Program, at: str, move: str, body: Any = None) -> str:
    answer = clerk.post(f"{at}/moves/{move}", body)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.json()["state"])


def test_from_the_door_to_a_signed_agreement(world: Any, clerk: Program) -> None:
    at, chosen = entered(clerk), made.mediator().pk
    moved(clerk, at, "ask")
    moved(clerk, at, "check", {"findings": []})
    for party in clerk.get(at).json()["parties"]:
        moved(clerk, at, "agree", {"party": party["id"], "how": "counter"})
    assert chosen in [row["id"] for row in clerk.get("mediators").json()["items"]]
    moved(clerk, at, "choose", {"mediator": chosen, "name": "", "party": "1"})
    lead = clerk.get(at).json()["mediators"][0]["id"]
    moved(clerk, at, "disclose", {"chosen": lead})
    assert moved(clerk, at, "start", {"form": "peoples", "lead": lead}) == "mediating"
    moved(clerk, at, "meet", {"on_at": timezone.now().isoformat(), "place_words": "社区"})
    moved(clerk, at, "draft", {"terms": "月底前搬走。", "amount": "300.25", "steps": "2030-01-01 | 300.25 | 赔偿"})
    whole = clerk.get(at).json()
    assert (whole["amount_fen"], whole["agreed_fen"]) == (50_050, 30_025)
    assert [(step["amount_fen"], step["due_on"]) for step in whole["steps"]] == [(30_025, "2030-01-01")]
    assert [session["has_record"] for session in whole["sessions"]] == [False]
    assert {clock["name"] for clock in whole["clocks"]} >= {"respond", "mediate"}


def test_names_are_masked_and_telephones_are_not_there(world: Any, clerk: Program) -> None:
    at = entered(clerk)
    for login in ("community", "street", "county", "city"):
        text = program(world, login).get(at).content.decode()
        assert "试甲某" not in text
        assert "139 0000" not in text
        assert "试**" in text


def test_a_party_is_not_known_by_its_secret_code(world: Any, clerk: Program) -> None:
    at = entered(clerk)
    moved(clerk, at, "ask")
    assert "code" not in clerk.get(at).json()["parties"][0]
    other = made.opened(world)
    strange = program(world, "community").get(f"disputes/{other.number}").json()["parties"][0]["id"]
    refused = clerk.post(f"{at}/moves/agree", {"party": strange, "how": "counter"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/party")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text": ""}, "text"),
        ({"place": "990103001001"}, "place"),
        ({"place": "nowhere"}, "place"),
        ({"type": "weather"}, "type"),
        ({"channel": "court"}, "entrusted_by"),
        ({"channel": "handover"}, "channel"),
        ({"amount": "0.001"}, "amount"),
        ({"amount": -1}, "amount"),
    ],
)
def test_a_wrong_field_is_pointed_at(clerk: Program, facts: dict[str, Any], field: str) -> None:
    answer = clerk.post("disputes", {**BODY, **facts})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"#/{field}"]


def test_the_same_key_opens_one_dispute(clerk: Program) -> None:
    first, second = clerk.post("disputes", BODY, key="k"), clerk.post("disputes", BODY, key="k")
    assert first.json() == second.json()
    assert len(clerk.get("disputes").json()["items"]) == 1
