"""What each figure counts; the 420 rider suggestions of the article, with the records behind the number."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.figures import answers
from lianxin.kernel.figures.catalogue import catalogue, definition
from lianxin.kernel.figures.periods import ZONE, parse
from lianxin.kernel.figures.question import territory
from lianxin.kernel.matters.models import Matter
from lianxin.work.suggestions.figures import FIGURES
from lianxin.work.suggestions.models import Evaluation, Suggestion, SuggestionCall
from lianxin.work.suggestions.tests.made import at
from tests.world import CITY, COMMUNITY, EAST, GRID, WEST, WEST_COMMUNITY

pytestmark = pytest.mark.django_db
YEAR, NOW = parse("2026"), datetime(2026, 12, 1, tzinfo=ZONE)
serial = count(1)
RIDERS = {EAST: 187, COMMUNITY: 96, GRID: 52, WEST: 61, WEST_COMMUNITY: 24}
"""Made-up places for the article's 420."""


def filed(opened: str = "2026-03-02 09:00", *, particulars: dict[str, Any] | None = None, **header: Any) -> Matter:
    n = next(serial)
    facts = {"kind": "suggestion", "state": "received", "title": "示例", "channel": "web", "place_path": EAST, **header}
    matter = Matter(number=f"SF-{n}", tracking_code=f"sf{n}", opened_at=at(opened), **facts)
    matter.save(force_insert=True)
    if facts["kind"] == "suggestion":
        Suggestion.objects.create(matter=matter, reason="示例", proposal="示例", **(particulars or {}))
    return matter


def decided(decision: str, on: str = "2026-04-02 09:00", **more: Any) -> Matter:
    outcome = {"not": "explained"}.get(decision, "")
    ended = {"state": "closed", "closed_at": at(on), "outcome": outcome} if outcome else {"state": "adopted"}
    return filed(particulars={"decision": decision, "decided_at": at(on), "fed_back_at": at(on), **more}, **ended)


def value(id: str, place: str = CITY, **filters: str) -> Any:
    return answers.value(definition(id), territory(place), place, YEAR, now=NOW, **filters)


def number(id: str, place: str = CITY) -> Any:
    return value(id, place).number


def test_every_definition_is_sound_and_in_the_catalogue():
    assert [problem for each in FIGURES for problem in each.problems()] == []
    assert {"F034", "suggestions", "suggestion_adoption_rate", "suggestion_practice_rate"} <= set(catalogue())


def test_the_articles_420_rider_suggestions_with_their_records(world):
    for place, much in RIDERS.items():
        for n in range(much):
            filed(f"2026-{n % 9 + 1:02}-15 10:00", place_path=place, particulars={"author_kind": "rider"})
    filed(particulars={"author_kind": "observer"})
    filed()
    filed("2025-12-31 23:59", particulars={"author_kind": "rider"})
    filed(outcome="sent_on", state="closed", closed_at=at("2026-05-01 09:00"), particulars={"author_kind": "rider"})
    figure, reader = definition("F034"), territory(CITY)
    assert value("F034").exact == "420"
    records = answers.records(figure, reader, CITY, YEAR, now=NOW)
    assert records.count() == 420
    for by in figure.splits:
        parts = answers.series(figure, reader, CITY, YEAR, by, now=NOW)
        assert sum(part.value.n for part in parts) == 420, by
    assert number("F034", EAST) == 187 + 96 + 52
    assert number("F034", WEST) == 61 + 24
    assert (number("suggestions"), number("suggestions_observers")) == (422, 1)


def test_a_merged_one_came_but_is_one_suggestion(world):
    first = filed()
    filed(duplicate_of=first, state="closed", outcome="merged", closed_at=at("2026-03-05 09:00"))
    assert (number("suggestions"), number("suggestions_distinct")) == (2, 1)


