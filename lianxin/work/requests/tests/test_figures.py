"""What each figure of this module counts, and what it leaves out."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from lianxin.kernel.access.actor import reporter
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.figures import answers
from lianxin.kernel.figures.catalogue import catalogue, definition
from lianxin.kernel.figures.periods import ZONE, parse
from lianxin.kernel.figures.question import territory
from lianxin.kernel.matters.models import Matter
from lianxin.work.requests import actions
from lianxin.work.requests.figures import FIGURES
from lianxin.work.requests.models import Rating, Request
from tests.world import CITY, COMMUNITY, EAST, GRID, WEST_COMMUNITY

pytestmark = pytest.mark.django_db
YEAR, NOW = parse("2026"), datetime(2026, 12, 1, tzinfo=ZONE)
serial = count(1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def filed(opened: str = "2026-03-02 09:00", *, particulars: dict[str, Any] | None = None, **header: Any) -> Matter:
    n = next(serial)
    facts = {"kind": "request", "state": "handling", "title": "示例", "channel": "snap", "place_path": COMMUNITY}
    facts |= header
    matter = Matter(number=f"RF-{n}", tracking_code=f"rf{n}", opened_at=at(opened), **facts)
    matter.save(force_insert=True)
    if facts["kind"] == "request":
        Request.objects.create(matter=matter, text="示例", **(particulars or {}))
    return matter


def ended(outcome: str, closed: str = "2026-03-05 09:00", **header: Any) -> Matter:
    return filed(state="closed", closed_at=at(closed), outcome=outcome, **header)


def answered(*words: dict[str, Any], on: str = "2026-03-05 09:00", **header: Any) -> Matter:
    """An answered request and its ratings, one a round."""
    matter = filed(particulars={"answered_at": at(on), "round": max(1, len(words))}, state="answered", **header)
    for n, word in enumerate(words, 1):
        Rating.objects.create(
            matter=matter,
            round=n,
            door="link",
            rated_at=at(on) + timedelta(days=n),
            **{"grade": "satisfied", "solved": True, "contacted": True, **word},
        )
    return matter


def value(id: str, place: str = CITY, **filters: str) -> Any:
    return answers.value(definition(id), territory(place), place, YEAR, now=NOW, **filters)


def number(id: str, **filters: str) -> Any:
    return value(id, **filters).number


def test_every_definition_is_sound_and_in_the_catalogue():
    assert [problem for each in FIGURES for problem in each.problems()] == []
    assert {
        "F032",
        "F033",
        "snap_suggestions",
        "response",
        "solved_rate",
        "satisfaction",
        "effective_satisfaction",
        "closed",
        "solved",
        "median_days",
        "on_time",
        "overdue",
        "repeat",
        "received",
        "whistles",
    } <= set(catalogue())


def test_closed_and_solved_always_stand_beside_each_other():
    assert "solved" in definition("closed").beside
    assert "closed" in definition("solved").beside
    assert {"closed", "solved"} <= set(definition("solved_rate").beside)


def test_every_figure_opens_as_many_records_as_its_n(world):
    for _n in range(6):
        answered({"solved": False, "grade": "basic"}, {}, category="0101", holder=world.units["lights"])
    ended("solved")
    filed(kind="call", state="present", channel="whistle")
    actor = territory(CITY)
    for each in catalogue().values():
        found = answers.value(each, actor, CITY, YEAR, now=NOW)
        assert answers.records(each, actor, CITY, YEAR, now=NOW).count() == found.n, each.id
        for by in each.splits:
            parts = answers.series(each, actor, CITY, YEAR, by, now=NOW)
            assert sum(part.value.n for part in parts) == found.n, (each.id, by)


def test_parts_of_a_split_request_and_calls_are_not_received_again(world):
    parent = filed()
    filed(parent=parent)
    filed(kind="call", parent=parent, channel="whistle")
    filed(parent=parent, channel="handover")
    assert (number("received"), number("F033"), number("open")) == (2, 1, 3)


def test_a_message_merged_into_another_came_but_is_one_matter(world):
    first = filed()
    ended("merged", duplicate_of=first)
    assert (number("received"), number("distinct"), number("F033"), number("closed")) == (2, 1, 2, 0)


def test_solved_is_a_part_of_closed(world):
    for outcome in ("solved", "explained", "refused", "sent_on", "given_up", "withdrawn"):
        ended(outcome, channel="hotline")
    ended("solved")
    ended("solved", "2027-01-01 00:00")
    assert (number("closed"), number("solved"), number("F032")) == (7, 2, 1)
    assert (value("solved_rate").part, value("solved_rate").n) == (2, 7)


def test_suggestions_are_told_by_kind_and_only_from_observers(world):
    filed(particulars={"hotline_kind": "建议"})
    filed(particulars={"hotline_kind": "suggestion"}, channel="found")
    filed(particulars={"hotline_kind": "suggestion"}, channel="hotline")
    filed()
    assert number("snap_suggestions") == 2


def test_a_repeat_is_a_merged_a_reopened_or_the_same_thing_within_thirty_days(world):
    same = {"category": "0101", "place_path": GRID}
    first = filed("2026-03-01 09:00", **same)
    filed("2026-03-30 09:00", **same)
    filed("2026-05-30 09:00", **same)
    filed("2026-03-05 09:00", category="0102", place_path=GRID)
    filed("2026-03-05 09:00", category="0101", place_path=WEST_COMMUNITY)
    filed("2026-03-06 09:00", category="0103", place_path=GRID, reopenings=1)
    ended("merged", category="0104", place_path=GRID, duplicate_of=first)
    filed("2026-03-06 09:00", category="0101", place_path=EAST)
    filed("2026-03-07 09:00", category="0101", place_path=EAST)
    filed("2026-03-07 09:00", place_path=GRID)
    found = value("repeat")
    assert (found.n, found.part) == (7, 3)


def clock(matter: Matter, due: str, **ends: str) -> None:
    Deadline.objects.create(
        matter=matter,
        name="handle",
        unit="wday",
        amount=5,
        started_at=matter.opened_at,
        due_at=at(due),
        target_at=at(due),
        **{name: at(text) for name, text in ends.items()},
    )


def test_on_time_counts_what_fell_due_and_leaves_out_what_was_never_late_nor_answered(world):
    def due(when: str = "2026-03-09 18:00", **ends: str) -> Matter:
        matter = filed()
        clock(matter, when, **ends)
        return matter

    due(met_at="2026-03-09 18:00")
    due(met_at="2026-03-09 18:01")
    due()
    due(stopped_at="2026-03-08 09:00")
    due(stopped_at="2026-03-12 09:00")
    due(paused_at="2026-03-08 09:00")
    due("2026-12-20 18:00")
    due("2026-12-20 18:00", met_at="2026-11-30 09:00")
    twice = due(met_at="2026-03-05 09:00")
    clock(twice, "2026-04-09 18:00", met_at="2026-05-09 18:00")
    found = value("on_time")
    assert (found.n, found.part) == (6, 2)


def test_overdue_now_is_what_is_open_and_past_its_due_moment(world):
    filed(due_at=NOW - timedelta(seconds=1))
    filed(due_at=NOW + timedelta(seconds=1))
    filed(waiting=True)
    ended("solved", due_at=NOW - timedelta(days=9))
    assert (number("overdue"), number("open")) == (1, 3)


def test_the_median_days_run_from_arrival_to_the_answer(world):
    for days in (1, 3, 20):
        answered(on=f"2026-03-{2 + days:02} 09:00")
    assert (value("median_days").exact, value("median_days").n) == ("3.0", 3)


def test_each_matter_is_counted_by_its_last_own_rating(world):
    answered({"solved": False, "grade": "unsatisfied"}, {"solved": True, "grade": "satisfied"})
    for _n in range(5):
        answered({"solved": True, "grade": "basic", "contacted": False})
    for _n in range(4):
        answered({"solved": False, "grade": "unsatisfied", "contacted": None})
    answered({"is_assisted": True})
    answered({}, {"is_assisted": True})
    assert (value("solved_by_reporter").part, value("solved_by_reporter").n) == (6, 10)
    assert (value("satisfaction").part, value("satisfaction").n) == (Decimal("5.5"), 10)
    assert (value("response").part, value("response").n) == (1, 6)


def test_silence_lowers_the_headline_once_the_time_for_a_rating_is_over(world):
    for _n in range(6):
        answered({})
    for _n in range(4):
        answered()
    answered(on="2026-11-30 09:00")
    assert (value("participation").part, value("participation").n) == (6, 10)
    assert number("satisfaction") == 100
    assert number("effective_satisfaction") == 60


def test_the_weight_of_basically_satisfied_is_the_packs(world, monkeypatch):
    from lianxin.work.requests.figures import ratings

    for _n in range(10):
        answered({"grade": "basic"})
    assert number("satisfaction") == 90
    lighter = type("P", (), {"get": lambda self, key, default: 0.6 if key == "requests.basic_weight" else default})
    monkeypatch.setattr(ratings, "pack", lambda: lighter())
    assert number("satisfaction") == 60


def test_fewer_than_five_ratings_are_not_shown(world):
    for _n in range(4):
        answered({})
    for id in ("satisfaction", "response", "solved_by_reporter"):
        assert value(id).withheld, id
    assert value("effective_satisfaction").withheld


def test_whistles_answered_leaves_out_the_cancelled_and_those_not_due(world):
    filed(kind="call", state="present")
    filed(kind="call", state="closed", closed_at=NOW, outcome="solved")
    filed(kind="call", state="called", due_at=NOW - timedelta(days=1))
    filed(kind="call", state="called", due_at=NOW + timedelta(days=1))
    filed(kind="call", state="closed", closed_at=NOW, outcome="withdrawn")
    assert (value("whistles").part, value("whistles").n) == (2, 3)


def test_a_request_answered_and_rated_in_the_ordinary_way_shows_in_the_figures(world):
    request = world.request()
    matter = actions.route(request.matter, actor=world.actor("street"), unit=world.units["lights"])
    matter = actions.accept(matter, actor=world.actor("handler"))
    matter = actions.answer(matter, actor=world.actor("handler"), outcome="solved", text="已修好")
    actions.confirm(matter, actor=reporter(matter.pk))
    today = parse(str(request.matter.opened_at.year))

    def now_of(id: str) -> Any:
        return answers.value(definition(id), territory(), "", today).number

    assert [now_of(id) for id in ("received", "F033", "closed", "solved", "F032", "open")] == [1, 1, 1, 1, 1, 0]
    assert now_of("on_time") == 100
    assert now_of("median_days") < 1
    found = answers.records(definition("F032"), world.actor("city"), "", today)
    assert [row.number for row in found] == [request.matter.number]
