"""The page behind the tracking code of an item."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.relations import hand_over
from lianxin.work.sessions import actions
from lianxin.work.sessions.queries import items
from lianxin.work.sessions.tests.made import clue, fresh, ready, struck, task_of
from tests.signed_in import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rested() -> None:
    cache.clear()


def page(matter: Matter, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/track/{matter.tracking_code}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def say(matter: Matter, verb: str, **data: str) -> int:
    return int(Client().post(f"/track/{matter.tracking_code}/{verb}/", data).status_code)


def visited(world: Any) -> Matter:
    item = struck(world)
    return actions.visit(item, actor=world.actor("county"), on=timezone.localdate(), how="home", note="家里暖了")


def test_the_person_reads_where_it_stands_and_not_what_the_office_notes(world: Any) -> None:
    item = ready(world, person=True)
    text = page(item)
    assert "第 4 步，例会解难" in text
    assert "已与河东区水务局协商" in text
    for hidden in ("管道与市政管网相距八十米", "可以施工", "19900001111"):
        assert hidden not in text


def test_solved_or_not_is_said_by_the_person(world: Any) -> None:
    item = visited(world)
    text = page(item)
    assert "您说了算" in text
    assert "现场核验，室温二十一度" in text
    assert say(item, "say") == 422
    assert say(item, "say", solved="1", text="暖和了") == 302
    assert fresh(item).outcome == "solved"
    assert "已经办结" in page(item)
    assert items.visit_of(item, 1).words == "暖和了"  # type: ignore[union-attr]


def test_not_solved_sends_it_back_now_or_within_thirty_days(world: Any) -> None:
    item = visited(world)
    assert say(item, "say", solved="0", text="三楼冷") == 302
    assert fresh(item).state == "supervised"
    other = visited(world)
    say(other, "say", solved="1", text="")
    assert "没有解决，请继续办" in page(other)
    assert say(other, "reopen", text="又冷了") == 302
    assert fresh(other).state == "supervised"


def test_staff_say_nothing_in_the_persons_place(world: Any) -> None:
    item = visited(world)
    client = client_of(world.users["county"])
    assert "只能看" in page(item, client)
    answer = client.post(f"/track/{item.tracking_code}/say/", {"solved": "1"})
    assert answer.status_code in {403, 404}
    assert fresh(item).state == "visited"


def test_a_verb_that_is_not_open_now_is_not_there(world: Any) -> None:
    item = clue(world, person=True)
    assert say(item, "say", solved="1") == 404
    assert say(item, "nonsense") == 404
    assert "撤回" in page(item)
    assert say(item, "withdraw") == 302
    assert fresh(item).outcome == "withdrawn"
    assert say(item, "reopen", text="x") == 404


def test_a_task_has_no_page_outside(world: Any) -> None:
    task = task_of(struck(world))
    assert Client().get(f"/track/{task.tracking_code}/").status_code == 404


def test_a_request_that_became_an_item_leads_to_it_and_tells_one_course(world: Any) -> None:
    request = world.request("下水道又堵了").matter
    item = hand_over(request, to_kind="session_item", actor=world.actor("county"), note="三家都管不了")
    actions.take_up(item, actor=world.actor("county"))
    text = page(request)
    assert f"/track/{item.tracking_code}/" in text
    assert "转入研判" in text
    assert "三家都管不了" not in text


def test_what_was_joined_says_so_and_offers_nothing_else(world: Any) -> None:
    first, second = clue(world, person=True), clue(world, person=True)
    second = actions.join(second, into=first, actor=world.actor("county"))
    text = page(second)
    assert "已经并在一起办" in text
    assert "撤回" not in text
    assert first.tracking_code not in text


def test_who_bears_the_cost_is_told(world: Any) -> None:
    item = ready(world, person=True)
    actions.share_cost(item, actor=world.actor("county"), payer="residents", fen=36_000_00, households=300)
    text = page(item)
    assert "居民同筹" in text
    assert "¥36,000.00" in text
