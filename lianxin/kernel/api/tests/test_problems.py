"""Every error is a problem detail (RFC 9457) in the caller's language."""

from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.core.cache import cache
from django.test import Client

from lianxin.kernel.api.problems import KINDS
from lianxin.kernel.api.sentences import OTHER, SENTENCES
from tests.calling import Program, program

ENGLISH = {
    "提交的内容有误，请按提示修改。": "Something in it is wrong.",
    "必须填写。": "This is required.",
    "应是整数。": "This should be a whole number.",
    "不能大于 %(le)s。": "At most %(le)s.",
    "没有找到，或者不在您的权限范围内。": "Not found.",
    "这一步现在不能办理。": "Not now.",
    "事项现在是“%(state)s”，不能“%(move)s”。": "It is “%(state)s”, no “%(move)s”.",
}


@pytest.fixture
def english(tmp_path: Path, settings: Any) -> None:
    """A small English catalogue of the test's own: what is tested is whose language is spoken, not the wording."""
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog("en")
    for source, text in ENGLISH.items():
        catalogue.add(source, text)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalogue)
    settings.LOCALE_PATHS = [tmp_path]


def check(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
    assert told["type"].startswith("/api/#problem-")
    assert told["title"]
    return told


def test_a_field_is_pointed_at_in_chinese(world: Any) -> None:
    told = check(program(world, "street").post("requests", {"lon": "x"}), 422, "invalid")
    assert {"pointer": "#/text", "code": "missing", "detail": "必须填写。"} in told["errors"]
    assert {"pointer": "#/lon", "code": "float_parsing", "detail": "应是数字。"} in told["errors"]


def test_what_is_permitted_is_listed_without_a_foreign_word(world: Any) -> None:
    told = check(program(world, "street").get("requests", lens="all"), 422, "invalid")
    assert told["errors"][0]["detail"] == "只能是：place、unit、mine。"


@pytest.mark.parametrize("value", ["0", "2026", "1700000000", "2026-3-5", "2026-03-05T09:00"])
def test_a_number_is_no_day(world: Any, value: str) -> None:
    told = check(program(world, "street").get("requests", opened_from=value), 422, "invalid")
    assert told["errors"][0]["detail"] == "应是日期，如 2026-03-05。"


def test_a_number_is_no_moment(world: Any) -> None:
    told = check(program(world, "street").post("requests", {"text": "x", "received_at": 1_700_000_000}), 422, "invalid")
    assert told["errors"][0]["pointer"] == "#/received_at"


@pytest.mark.parametrize("address", ["/api/hooks/x/switch", "/api/nothing", "/api/requests/x/moves/nothing"])
def test_writing_where_there_is_nothing_is_answered_as_json(db: None, address: str) -> None:
    check(Client(enforce_csrf_checks=True).post(address, b"{}", content_type="application/json"), 404, "not-found")


@pytest.mark.parametrize("name", ["q", "state", "category", "channel", "place", "unit"])
def test_a_zero_byte_in_a_filter_is_no_fault_of_ours(world: Any, name: str) -> None:
    assert program(world, "street").get("requests", **{name: "a\x00b"}).status_code < 500


def test_a_zero_byte_in_an_address_or_a_body_is_no_fault_of_ours(world: Any) -> None:
    caller = program(world, "street")
    assert caller.get("requests/a%00b").status_code < 500
    body = {"text": "a\x00b", "place": "990102001001", "name": "a\x00b"}
    assert caller.post("requests", body).status_code < 500
    assert caller.post("requests", {**body, "text": "x"}, key="a").status_code < 500


def test_a_form_that_cannot_be_read_is_no_fault_of_ours(world: Any) -> None:
    caller = program(world, "street")
    answer = caller.client.post(
        "/api/requests", b"x", content_type="multipart/form-data", headers=caller.headers("key")
    )
    check(answer, 400, "bad-request")


def test_and_in_english(world: Any, english: None) -> None:
    caller = Program(program(world, "street").token, language="en-GB,en;q=0.9")
    answer = caller.post("requests", {})
    told = check(answer, 422, "invalid")
    assert answer["Content-Language"] == "en"
    assert (told["title"], told["errors"][0]["detail"]) == ("Something in it is wrong.", "This is required.")


@pytest.mark.parametrize(("language", "sentence"), [("zh-CN,zh;q=0.9", "不能大于 200。"), ("en", "At most 200.")])
def test_numbers_stand_in_the_sentence(world: Any, english: None, language: str, sentence: str) -> None:
    told = check(Program(program(world, "street").token, language).get("requests", limit=300), 422, "invalid")
    assert told["errors"] == [{"parameter": "limit", "code": "less_than_equal", "detail": sentence}]


def test_a_refused_move_says_why(world: Any, english: None) -> None:
    number, token = world.request().matter.number, program(world, "street").token
    path, body = f"requests/{number}/moves/transfer", {"unit": "lights", "note": "x"}
    told = check(Program(token).post(path, body), 409, "not-now")
    assert told["detail"] == "事项现在是“已收到”，不能“转派”。"
    assert check(Program(token, "en").post(path, body), 409, "not-now")["detail"].startswith("It is “")


def test_a_body_that_is_no_json(world: Any) -> None:
    check(program(world, "street").post("requests", "{nonsense"), 400, "bad-request")


def test_a_field_that_nobody_knows_is_an_error_and_no_silence(world: Any) -> None:
    told = check(program(world, "street").post("requests", {"text": "x", "plase": "1"}), 422, "invalid")
    assert told["errors"][0]["pointer"] == "#/plase"


def test_addresses_and_methods_that_are_not_offered(world: Any) -> None:
    check(Program().get("nowhere"), 404, "not-found")
    answer = Program().client.delete("/api/requests")
    check(answer, 405, "method-not-allowed")
    assert answer["Allow"] == "GET, POST"


def test_nobody_is_asked_for_a_token(world: Any) -> None:
    check(Program().get("requests"), 401, "unauthorized")


def test_who_may_see_but_not_act_is_told_so(world: Any) -> None:
    """The community reads what lies in it, and handles elsewhere; merging is not its own."""
    matter = world.request().matter
    answer = program(world, "community").post(f"requests/{matter.number}/moves/accept", {})
    check(answer, 409, "not-now")
    check(program(world, "community").post(f"requests/{matter.number}/moves/merge", {"into": "x"}), 404, "not-found")


def test_a_busy_caller_waits(world: Any) -> None:
    cache.clear()
    answers = [Program().get("public/requests.geojson") for _ in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {200}
    check(answers[30], 429, "too-many")
    assert int(answers[30]["Retry-After"]) >= 1
    assert program(world, "street").get("public/requests.geojson").status_code == 200
    cache.clear()


def test_every_sentence_of_ours_can_be_filled_in() -> None:
    limits = ("min_length", "max_length", "max_digits", "decimal_places", "whole_digits", "gt", "ge", "lt", "le")
    context = dict.fromkeys(("expected", *limits), 1)
    for sentence in (*SENTENCES.values(), OTHER):
        assert "%" not in sentence % context
    assert all(400 <= status < 600 and title for status, title in KINDS.values())
