"""Rating by a one-time link: the person's, once, never by staff."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from lianxin.kernel.access.actor import reporter
from lianxin.work.requests import actions
from lianxin.work.requests.models import Rating
from lianxin.work.requests.tests.public_made import answered, fresh
from tests.signed_in import client_of


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


def link(world: Any, matter: Any, door: str = "link") -> str:
    return f"/r/{actions.make_ballot(matter, door=door, actor=world.actor('handler'))}/"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("solved", "state", "after"), [("yes", "closed", "/rated/"), ("no", "handling", "/rated/?again=1")]
)
def test_a_link_rates_once(world: Any, client: Client, language: str, solved: str, state: str, after: str) -> None:
    client.cookies["django_language"] = language
    matter = answered(world)
    address = link(world, matter, "qr")
    assert "灯泡已换新" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    done = client.post(address, {"solved": solved, "grade": "satisfied"})
    assert (done.status_code, done.headers["Location"]) == (302, after)
    assert client.get(after).status_code == 200
    assert fresh(matter).state == state
    assert Rating.objects.unscoped(reason="test").get().door == "qr"
    assert client.get(address).status_code == 410
    assert client.post(address, {"solved": "yes"}).status_code == 410


def test_staff_are_refused_with_any_token(world: Any) -> None:
    matter = answered(world)
    address = link(world, matter)
    for login in ("handler", "street", "admin"):
        client = client_of(world.users[login])
        for answer in (client.get(address), client.post(address, {"solved": "yes"})):
            assert answer.status_code == 403
            assert "只能由反映人自己做" in answer.content.decode()
    assert fresh(matter).state == "answered"
    assert client_of(world.users["resident"]).get(address).status_code == 200


def test_a_link_of_the_answer_before_is_explained(world: Any, client: Client) -> None:
    matter = answered(world)
    address = link(world, matter)
    actions.reopen(matter, actor=reporter(matter.pk), text="又灭了")
    actions.answer(fresh(matter), actor=world.actor("handler"), outcome="solved", text="再修好")
    old = client.get(address)
    assert old.status_code == 410
    assert "重新办理" in old.content.decode()


def test_an_unknown_link_is_explained(world: Any, client: Client) -> None:
    unknown = client.get("/r/not-a-token/")
    assert unknown.status_code == 404
    assert "没有找到这个评价链接" in unknown.content.decode()


def test_a_link_after_a_rating_by_code_is_told_so(world: Any, client: Client) -> None:
    matter = answered(world)
    address = link(world, matter)
    client.post(f"/track/{matter.tracking_code}/rate/", {"solved": "yes"})
    told = client.post(address, {"solved": "no"})
    assert told.status_code == 422
    assert "已经评价过" in told.content.decode()
