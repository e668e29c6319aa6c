"""Twenty people press the same button at the same moment: one wins, nineteen are told so (both databases)."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from lianxin.kernel.access.actor import reporter
from lianxin.kernel.audit.verify import verify
from lianxin.kernel.matters.errors import AlreadyDone, MoveRefused
from lianxin.kernel.matters.models import Event, Matter
from lianxin.work.requests import actions
from lianxin.work.requests.actions.rating import Word
from lianxin.work.requests.models import Rating, Request

CROWD = 20
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]


def all_at_once(act: Callable[[], Any]) -> list[Any]:
    """What each of CROWD threads got, results and exceptions alike, all released by one barrier."""
    barrier, got = threading.Barrier(CROWD), []

    def run() -> None:
        try:
            barrier.wait(timeout=30)
            got.append(act())
        except Exception as problem:
            got.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert len(got) == CROWD
    return got


def test_one_accepts_and_nineteen_are_told_who(committed_world: Any) -> None:
    matter = committed_world.request().matter
    actions.route(matter, actor=committed_world.actor("street"), unit=committed_world.units["lights"])
    actor = committed_world.actor("handler")
    got = all_at_once(lambda: actions.accept(matter, actor=actor))
    won = [one for one in got if isinstance(one, Matter)]
    told = [one for one in got if isinstance(one, AlreadyDone)]
    assert (len(won), len(told)) == (1, CROWD - 1), got
    assert all("试handler" in str(one) for one in told)
    events = Event.objects.unscoped(reason="test").filter(matter=matter, move="accept")
    assert events.count() == 1
    assert verify().ok, verify().faults


def test_the_same_phone_key_sent_twenty_times_opens_one_matter(committed_world: Any) -> None:
    got = all_at_once(lambda: committed_world.request(client_key="one-phone-one-press"))
    assert all(isinstance(one, Request) for one in got), got
    assert len({one.pk for one in got}) == 1
    assert Request.objects.unscoped(reason="test").filter(client_key="one-phone-one-press").count() == 1
    assert verify().ok, verify().faults


def test_one_rating_counts_however_often_it_is_sent(committed_world: Any) -> None:
    matter = committed_world.request().matter
    actions.route(matter, actor=committed_world.actor("street"), unit=committed_world.units["lights"])
    actions.accept(matter, actor=committed_world.actor("handler"))
    actions.answer(matter, actor=committed_world.actor("handler"), outcome="solved", text="已换灯。")
    got = all_at_once(lambda: actions.rate_by_code(matter, Word(solved=True), actor=reporter(matter.pk)))
    assert sum(isinstance(one, Matter) for one in got) == 1, got
    assert sum(isinstance(one, MoveRefused) for one in got) == CROWD - 1
    assert Rating.objects.unscoped(reason="test").filter(matter=matter).count() == 1


def test_numbers_given_out_in_a_rush_are_all_different_and_without_gaps(committed_world: Any) -> None:
    got = all_at_once(lambda: committed_world.request().matter.number)
    serials = sorted(int(number.rsplit("-", 1)[1]) for number in got)
    assert serials == list(range(serials[0], serials[0] + CROWD))


def test_the_run_names_its_database() -> None:
    assert connection.vendor in {"sqlite", "postgresql"}
