"""The pages of tokens and hooks."""

import re
from typing import Any

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.access.models import Role
from lianxin.kernel.api import actions
from lianxin.kernel.api.jobs import deliver
from lianxin.kernel.api.models import Hook, HookDelivery, Token
from tests.calling import Program, token_of
from tests.signed_in import client_of
from tests.world import CITY, COMMUNITY

MOST_QUERIES = 8


def tokens() -> Any:
    return Token.objects.unscoped(reason="test")


def allow_own_tokens(code: str) -> None:
    role = Role.objects.get(code=code)
    role.permissions = [*role.permissions, "api.token"]
    role.save()


def test_a_token_of_ones_own_is_shown_once_and_works(world: Any) -> None:
    allow_own_tokens("street")
    client = client_of(world.users["street"])
    body = {"name": "台账", "scopes": ["matters.read"], "days": "30", "place_path": ""}
    page = client.post("/account/tokens/", body).content.decode()
    text = re.findall(r"lx_[\w-]{40,}", page)[0]
    assert Program(text).get("requests").status_code == 200
    again = client.get("/account/tokens/").content.decode()
    assert text not in again
    assert text[:9] in again


def test_only_what_one_holds_is_offered(world: Any) -> None:
    allow_own_tokens("handler")
    client = client_of(world.users["handler"])
    assert "requests.route" not in client.get("/account/tokens/").content.decode()
    answer = client.post("/account/tokens/", {"name": "x", "scopes": ["requests.route"], "days": "30"})
    assert answer.status_code == 422
    assert not tokens().exists()


def test_ones_own_token_is_revoked_and_nobody_elses(world: Any) -> None:
    allow_own_tokens("street")
    mine, other = token_of(world.users["street"]), token_of(world.users["west_street"])
    client = client_of(world.users["street"])
    for login in ("street", "west_street"):
        client.post(f"/account/tokens/{tokens().get(user__login=login).pk}/revoke/")
    assert Program(mine).get("me").status_code == 401
    assert Program(other).get("me").status_code == 200


def test_the_administration_makes_a_token_for_another_system(world: Any) -> None:
    client = client_of(world.users["admin"])
    body = {
        "login": "street",
        "name": "热线平台",
        "scopes": ["requests.enter"],
        "days": "365",
        "place_path": "990102001001",
    }
    page = client.post("/admin/tokens/", body).content.decode()
    text = re.findall(r"lx_[\w-]{40,}", page)[0]
    assert Program(text).get("me").json()["permissions"] == ["requests.enter"]
    assert tokens().get().place_path == COMMUNITY
    refused = client.post("/admin/tokens/", {**body, "scopes": ["api.manage"]})
    assert refused.status_code == 422
    assert "api.manage" in refused.content.decode()


def test_a_hook_is_made_watched_and_sent_again(world: Any, settings: Any) -> None:
    settings.HOOK_NETWORKS = ["127.0.0.0/8"]
    client = client_of(world.users["admin"])
    body = {"name": "热线", "url": "http://127.0.0.1:9/", "events": ["*"], "place_path": "990100"}
    page = client.post("/admin/hooks/", body)
    hook = Hook.objects.unscoped(reason="test").get()
    assert hook.secret.for_machine("test") in page.content.decode()
    assert hook.place_path == CITY
    world.request()
    delivery = HookDelivery.objects.unscoped(reason="test").get()
    for _ in range(8):
        deliver(delivery.pk)
    assert "发送失败" in client.get(f"/admin/hooks/{hook.pk}/").content.decode()
    assert client.post(f"/admin/hooks/{hook.pk}/resend/{delivery.pk}/").status_code == 302
    delivery.refresh_from_db(from_queryset=HookDelivery.objects.unscoped(reason="test"))
    assert delivery.status == HookDelivery.WAITING
    client.post(f"/admin/hooks/{hook.pk}/switch/")
    assert not Hook.objects.unscoped(reason="test").get().is_active


def test_an_inner_address_is_refused_beside_its_field(world: Any, settings: Any) -> None:
    settings.HOOK_NETWORKS = []
    body = {"name": "x", "url": "http://127.0.0.1/", "events": ["*"], "place_path": "990100"}
    answer = client_of(world.users["admin"]).post("/admin/hooks/", body)
    assert answer.status_code == 422
    assert "内部网络" in answer.content.decode()


def test_the_pages_take_few_queries_and_as_many_for_three_rows_as_for_one(
    world: Any, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.HOOK_NETWORKS = ["127.0.0.0/8"]
    client, seen = client_of(world.users["admin"]), []
    for count in (1, 2):
        for _ in range(count):
            token_of(world.users["street"])
            actions.make_hook(actor=SYSTEM, name="x", url="http://127.0.0.1/", events=["*"], place_path=CITY)
            world.request()
        hook = Hook.objects.unscoped(reason="test").earliest("pk")
        client.get("/admin/tokens/")
        counts = []
        for path in ("/admin/tokens/", "/admin/hooks/", f"/admin/hooks/{hook.pk}/"):
            with django_assert_max_num_queries(MOST_QUERIES) as captured:
                assert client.get(path).status_code == 200
            counts.append(len(captured))
        seen.append(counts)
    assert seen[0] == seen[1]
