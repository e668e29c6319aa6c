"""Ends of terms with pauses and extensions."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.clock.calendar import Calendar
from lianxin.kernel.clock.city import SHIPPED
from lianxin.kernel.clock.counting import ZONE, Span, Terms, Unit, due, local_day

CALENDAR = Calendar.load(SHIPPED)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("unit", "amount", "start", "end"),
    [
        ("wday", 5, "2026-02-13 09:00", "2026-02-27 23:59:59"),
        ("day", 15, "2026-09-18 23:59", "2026-10-08 23:59:59"),
        ("hour", 24, "2026-10-01 10:30", "2026-10-02 10:30"),
    ],
)
def test_days_end_at_the_last_second_and_hours_at_their_moment(unit: Unit, amount: int, start: str, end: str) -> None:
    assert due(Terms(at(start), amount, unit), CALENDAR).due_at == at(end)


def test_the_day_is_that_of_shanghai_whatever_zone_the_moment_came_in() -> None:
    started = datetime.fromisoformat("2026-11-02T17:00:00+00:00")  # already the 3rd in Shanghai
    assert due(Terms(started, 1, "wday"), CALENDAR).due_at == at("2026-11-04 23:59:59")


@pytest.mark.parametrize(
    ("unit", "amount", "pauses", "end"),
    [
        ("wday", 5, [("2026-11-03 10:00", "2026-11-05 10:00")], "2026-11-11 23:59:59"),
        ("wday", 5, [("2026-11-06 10:00", "2026-11-08 10:00")], "2026-11-09 23:59:59"),  # a weekend held back nothing
        ("wday", 5, [("2026-11-03 10:00", "2026-11-03 18:00")], "2026-11-09 23:59:59"),
        ("day", 10, [("2026-11-03 10:00", "2026-11-05 10:00")], "2026-11-16 23:59:59"),  # 14 November rolled
        ("hour", 2, [("2026-11-02 09:30", "2026-11-02 10:15")], "2026-11-02 11:45"),
    ],
)
def test_a_pause_gives_back_what_it_held(unit: Unit, amount: int, pauses: list[tuple[str, str]], end: str) -> None:
    spans = tuple((at(a), at(b)) for a, b in pauses)
    assert due(Terms(at("2026-11-02 09:00"), amount, unit, pauses=spans), CALENDAR).due_at == at(end)


def test_an_extension_counts_on_from_the_unrolled_end() -> None:
    plain = Terms(at("2026-04-01 09:00"), 60, "day")
    assert due(plain, CALENDAR).due_at == at("2026-06-01 23:59:59")  # 31 May was a Sunday
    longer = Terms(at("2026-04-01 09:00"), 60, "day", extended_days=30)
    assert due(longer, CALENDAR).due_at == at("2026-06-30 23:59:59")


def test_overlapping_pauses_are_given_back_once() -> None:
    one = ((at("2026-11-03 10:00"), at("2026-11-06 10:00")),)
    two = ((at("2026-11-04 10:00"), at("2026-11-06 10:00")), (at("2026-11-03 10:00"), at("2026-11-05 10:00")))
    started = at("2026-11-02 09:00")
    assert due(Terms(started, 5, "wday", pauses=one), CALENDAR) == due(Terms(started, 5, "wday", pauses=two), CALENDAR)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 3, 31)).map(lambda moment: moment.replace(tzinfo=ZONE))
units: st.SearchStrategy[Unit] = st.sampled_from(["day", "wday", "hour"])


@st.composite
def paused_terms(draw: st.DrawFn) -> Terms:
    started = draw(moments)
    gaps = draw(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 20_000)), max_size=4))
    pauses: list[Span] = []
    moment = started
    for run, rest in gaps:
        begin = moment + timedelta(minutes=run)
        moment = begin + timedelta(minutes=rest)
        pauses.append((begin, moment))
    return Terms(started, draw(st.integers(1, 40)), draw(units), draw(st.integers(0, 20)), tuple(pauses))


def without(terms: Terms, extended_days: int, pauses: tuple[Span, ...]) -> Terms:
    return Terms(terms.started_at, terms.amount, terms.unit, extended_days, pauses)


@given(paused_terms())
def test_pausing_never_shortens(terms: Terms) -> None:
    assert due(terms, CALENDAR).due_at >= due(without(terms, terms.extended_days, ()), CALENDAR).due_at


@given(paused_terms())
def test_extending_never_shortens(terms: Terms) -> None:
    assert due(terms, CALENDAR).due_at >= due(without(terms, 0, terms.pauses), CALENDAR).due_at


@given(paused_terms())
def test_a_pause_of_no_length_changes_nothing(terms: Terms) -> None:
    moment = terms.started_at + timedelta(hours=1)
    more = without(terms, terms.extended_days, (*terms.pauses, (moment, moment)))
    assert due(more, CALENDAR) == due(terms, CALENDAR)


@given(paused_terms())
def test_the_order_in_which_pauses_are_told_does_not_matter(terms: Terms) -> None:
    turned = without(terms, terms.extended_days, tuple(reversed(terms.pauses)))
    assert due(turned, CALENDAR) == due(terms, CALENDAR)


@given(paused_terms())
def test_days_end_on_a_working_day_and_the_target_is_never_later(terms: Terms) -> None:
    end = due(terms, CALENDAR)
    assert end.target_at <= end.due_at
    if terms.unit != "hour":
        assert CALENDAR.is_working_day(local_day(end.due_at))
        assert CALENDAR.is_working_day(local_day(end.target_at))


@given(moments, st.integers(1, 40), st.integers(0, 60))
def test_working_days_left_when_paused_are_left_when_resumed(started: datetime, amount: int, days: int) -> None:
    """The promise behind the counting: a pause neither gives nor takes a working day."""
    held = started + timedelta(hours=5)
    resumed = held + timedelta(days=days)
    end = due(Terms(started, amount, "wday", pauses=((held, resumed),)), CALENDAR).due_at
    left = amount - CALENDAR.working_days_between(local_day(started), local_day(held))
    assert local_day(end) == CALENDAR.add_working_days(local_day(resumed), left)


@given(moments, st.integers(1, 40), units, st.integers(0, 30_000))
def test_a_clock_paused_in_time_has_not_run_out_when_it_goes_on(
    started: datetime, amount: int, unit: Unit, minutes: int
) -> None:
    held = due(Terms(started, amount, unit), CALENDAR).due_at
    resumed = held + timedelta(minutes=minutes)
    assert due(Terms(started, amount, unit, pauses=((held, resumed),)), CALENDAR).due_at >= resumed


def test_a_term_that_ends_on_the_last_known_day_is_counted() -> None:
    assert local_day(due(Terms(at("2026-12-24 09:00"), 5, "wday"), CALENDAR).due_at) == date(2026, 12, 31)
