"""Petitions and receptions through the interface, by the forms of the window."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from lianxin.kernel.access.actor import SYSTEM
from lianxin.work.petitions import actions
from lianxin.work.petitions.tests.office import Office
from tests.calling import Program, program
from tests.world import EAST

BODY = {
    "kind": "appeal",
    "claim": "请求修好下水道",
    "name": "试本人",
    "phone": "13900000000",
    "openness": "relay",
    "persons": 1,
    "given_by": "oral",
    "read_aloud": True,
    "place": "990102001001",
    "agent": "A-community",
}
VISIT = {"text": "供热不热", "persons": 3, "openness": "relay", "place": "990102001001"}


@pytest.fixture(autouse=True)
def no_throttle() -> None:
    cache.clear()


@pytest.fixture
def window(office: Office) -> Program:
    return program(office.world, "community")


def test_a_petition_from_the_mandate_to_the_filing(window: Program) -> None:
    assert "A-community" in [row["code"] for row in window.get("petition-agents").json()["items"]]
    made = window.post("petitions", BODY).json()
    assert (made["state"], len(made["tracking_code"])) == ("mandated", 12)
    at = f"petitions/{made['number']}"
    for move, body, state in (
        ("draft", {"text": "请求修好下水道。"}, "drafted"),
        ("read_back", {"note": "本人听过，签了名"}, "approved"),
        ("file", {"office": "区信访局", "reference": "XF1", "channel": "visit"}, "filed"),
    ):
        answer = window.post(f"{at}/moves/{move}", body)
        assert (answer.status_code, answer.json().get("state")) == (200, state), answer.content.decode()
    whole = window.get(at).json()
    assert (whole["petition_class"], whole["agent"], whole["claim"]) == ("appeal", "A-community", "请求修好下水道")
    assert [(paper["what"], paper["number"]) for paper in whole["papers"]] == [("filing", "XF1")]
    assert [clock["state"] for clock in whole["clocks"]]


def test_nothing_of_the_person_comes_back(window: Program) -> None:
    number = window.post("petitions", {**BODY, "representatives": "试代表 13911112222", "persons": 5}).json()["number"]
    for path in ("petitions", f"petitions/{number}"):
        text = window.get(path).content.decode()
        assert not any(secret in text for secret in ("试本人", "13900000000", "试代表", "13911112222"))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"read_aloud": False}, "read_aloud"),
        ({"agent": "A-west_county"}, "agent"),
        ({"agent": "nobody"}, "agent"),
        ({"place": "990103001001"}, "place"),
        ({"representatives": "\n".join(f"试代表{n}" for n in range(5)), "persons": 9}, "representatives"),
        ({"previous": "XF-990102-2026-99999"}, "previous"),
        ({"against_unit": "community"}, "against_unit"),
    ],
)
def test_the_window_and_a_program_are_refused_the_same(window: Program, facts: dict[str, Any], field: str) -> None:
    answer = window.post("petitions", {**BODY, **facts})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"#/{field}"]


def sitting(level: str = "county") -> int:
    today = timezone.localdate()
    told = {"level": level, "leader": "试领导", "form": "sitting", "where": "接待大厅"}
    row = actions.add_sitting(actor=SYSTEM, on=today, place_path=EAST, from_time=time(9), until_time=time(11), **told)
    return int(row.pk)


def test_a_visit_to_a_sitting_of_the_rota(office: Office) -> None:
    pk, county = sitting(), program(office.world, "county")
    [row] = county.get("sittings").json()["items"]
    assert (row["id"], row["from_time"], row["place"]) == (pk, "09:00:00", "990102000000")
    made = county.post("receptions", {**VISIT, "sitting": str(pk), "is_received": True})
    assert (made.status_code, made.json()["state"]) == (201, "received")
    whole = county.get(f"receptions/{made.json()['number']}").json()
    assert (whole["persons"], whole["leader"], whole["level"]) == (3, "试领导", "county")


def test_a_visit_outside_the_rota_says_level_and_form(office: Office) -> None:
    answer = program(office.world, "county").post("receptions", VISIT)
    assert {error["pointer"] for error in answer.json()["errors"]} == {"#/level", "#/form"}


def test_the_rota_is_read_page_by_page(office: Office) -> None:
    for level in ("city", "county", "street"):
        actions.add_sitting(
            actor=SYSTEM, on=timezone.localdate(), level=level, place_path=EAST, leader=f"试{level}", form="sitting",
            where="接待大厅", from_time=time(9), until_time=time(11),
        )  # fmt: skip
    county, found, cursor = program(office.world, "county"), [], ""
    while cursor is not None:
        page = county.get("sittings", limit=1, cursor=cursor).json()
        found += [row["leader"] for row in page["items"]]
        cursor = page["next"]
    assert found == ["试city", "试county", "试street"]


def test_a_petition_comes_of_a_visit(office: Office) -> None:
    county = program(office.world, "county")
    number = county.post("receptions", {**VISIT, "level": "county", "form": "window"}).json()["number"]
    county.post(f"receptions/{number}/moves/receive")
    body = {"kind": "appeal", "claim": "修", "agent": "A-county", "public_note": "转代办", "read_aloud": True}
    opened = county.post(f"receptions/{number}/moves/open_petition", body)
    assert opened.status_code == 200, opened.content.decode()
    [child] = county.get(f"receptions/{number}").json()["children"]
    assert county.get(f"petitions/{child}").json()["parent"] == number
