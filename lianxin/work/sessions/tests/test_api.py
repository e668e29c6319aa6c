"""Items, tasks and sessions through the interface."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from lianxin.work.sessions.tests.made import assigned, planned, soon, task_of
from tests.calling import Program, program

BODY = {
    "title": "小区供热管道没有并网",
    "text": "冬天屋里只有十二度。",
    "level": "county",
    "channel": "desk",
    "place": "990102001001",
    "name": "试反映人",
    "phone": "19900001111",
}


@pytest.fixture(autouse=True)
def no_throttle() -> None:
    cache.clear()


def moved(caller: Program, at: str, move: str, body: Any = None) -> str:
    answer = caller.post(f"{at}/moves/{move}", body)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.json()["state"])


def test_from_a_clue_to_the_agenda_of_a_session(world: Any) -> None:
    county, session = program(world, "county"), planned(world)
    made = county.post("session-items", BODY)
    assert (made.status_code, len(made.json()["tracking_code"])) == (201, 12)
    at = f"session-items/{made.json()['number']}"
    moved(county, at, "take_up")
    moved(county, at, "study", {"note": "相距八十米", "proposal": "并网"})
    moved(county, at, "talk", {"unit": "water", "on": str(soon(0)), "view": "可以施工", "agrees": "1"})
    moved(county, at, "propose")
    assert session.pk in [row["id"] for row in county.get("sessions", state="planned").json()["items"]]
    moved(county, at, "schedule", {"session": str(session.pk)})
    whole = county.get(at).json()
    assert [(row["id"], row["number"]) for row in whole["sessions"]] == [(session.pk, session.number)]
    assert (whole["step"], whole["study"], whole["proposal"]) == (3, "相距八十米", "并网")
    assert "19900001111" not in str(whole)


def test_an_item_names_its_tasks_and_a_task_its_session(world: Any) -> None:
    item = assigned(world)
    task = task_of(item)
    [told] = program(world, "county").get(f"session-items/{item.number}").json()["tasks"]
    assert (told["number"], told["unit"]) == (task.number, "water")
    water = program(world, "water")
    whole = water.get(f"session-tasks/{task.number}").json()
    assert (whole["due_on"], whole["proof_wanted"]) == (str(soon()), "通水照片")
    assert whole["session"]["title"]
    assert moved(water, f"session-tasks/{task.number}", "accept") == "handling"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": ""}, "title"),
        ({"level": "street"}, "level"),
        ({"place": "990103"}, "place"),
        ({"text": None}, "text"),
    ],
)
def test_a_wrong_field_is_pointed_at(world: Any, facts: dict[str, Any], field: str) -> None:
    answer = program(world, "county").post("session-items", {**BODY, **facts})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"#/{field}"]


def test_sessions_of_another_county_are_not_listed(world: Any) -> None:
    planned(world)
    assert program(world, "west_county").get("sessions").json()["items"] == []
    assert program(world, "county").get("sessions", kind="weekly").json()["items"]
    assert program(world, "county").get("sessions", kind="other").json()["items"] == []