def test_daily_and_called_ones_add_up(world):
    matter = filed(kind="suggestion_call", state="open", channel="call")
    asked = SuggestionCall.objects.create(
        matter=matter,
        way="网上",
        opens_on=date(2026, 3, 1),
        ends_on=date(2026, 4, 1),
        published_at=at("2026-03-01 08:00"),
    )
    for _n in range(3):
        filed(particulars={"call": asked})
    filed()
    assert (number("suggestions_of_calls"), number("suggestions_daily"), number("suggestions")) == (3, 1, 4)
    assert number("suggestion_calls") == 1


def test_adoption_and_practice_with_their_n(world):
    for n in range(6):
        decided("whole", practised_at=at("2026-06-01 09:00") if n < 4 else None)
    for n in range(3):
        decided("part", practised_at=at("2027-02-01 09:00") if n < 1 else None)
    for _n in range(3):
        decided("not")
    decided("whole", on="2025-12-30 09:00", practised_at=at("2026-01-09 09:00"))
    filed()
    adoption, practice = value("suggestion_adoption_rate"), value("suggestion_practice_rate")
    assert (adoption.part, adoption.n, number("suggestions_decided"), number("suggestions_adopted")) == (9, 12, 12, 9)
    assert (practice.part, practice.n) == (4, 9)  # what happens after the moment of asking is not known yet
    assert number("suggestions_practised") == 5  # counted in the year in which it happened


def test_every_author_is_owed_an_answer(world):
    main = decided("whole")
    filed(
        duplicate_of=main,
        state="closed",
        outcome="merged",
        closed_at=at("2026-03-05 09:00"),
        particulars={"fed_back_at": at("2026-04-02 09:00")},
    )
    filed(duplicate_of=main, state="closed", outcome="merged", closed_at=at("2026-03-05 09:00"))
    found = value("suggestion_feedback_rate")
    assert (found.part, found.n) == (2, 3)


def test_in_time_is_what_was_decided_by_its_day(world):
    for met, n in ((at("2026-04-01 09:00"), 2), (at("2026-05-01 09:00"), 1), (None, 1)):
        for _n in range(n):
            Deadline.objects.create(
                matter=filed(state="registered"),
                name="decide",
                amount=30,
                unit="wday",
                started_at=at("2026-03-02 09:00"),
                due_at=at("2026-04-14 23:59"),
                met_at=met,
            )
    found = value("suggestions_on_time")
    assert (found.part, found.n) == (2, 4)


def test_satisfaction_is_the_authors_own_word_in_groups(world):
    for n in range(6):
        matter = decided("whole")
        Evaluation.objects.create(
            matter=matter,
            grade="satisfied" if n < 4 else "basic" if n < 5 else "unsatisfied",
            at=at("2026-04-03 09:00") + timedelta(hours=n),
        )
    decided("not")
    taken, content = value("suggestion_participation"), value("suggestion_satisfaction")
    assert (taken.part, taken.n) == (6, 7)
    assert (float(content.part), content.n) == (4.9, 6)
    few = value("suggestion_satisfaction", WEST)
    assert few.number is None or few.n == 0


def test_sealed_ones_are_in_no_figure(world):
    filed(secrecy="C4", particulars={"author_kind": "rider"})
    assert (number("suggestions"), number("F034")) == (0, 0)


def test_every_figure_opens_as_many_records_as_its_n(world):
    for decision in ("whole", "part", "not"):
        for _n in range(5):
            Evaluation.objects.create(
                matter=decided(decision, commended_at=at("2026-05-01 09:00")), grade="basic", at=at("2026-04-03 09:00")
            )
    actor = territory(CITY)
    for each in FIGURES:
        found = answers.value(each, actor, CITY, YEAR, now=NOW)
        assert answers.records(each, actor, CITY, YEAR, now=NOW).count() == found.n, each.id
        for by in each.splits:
            parts = answers.series(each, actor, CITY, YEAR, by, now=NOW)
            assert sum(part.value.n for part in parts) == found.n, (each.id, by)
