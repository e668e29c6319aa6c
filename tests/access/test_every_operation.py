"""Every operation of the interface × every role × a neighbouring district × every kind of caller."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from pydantic import AwareDatetime

from lianxin.config.api import api
from lianxin.kernel.api.interface import Offered
from tests.access.makers import NUMBERS, hook
from tests.calling import Program, program
from tests.signed_in import client_of
from tests.world import PEOPLE

STAFF = ("city", "county", "street", "community", "grid", "handler", "admin")
NEIGHBOURS = ("west_county", "west_street", "west_community", "west_handler")
ALL = list(api.offered())
GATED = [offered for offered in ALL if offered.rule.who != "public"]
IDS = {"ids": lambda offered: f"{offered.method} {offered.path}"}


@pytest.fixture(autouse=True)
def no_throttle() -> None:
    cache.clear()


def filled(path: str, world: Any) -> str:
    """The address under ``/api/`` with objects of the eastern district."""
    places = {"file_id": "1", "delivery_id": "1", "figure_id": "F032", "code": "AAAABBBBCCCC", "token": "x"}
    if "{number}" in path:
        places["number"] = NUMBERS[path.split("/")[2]](world)
    if "{hook_id}" in path:
        places["hook_id"] = str(hook(world)["pk"])
    return path.removeprefix("/api/").format(**places)


def send(caller: Program, offered: Offered, path: str) -> int:
    if offered.method == "GET":
        return int(caller.get(path).status_code)
    if path.endswith("/files"):
        file = SimpleUploadedFile("x.txt", "一盏灯".encode())
        return int(caller.client.post(f"/api/{path}", {"file": file}, headers=caller.headers("k")).status_code)
    return int(caller.post(path, well_formed(offered)).status_code)


def well_formed(offered: Offered) -> dict[str, Any]:
    """A body without faults of form, so that what is refused is the caller and not the words."""
    models: list[Any] = [m for m in offered.operation.models if m.__ninja_param_source__ == "body"]
    bodies = [field.annotation for model in models for field in model.model_fields.values()]
    fields = [(name, field) for body in bodies for name, field in body.model_fields.items()]
    return {name: example(field.annotation) for name, field in fields if field.is_required()}


def example(kind: Any) -> Any:
    if getattr(kind, "__origin__", None) is list:
        return ["lights"]
    plain = {
        int: 3,
        bool: True,
        str: "x",
        date: "2026-03-05",
        Decimal: "1.50",
        AwareDatetime: "2026-03-05T09:30:00+08:00",
    }
    return plain[kind] if kind in plain else kind.__args__[0]


@pytest.mark.parametrize("offered", GATED, **IDS)
def test_an_operation_is_there_for_those_it_is_for_and_for_nobody_else(world: Any, offered: Offered) -> None:
    path = filled(offered.path, world)
    assert send(Program(), offered, path) == 401, "without a token"
    if offered.method != "GET":
        assert send(Program(client=client_of(world.users["county"])), offered, path) == 401, "by a session"
    if offered.rule.permission:
        holders = {login for login in PEOPLE if world.actor(login).holds(offered.rule.permission)}
        assert holders & set(STAFF), "for nobody"
        for login in sorted({*PEOPLE, "resident"} - holders):
            assert send(program(world, login), offered, path) == 404, login
    if "{number}" in offered.path:
        for login in NEIGHBOURS:
            assert send(program(world, login), offered, path) == 404, login


@pytest.mark.parametrize("at", NUMBERS)
def test_a_matter_of_every_kind_is_listed_and_read_where_it_lies(world: Any, at: str) -> None:
    number = NUMBERS[at](world)
    caller = program(world, "county")
    whole = caller.get(f"{at}/{number}").json()
    assert number in [row["number"] for row in caller.get(at, limit=200).json()["items"]]
    assert (whole["number"], whole["timeline"][0]["move"]) == (number, "open")
    offered = {o.path for o in ALL if o.method == "POST"}
    assert {f"/api/{at}/{{number}}/moves/{move['name']}" for move in whole["moves"]} <= offered


@pytest.mark.parametrize("at", NUMBERS)
def test_a_matter_is_not_found_among_another_kind(world: Any, at: str) -> None:
    number = NUMBERS["calls" if at == "requests" else "requests"](world)
    assert program(world, "county").get(f"{at}/{number}").status_code == 404


@pytest.mark.parametrize("offered", [o for o in ALL if o.rule.who == "public"], **IDS)
def test_a_public_operation_needs_no_token(world: Any, offered: Offered) -> None:
    assert send(Program(), offered, filled(offered.path, world)) not in {401, 403, 405, 500}
