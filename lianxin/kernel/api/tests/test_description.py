"""The interface describes itself: OpenAPI 3.1, rules, errors, and a page without foreign scripts."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from ninja import Router
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from lianxin.config.api import api
from lianxin.kernel.api.interface import Interface
from lianxin.kernel.api.problems import KINDS
from lianxin.kernel.api.rules import public
from lianxin.kernel.modules import registry

OFFERED = list(api.offered())


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return found


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document, cls=OpenAPIV31SpecValidator)


@pytest.mark.parametrize("offered", OFFERED, ids=lambda o: f"{o.method} {o.path}")
def test_every_operation_says_what_it_is_who_may_and_what_may_go_wrong(offered: Any, document: dict[str, Any]) -> None:
    told = document["paths"][offered.path][offered.method.lower()]
    assert re.search(r"[\u4e00-\u9fff]", told["summary"])
    assert told["tags"]
    assert told["x-rule"]["who"] == offered.rule.who
    assert (
        offered.rule.permission == ""
        or offered.rule.permission in registry.permissions()
        or (offered.rule.permission == "figures.read")
    )
    wanted = {"404", "422", *(["429"] if offered.rule.who == "public" else ["401", "403"])}
    headers = {p["name"] for p in told["parameters"] if p["in"] == "header"}
    if offered.method == "GET":
        assert not headers
    else:
        wanted |= {"400", "403", "409", "503"}
        assert headers == {"Idempotency-Key"}
    assert wanted <= set(told["responses"])


def test_what_is_not_json_says_so(document: dict[str, Any]) -> None:
    answered = document["paths"]["/api/public/requests.geojson"]["get"]["responses"]["200"]["content"]
    assert list(answered) == ["application/geo+json"]


def test_operations_and_schemas_have_names_of_their_own(document: dict[str, Any]) -> None:
    ids = [told["operationId"] for methods in document["paths"].values() for told in methods.values()]
    assert len(ids) == len(set(ids))
    named: dict[str, Any] = {}
    for offered in OFFERED:
        for model in offered.operation.response_models.values():
            for schema in _schemas(model):
                assert named.setdefault(schema.__name__, schema) is schema, schema.__name__


def _schemas(model: Any) -> list[Any]:
    from pydantic import BaseModel

    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    kinds = [part for field in model.model_fields.values() for part in _parts(field.annotation)]
    return [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]


def _parts(kind: Any) -> list[Any]:
    arguments = getattr(kind, "__args__", ())
    return [kind, *(part for argument in arguments for part in _parts(argument))]


@pytest.mark.parametrize("kind", ["request", "call"])
def test_every_staff_move_of_the_flow_is_offered(kind: str, document: dict[str, Any]) -> None:
    base = f"/api/{kind}s/{{number}}/moves/"
    offered = {path.removeprefix(base) for path in document["paths"] if path.startswith(base)}
    made_by_entering = {"solve_found"}
    moves = {move.name for move in registry.flow(kind).moves if move.by in {"staff", "any"}}
    assert offered == moves - made_by_entering


def test_an_operation_without_a_rule_does_not_start() -> None:
    router = Router()
    router.get("/open", summary="x")(lambda request: None)
    interface = Interface(title="x", urls_namespace="x")
    interface.add_router("", router)
    with pytest.raises(LookupError, match="who may call"):
        list(interface.offered())


def test_a_declared_rule_is_enough() -> None:
    router = Router()
    router.get("/open", summary="x")(public(5)(lambda request: None))
    interface = Interface(title="x", urls_namespace="y")
    interface.add_router("", router)
    assert [(o.method, o.path, o.rule.who) for o in interface.offered()] == [("GET", "/api/open", "public")]


def test_the_document_is_served(db: None) -> None:
    assert Client().get("/api/openapi.json").json()["paths"].keys() == api.get_openapi_schema()["paths"].keys()


def test_the_reference_page_runs_nothing_inline(db: None, document: dict[str, Any]) -> None:
    answer = Client().get("/api/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert all(f"<code>{path}</code>" in page for path in document["paths"])
    assert all(f'id="problem-{kind}"' in page for kind in KINDS)
