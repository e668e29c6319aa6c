"""Reminders: to whom, when, and once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.access.models import Unit
from lianxin.kernel.clock import deadlines
from lianxin.kernel.clock.models import Deadline, Reminder
from lianxin.kernel.clock.reminders import due_reminders, send_reminders, superior
from lianxin.kernel.clock.tests.conftest import CITY, COUNTY, STREET, at
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.notices.models import Notice

pytestmark = pytest.mark.django_db
DUE = at("2026-11-09 23:59:59")
NEAR, LATE, VERY_LATE = DUE - timedelta(hours=3), DUE + timedelta(hours=3), DUE + timedelta(days=3, hours=3)


def clock_of(matter: Matter) -> Deadline:
    return deadlines.start(matter, "handle", amount=5, unit="wday", at=at("2026-11-02 09:00"), actor=SYSTEM)


def told(now: datetime) -> list[tuple[str, str]]:
    return [(reminder.kind, reminder.to_unit.code) for reminder in due_reminders(now)]


def test_the_holder_is_told_when_near_and_when_past_and_the_next_level_when_long_past(matter: Matter) -> None:
    clock_of(matter)
    assert told(DUE - timedelta(hours=25)) == []
    assert told(NEAR) == [("near", "clock-street")]
    assert told(LATE) == [("overdue", "clock-street")]
    assert told(VERY_LATE) == [("seriously_overdue", "clock-county")]


def test_each_reminder_is_sent_once(matter: Matter) -> None:
    clock_of(matter)
    assert [send_reminders(NEAR), send_reminders(NEAR + timedelta(minutes=10))] == [1, 0]
    assert [send_reminders(LATE), send_reminders(LATE)] == [1, 0]
    assert [send_reminders(VERY_LATE), send_reminders(VERY_LATE + timedelta(days=30))] == [1, 0]
    assert list(Reminder.objects.values_list("kind", "to_unit__code")) == [
        ("near", "clock-street"),
        ("overdue", "clock-street"),
        ("seriously_overdue", "clock-county"),
    ]
    notices = Notice.objects.unscoped(reason="test of the reminders").order_by("id")
    assert [(notice.kind, notice.to_unit.code, notice.matter_id) for notice in notices] == [
        ("clock.near", "clock-street", matter.pk),
        ("clock.overdue", "clock-street", matter.pk),
        ("clock.seriously_overdue", "clock-county", matter.pk),
    ]
    assert all(matter.number in notice.subject and matter.title not in notice.body for notice in notices)


@pytest.mark.parametrize("quiet", ["paused", "met", "stopped", "closed", "unheld"])
def test_nobody_is_reminded_of_what_waits_is_over_or_is_held_by_none(matter: Matter, quiet: str) -> None:
    clock_of(matter)
    if quiet == "paused":
        deadlines.pause(matter, at=at("2026-11-05 09:00"), reason="", actor=SYSTEM)
    elif quiet == "met":
        deadlines.meet(matter, "handle", at=at("2026-11-05 09:00"))
    elif quiet == "stopped":
        deadlines.stop(matter, at=at("2026-11-05 09:00"))
    elif quiet == "closed":
        matter.closed_at, matter.outcome = at("2026-11-05 09:00"), "solved"
        matter.save(update_fields=["closed_at", "outcome"])
    else:
        matter.holder = None
        matter.save(update_fields=["holder"])
    assert told(NEAR) == told(LATE) == told(VERY_LATE) == []


def test_a_moved_end_and_a_new_holder_are_new_occasions(matter: Matter, county: Unit) -> None:
    clock = clock_of(matter)
    send_reminders(LATE)
    matter.holder = county
    matter.save(update_fields=["holder"])
    assert told(LATE) == [("overdue", "clock-county")]
    send_reminders(LATE)
    Deadline.objects.filter(pk=clock.pk).update(due_at=DUE + timedelta(days=1))
    assert told(LATE + timedelta(days=1)) == [("overdue", "clock-county")]


def test_the_next_level_is_the_parent_that_answers_for_a_wider_place(county: Unit, street: Unit) -> None:
    desk = Unit.objects.create(code="clock-desk", name="示例窗口", kind="street", place_path=STREET, parent=street)
    assert superior(desk) == county
    county.is_active = False
    county.save()
    city = Unit.objects.create(code="clock-city", name="示例市社工部", kind="office", place_path=CITY)
    assert superior(Unit.objects.get(pk=desk.pk)) == city
    assert superior(city) is None


def test_without_a_parent_the_nearest_wider_place_is_taken_and_its_own_kind_preferred(db: None) -> None:
    Unit.objects.create(code="clock-a", name="示例市政府", kind="office", place_path=CITY)
    Unit.objects.create(code="clock-b", name="示例区局", kind="bureau", place_path=COUNTY)
    office = Unit.objects.create(code="clock-c", name="示例区办", kind="office", place_path=COUNTY)
    below = Unit.objects.create(code="clock-d", name="示例街办", kind="office", place_path=STREET)
    assert superior(below) == office


def test_at_the_top_the_holder_is_told_itself(matter: Matter, county: Unit) -> None:
    clock_of(matter)
    matter.holder = county
    matter.save(update_fields=["holder"])
    assert told(VERY_LATE) == [("seriously_overdue", "clock-county")]


def test_finding_reminders_costs_the_same_for_one_matter_and_for_five(
    make_matter: Callable[[], Matter], django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(5):
        clock_of(make_matter())
    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]
        assert len(told(VERY_LATE)) == 5


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_send_each_reminder_once(make_matter: Callable[[], Matter]) -> None:
    with transaction.atomic():
        for _ in range(3):
            clock_of(make_matter())
    together, sent = Barrier(8), []

    def work() -> None:
        try:
            together.wait()
            sent.append(send_reminders(LATE))
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(sent) == 8
    assert sum(sent) == 3 == Reminder.objects.count()
    assert Notice.objects.unscoped(reason="test of the reminders").count() == 3
