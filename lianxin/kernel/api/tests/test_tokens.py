"""Tokens: shown once, narrow, ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.api import actions
from lianxin.kernel.api.models import Token
from tests.calling import Program, program, token_of
from tests.world import COMMUNITY, EAST, GRID, PASSWORD, WEST

HANDLE = ["matters.read", "requests.handle"]


def rows() -> Any:
    return Token.objects.unscoped(reason="test")


def test_the_text_is_shown_once_and_only_its_hash_is_kept(world: Any) -> None:
    shown = actions.make_token(actor=world.actor("admin"), name="热线", scopes=["api.manage"], days=30)
    kept = "".join(str(value) for value in rows().values_list().get(pk=shown.token.pk))
    assert shown.text not in kept
    assert Program(shown.text).get("me").json()["permissions"] == ["api.manage"]


def test_a_token_cannot_do_what_its_person_cannot(world: Any) -> None:
    with pytest.raises(actions.NotHeld):
        actions.make_token(actor=world.actor("admin"), name="x", scopes=["requests.handle"], days=30)


def test_a_token_makes_no_tokens(world: Any) -> None:
    from dataclasses import replace

    with pytest.raises(Denied):
        actions.make_token(
            actor=replace(world.actor("admin"), scopes=frozenset({"api.manage"})),
            name="x",
            scopes=["api.manage"],
            days=1,
        )


@pytest.mark.parametrize(
    "facts",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"revoked_at": timezone.now()},
    ],
)
def test_an_ended_token_opens_nothing(world: Any, facts: dict[str, Any]) -> None:
    answer = program(world, "street", **facts).get("me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_with_its_person(world: Any) -> None:
    caller = program(world, "street")
    assert caller.get("me").status_code == 200
    type(world.users["street"]).objects.filter(login="street").update(is_active=False)
    assert caller.get("me").status_code == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer nonsense", "Basic YTpi", "nonsense"])
def test_a_bad_token_is_refused_even_where_none_is_needed(world: Any, header: str) -> None:
    assert Client().get("/api/categories", headers={"Authorization": header}).status_code == 401


def test_a_scope_that_is_missing_is_named(world: Any) -> None:
    world.request()
    answer = program(world, "street", scopes=["matters.read"]).post("requests", {"text": "x", "place": "990102001001"})
    assert (answer.status_code, answer.json()["code"], answer.json()["detail"]) == (403, "scope", "requests.enter")


def test_a_token_for_one_community_sees_no_other(world: Any) -> None:
    inside, outside = world.request().matter, world.request(place_path=EAST).matter
    caller = program(world, "county", place_path=COMMUNITY)
    assert [row["number"] for row in caller.get("requests").json()["items"]] == [inside.number]
    assert caller.get(f"requests/{inside.number}").status_code == 200
    assert caller.get(f"requests/{outside.number}").status_code == 404


def test_the_place_of_a_token_narrows_every_right(world: Any) -> None:
    from dataclasses import replace

    county = replace(world.actor("county"), within=COMMUNITY)
    assert county.paths("matters.read") == (COMMUNITY,)
    assert county.may("requests.route", GRID)
    assert not county.may("requests.route", EAST)
    assert replace(world.actor("county"), within=WEST).paths("matters.read") == ()


def test_a_token_narrowed_to_a_place_does_not_open_own_matters_elsewhere(world: Any) -> None:
    elsewhere = world.request(place_path=EAST, actor=world.actor("county")).matter
    assert program(world, "county").get(f"requests/{elsewhere.number}").status_code == 200
    assert program(world, "county", place_path=COMMUNITY).get(f"requests/{elsewhere.number}").status_code == 404
    mine = program(world, "county", place_path=COMMUNITY).get("requests", lens="mine")
    assert mine.json()["items"] == []


def test_use_is_written_down_to_the_day_and_once(world: Any, django_assert_num_queries: Any) -> None:
    caller = program(world, "street")
    caller.get("me")
    assert rows().get().last_used_on == timezone.localdate()
    with django_assert_num_queries(2):  # the token with its person, the grants
        caller.get("me")


def test_a_session_reads_but_does_not_write(world: Any) -> None:
    client = Client()
    client.post("/login/", {"login": "street", "password": PASSWORD})
    assert client.get("/api/requests").status_code == 200
    answer = client.post("/api/requests", "{}", content_type="application/json", headers={"Idempotency-Key": "a"})
    assert (answer.status_code, answer.json()["code"]) == (401, "token-needed")


def test_a_manager_revokes_only_in_their_own_places(world: Any) -> None:
    token_of(world.users["street"])
    token_of(world.users["west_street"])
    east, west = (rows().get(user__login=login) for login in ("street", "west_street"))
    from lianxin.kernel.access.actor import Actor, Grant

    manager = Actor(kind="staff", user_id=0, grants=(Grant("m", frozenset({"api.manage"}), EAST),))
    assert actions.revoke_token(east, actor=manager).revoked_at is not None
    with pytest.raises(Denied):
        actions.revoke_token(west, actor=manager)
    assert not rows().get(pk=west.pk).revoked_at
