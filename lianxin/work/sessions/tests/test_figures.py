"""The figures of article 003: 52 and 206 sessions, 70 and 370 items, number 16, three documents, eight steps."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from lianxin.kernel.access.models import Unit
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.figures import answers
from lianxin.kernel.figures.catalogue import definition
from lianxin.kernel.figures.periods import ZONE, parse
from lianxin.kernel.figures.question import territory
from lianxin.kernel.matters.figures import FIGURES as COMMON
from lianxin.kernel.matters.models import Event, Matter
from lianxin.work.sessions.figures import FIGURES
from lianxin.work.sessions.flow import STEPS
from lianxin.work.sessions.models import AgendaItem, Body, Document, Session, SessionItem
from tests.world import CITY, COMMUNITY, EAST, WEST, WEST_COMMUNITY, many_rows_came

pytestmark = pytest.mark.django_db
YEAR, NOW = parse("2024"), datetime(2024, 12, 31, 12, tzinfo=ZONE)
serial = count(1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)


def series(place: str, level: str, how_many: int, kind: str = "weekly", unit: str = "city") -> list[Session]:
    """Held sessions, one a day back from the last day of the year, numbered from 1."""
    body, _new = Body.objects.get_or_create(
        kind=kind, place_path=place, defaults={"level": level, "convener": Unit.objects.get(code=unit)}
    )
    rows = Session.objects.unscoped(reason="test")
    return rows.bulk_create(
        Session(
            body=body,
            kind=kind,
            place_path=place,
            level=level,
            number=n,
            state="approved",
            at=at(date(2024, 12, 30) - timedelta(days=how_many - n)),
        )
        for n in range(1, how_many + 1)
    )


def solved(session: Session, how_many: int, place: str, outcome: str = "solved", **header: Any) -> list[Matter]:
    """Items that a session decided and that ended in the year."""
    rows = Matter.objects.unscoped(reason="test")
    made = rows.bulk_create(
        Matter(
            **{
                "number": f"FI-{(n := next(serial))}",
                "tracking_code": f"fi{n}",
                "kind": "session_item",
                "state": "closed",
                "title": "示例",
                "place_path": place,
                "channel": "desk",
                "outcome": outcome,
                "opened_at": at(date(2024, 3, 1)),
                "closed_at": at(date(2024, 6, 1)),
                **header,
            }
        )
        for _ in range(how_many)
    )
    SessionItem.objects.unscoped(reason="test").bulk_create(
        SessionItem(matter=matter, level=session.level, level_path=session.place_path, text="示例") for matter in made
    )
    AgendaItem.objects.unscoped(reason="test").bulk_create(
        AgendaItem(session=session, place=n, matter=matter, topic="示例", result="decided")
        for n, matter in enumerate(made)
    )
    return made


def value(id: str, place: str = CITY, period: Any = YEAR, **filters: str) -> Any:
    return answers.value(definition(id), territory(place), place, period, now=NOW, **filters)


def number(id: str, place: str = CITY, **filters: str) -> Any:
    return value(id, place, **filters).number


def test_every_definition_is_sound() -> None:
    assert [problem for each in (*FIGURES, *COMMON) for problem in each.problems()] == []
    assert {"F105", "F106", "F133", "F141", "F142", "F143", "F144", "F145"} <= {each.id for each in FIGURES}


@pytest.fixture
def article(world: Any) -> Any:
    """The numbers of article 003: two counties hold 206 sessions between them and resolve 370 items."""
    city = series(CITY, "city", 52)
    east, west = series(EAST, "county", 120, unit="east"), series(WEST, "county", 86, unit="west")
    solved(city[15], 70, COMMUNITY)
    solved(east[0], 200, COMMUNITY)
    solved(west[0], 170, WEST_COMMUNITY)
    solved(city[0], 3, COMMUNITY, outcome="explained")
    many_rows_came()
    return city


def test_the_numbers_of_the_article(article: list[Session]) -> None:
    assert (number("F141"), number("F142"), number("F143"), number("F144")) == (52, 70, 206, 370)
    assert number("sessions_held") == 258


def test_the_parts_close(article: list[Session]) -> None:
    for id, parts in (("F143", {EAST: 120, WEST: 86}), ("F144", {EAST: 200, WEST: 170}), ("F142", {EAST: 70, WEST: 0})):
        found = answers.series(definition(id), territory(CITY), CITY, YEAR, "place", now=NOW)
        assert {part.key: part.value.number for part in found} == parts, id
    assert (
        sum(
            part.value.number
            for part in answers.series(definition("F143"), territory(CITY), CITY, YEAR, "month", now=NOW)
        )
        == 206
    )


def test_every_figure_opens_as_many_records_as_its_n(world: Any, article: list[Session]) -> None:
    adopted(article[0], 3)
    for each in (*FIGURES, *COMMON):
        found = answers.value(each, territory(CITY), CITY, YEAR, now=NOW)
        rows = answers.records(each, territory(CITY), CITY, YEAR, now=NOW)
        assert rows.count() == found.n, each.id
        if each.listed and found.n:
            lines = each.listed(list(rows[:3]))
            assert all(line.title and line.href for line in lines), each.id
        for by in each.splits:
            parts = answers.series(each, territory(CITY), CITY, YEAR, by, now=NOW)
            assert sum(part.value.n for part in parts) == found.n, (each.id, by)


def test_the_session_of_august_was_the_sixteenth(world: Any) -> None:
    rows = series(CITY, "city", 20)
    for row, day in zip(rows, range(len(rows)), strict=True):
        row.at = at(date(2024, 5, 13) + timedelta(weeks=day))
    Session.objects.unscoped(reason="test").bulk_update(rows, ["at"])
    series(EAST, "county", 30, unit="east")
    assert value("F133", period=parse("2024-01-01..2024-08-26")).number == 16
    assert value("F133", period=parse("2024-01-01..2024-08-25")).number == 15
    assert (number("F133"), number("F133", EAST)) == (20, 30)
    assert value("F133", period=parse("2023")).number == 0


def test_planned_and_cancelled_sessions_are_not_held(world: Any) -> None:
    [first, second, third] = series(CITY, "city", 3)
    Session.objects.unscoped(reason="test").filter(pk=second.pk).update(state="cancelled", number=None)
    Session.objects.unscoped(reason="test").filter(pk=third.pk).update(state="planned")
    assert (number("F141"), number("F133"), number("sessions_held")) == (1, first.number, 1)


def test_kinds_are_counted_as_the_pack_says(world: Any) -> None:
    series(CITY, "city", 1, kind="new_sectors")
    series(CITY, "city", 2, kind="push")
    assert (number("F105"), number("F141"), number("sessions_held")) == (1, 0, 3)


def adopted(session: Session, how_many: int) -> None:
    point = AgendaItem.objects.create(session=session, place=1, topic="审议")
    for n in range(how_many):
        Document.objects.create(
            name=f"{session.kind}{n}",
            place_path=session.place_path,
            agenda_item=point,
            adopted_on=session.at.date(),
            in_force_on=session.at.date(),
        )


def test_the_joint_conference_adopted_three_documents(world: Any) -> None:
    adopted(series(CITY, "city", 1, kind="joint_conference")[0], 3)
    adopted(series(CITY, "city", 1, kind="coordination")[0], 2)
    assert (number("F106"), number("documents_adopted")) == (3, 5)
    assert number("F106", EAST) == 0


def test_what_was_only_explained_or_never_decided_is_not_resolved(world: Any) -> None:
    [session] = series(CITY, "city", 1)
    solved(session, 1, COMMUNITY, outcome="explained")
    [undecided] = solved(session, 1, COMMUNITY)
    AgendaItem.objects.unscoped(reason="test").filter(matter=undecided).update(result="noted")
    solved(session, 1, COMMUNITY, closed_at=at(date(2025, 1, 1)))
    assert number("F142") == 0


def test_a_problem_is_resolved_once_however_many_items_it_had(world: Any) -> None:
    [session] = series(CITY, "city", 1)
    [first] = solved(session, 1, COMMUNITY)
    solved(session, 2, COMMUNITY, root=first)
    assert number("F142") == 1


def test_a_sealed_item_is_in_no_figure(world: Any) -> None:
    [session] = series(CITY, "city", 1)
    solved(session, 1, COMMUNITY, secrecy="C4")
    assert (number("F142"), number("session_clues"), number("matters_once")) == (0, 0, 0)


def test_the_loop_has_eight_steps_when_all_of_them_have_been_gone(world: Any) -> None:
    [session] = series(CITY, "city", 1)
    item, other = solved(session, 2, COMMUNITY)
    for n, step in enumerate(STEPS):
        for matter in (item, other)[: 2 if n < 3 else 1]:
            Event.objects.unscoped(reason="test").create(
                matter=matter,
                move="x",
                from_state=STEPS[n - 1] if n else "",
                to_state=step,
                actor_kind="staff",
                at=at(date(2024, 4, 1) + timedelta(days=n)),
            )
    assert (number("F145"), value("F145").n) == (8, 11)
    assert value("F145", period=parse("2024-04-01..2024-04-05")).number == 5
    assert number("F145", WEST) == 0


def test_tasks_are_on_time_when_proved_before_the_day_of_the_session(world: Any) -> None:
    rows = Matter.objects.unscoped(reason="test")
    for n, (met, closed, outcome) in enumerate(
        [(4, 9, "solved"), (6, 9, "solved"), (None, None, ""), (3, 3, "given_up")]
    ):
        task = rows.create(
            number=f"FT-{n}",
            tracking_code=f"ft{n}",
            kind="session_task",
            state="closed" if closed else "handling",
            title="示例",
            place_path=COMMUNITY,
            channel="other",
            outcome=outcome,
            opened_at=at(date(2024, 6, 1)),
            due_at=None if closed else at(date(2024, 6, 5)),
            closed_at=at(date(2024, 6, closed)) if closed else None,
            holder=world.units["water"],
        )
        Deadline.objects.create(
            matter=task,
            name="perform",
            unit="day",
            amount=4,
            started_at=at(date(2024, 6, 1)),
            due_at=at(date(2024, 6, 5)),
            target_at=at(date(2024, 6, 5)),
            met_at=at(date(2024, 6, met)) if met else None,
        )
    rate = value("session_tasks_on_time")
    assert (rate.part, rate.n, number("session_tasks"), number("session_tasks_overdue")) == (1, 3, 4, 1)


def test_nobody_counts_what_they_may_not_open(world: Any, article: list[Session]) -> None:
    def counted(login: str, id: str) -> Any:
        return answers.value(definition(id), world.actor(login), "", YEAR, now=NOW).number

    assert counted("county", "F143") == 120
    assert counted("west_county", "F144") == 170
    assert (counted("street", "F143"), counted("handler", "F143")) == (0, 0)
