"""Clocks that start, pause, go on, are lengthened, met and stopped."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.clock import deadlines
from lianxin.kernel.clock.deadlines import ClockRefused
from lianxin.kernel.clock.models import Deadline, Extension, Pause
from lianxin.kernel.clock.tests.conftest import at
from lianxin.kernel.clock.tests.test_year_files import GOOD
from lianxin.kernel.matters.models import Matter

pytestmark = pytest.mark.django_db
MONDAY = at("2026-11-02 09:00")


def five_days(matter: Matter, name: str = "handle") -> Deadline:
    return deadlines.start(matter, name, amount=5, unit="wday", at=MONDAY, actor=SYSTEM)


def stored(clock: Deadline) -> Deadline:
    return Deadline.objects.get(pk=clock.pk)


def test_the_first_end_among_several_clocks_is_the_nearest(matter: Matter) -> None:
    assert deadlines.nearest_due(matter) is None
    five_days(matter)
    deadlines.start(matter, "accept", amount=2, unit="hour", at=MONDAY, actor=SYSTEM)
    assert deadlines.nearest_due(matter) == at("2026-11-02 11:00")
    deadlines.meet(matter, "accept", at=at("2026-11-02 10:00"))
    assert deadlines.nearest_due(matter) == at("2026-11-09 23:59:59")


def test_the_target_is_kept_beside_the_lawful_end(matter: Matter) -> None:
    clock = deadlines.start(matter, "route", amount=15, unit="day", at=at("2026-09-18 09:00"), actor=SYSTEM)
    assert stored(clock).due_at == at("2026-10-08 23:59:59")
    assert stored(clock).target_at == at("2026-09-30 23:59:59")


def test_all_running_clocks_pause_and_go_on_later_by_what_was_held(matter: Matter, asker: Actor) -> None:
    handle = five_days(matter)
    answer = deadlines.start(matter, "answer", amount=48, unit="hour", at=MONDAY, actor=SYSTEM)
    assert deadlines.pause(matter, at=at("2026-11-03 10:00"), reason="等群众补充", actor=asker) == 2
    assert deadlines.nearest_due(matter) is None
    assert stored(handle).state == "paused"
    assert deadlines.resume(matter, at=at("2026-11-05 11:00"), actor=asker) == 2
    assert stored(handle).due_at == at("2026-11-11 23:59:59")
    assert stored(answer).due_at == at("2026-11-06 10:00")
    held = Pause.objects.get(deadline=handle)
    assert (held.reason, held.paused_by_id, held.resumed_by_id) == ("等群众补充", asker.user_id, asker.user_id)


def test_pausing_twice_and_resuming_twice_are_as_once(matter: Matter) -> None:
    clock = five_days(matter)
    deadlines.pause(matter, at=at("2026-11-03 10:00"), reason="", actor=SYSTEM)
    assert deadlines.pause(matter, at=at("2026-11-04 10:00"), reason="", actor=SYSTEM) == 0
    deadlines.resume(matter, at=at("2026-11-05 10:00"), actor=SYSTEM)
    first = stored(clock).due_at
    assert deadlines.resume(matter, at=at("2026-11-25 10:00"), actor=SYSTEM) == 0
    assert stored(clock).due_at == first == at("2026-11-11 23:59:59")
    assert Pause.objects.count() == 1


def test_a_pause_that_ends_at_once_changes_nothing(matter: Matter) -> None:
    before = five_days(matter)
    deadlines.pause(matter, at=at("2026-11-03 10:00"), reason="", actor=SYSTEM)
    deadlines.resume(matter, at=at("2026-11-03 10:00"), actor=SYSTEM)
    assert stored(before).due_at == before.due_at
    deadlines.pause(matter, at=at("2026-11-03 12:00"), reason="", actor=SYSTEM)
    deadlines.resume(matter, at=at("2026-11-03 11:00"), actor=SYSTEM)  # a clock of the machine that went back
    assert stored(before).due_at == before.due_at


def test_a_clock_that_has_run_out_is_not_paused(matter: Matter) -> None:
    clock = five_days(matter)
    assert deadlines.pause(matter, at=at("2026-11-10 08:00"), reason="", actor=SYSTEM) == 0
    assert stored(clock).state == "running"
    assert deadlines.nearest_due(matter) == at("2026-11-09 23:59:59")


def test_an_extension_counts_on_and_keeps_who_asked_and_who_allowed(matter: Matter, asker: Actor, head: Actor) -> None:
    clock = five_days(matter)
    longer = deadlines.extend(clock, days=3, reason=" 要等鉴定 ", actor=asker, approver=head, at=at("2026-11-06 09:00"))
    assert longer.due_at == stored(clock).due_at == at("2026-11-12 23:59:59")
    kept = Extension.objects.get(deadline=clock)
    assert (kept.days, kept.reason) == (3, "要等鉴定")
    assert (kept.asked_by_id, kept.approved_by_id) == (asker.user_id, head.user_id)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days": 0}, "days"),
        ({"reason": "  "}, "reason"),
        ({"at": at("2026-11-10 08:00")}, ""),
    ],
)
def test_an_extension_without_days_reason_or_time_left_is_refused(
    matter: Matter, asker: Actor, head: Actor, change: dict[str, object], field: str
) -> None:
    clock = five_days(matter)
    asked: dict[str, object] = {"days": 3, "reason": "要等鉴定", "at": at("2026-11-06 09:00"), **change}
    with pytest.raises(ClockRefused) as refused:
        deadlines.extend(clock, actor=asker, approver=head, **asked)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert stored(clock).due_at == clock.due_at
    assert not Extension.objects.exists()


def test_nobody_allows_their_own_extension_and_no_outsider_allows_any(matter: Matter, asker: Actor) -> None:
    clock = five_days(matter)
    for approver in (asker, Actor(kind="reporter", matter_id=matter.pk), Actor(kind="resident", user_id=10_000)):
        with pytest.raises(ClockRefused):
            deadlines.extend(clock, days=1, reason="急", actor=asker, approver=approver, at=MONDAY)
    assert deadlines.extend(clock, days=1, reason="停电", actor=SYSTEM, approver=SYSTEM, at=MONDAY).extended_days == 1


def test_the_database_itself_refuses_an_extension_by_one_hand(matter: Matter, asker: Actor) -> None:
    clock = five_days(matter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(
            deadline=clock, days=1, reason="急", at=MONDAY, asked_by_id=asker.user_id, approved_by_id=asker.user_id
        )


def test_a_clock_that_is_over_is_not_extended(matter: Matter, asker: Actor, head: Actor) -> None:
    clock = five_days(matter)
    deadlines.meet(matter, "handle", at=at("2026-11-03 09:00"))
    with pytest.raises(ClockRefused, match="已经结束"):
        deadlines.extend(clock, days=1, reason="急", actor=asker, approver=head, at=at("2026-11-04 09:00"))


def test_met_in_time_and_met_late_are_told_apart(make_matter: Callable[[], Matter]) -> None:
    early, late = make_matter(), make_matter()
    five_days(early)
    five_days(late)
    on_time = deadlines.meet(early, "handle", at=at("2026-11-09 23:59:59"))
    too_late = deadlines.meet(late, "handle", at=at("2026-11-10 00:00:00"))
    assert on_time is not None
    assert too_late is not None
    assert (on_time.on_time, too_late.on_time) == (True, False)
    assert deadlines.meet(early, "handle", at=at("2026-11-10 00:00:00")) is None


def test_work_done_while_waiting_is_measured_with_the_pause_given_back(matter: Matter) -> None:
    clock = five_days(matter)
    deadlines.pause(matter, at=at("2026-11-09 10:00"), reason="", actor=SYSTEM)
    deadlines.meet(matter, "handle", at=at("2026-11-12 10:00"))
    assert stored(clock).on_time is True
    assert stored(clock).due_at == at("2026-11-12 23:59:59")
    assert not Pause.objects.filter(to_at__isnull=True).exists()


def test_stopping_ends_every_open_clock_without_its_being_met(matter: Matter) -> None:
    handle = five_days(matter)
    five_days(matter, "answer")
    deadlines.pause(matter, at=at("2026-11-03 10:00"), reason="", actor=SYSTEM)
    assert deadlines.stop(matter, at=at("2026-11-04 10:00")) == 2
    assert stored(handle).state == "stopped"
    assert stored(handle).on_time is None
    assert deadlines.stop(matter, at=at("2026-11-04 10:00")) == 0
    assert deadlines.resume(matter, at=at("2026-11-05 10:00"), actor=SYSTEM) == 0
    assert not Pause.objects.filter(to_at__isnull=True).exists()


def test_starting_a_clock_again_stops_the_one_before_and_keeps_it(matter: Matter) -> None:
    first = five_days(matter)
    second = deadlines.start(matter, "handle", amount=5, unit="wday", at=at("2026-11-04 09:00"), actor=SYSTEM)
    assert stored(first).state == "stopped"
    assert [clock.pk for clock in deadlines.clocks(matter)] == [first.pk, second.pk]
    assert deadlines.nearest_due(matter) == at("2026-11-11 23:59:59")


def test_clocks_of_another_matter_are_left_alone(make_matter: Callable[[], Matter]) -> None:
    one, other = make_matter(), make_matter()
    five_days(one)
    clock = five_days(other)
    deadlines.pause(one, at=at("2026-11-03 10:00"), reason="", actor=SYSTEM)
    deadlines.stop(one, at=at("2026-11-03 10:00"))
    assert stored(clock).state == "running"


def test_a_request_in_late_december_is_taken_and_its_end_counted_when_the_year_is_there(
    matter: Matter, home: Path
) -> None:
    clock = deadlines.start(matter, "handle", amount=5, unit="wday", at=at("2026-12-28 09:00"), actor=SYSTEM)
    assert (clock.due_at, clock.target_at, clock.missing_year, clock.state) == (None, None, 2027, "unknown")
    assert "2027" in clock.state_label
    assert deadlines.nearest_due(matter) is None
    assert deadlines.matters_to_fill() == []
    assert deadlines.fill_unknown(matter) == 0
    put_2027(home)
    assert deadlines.matters_to_fill() == [matter.pk]
    assert deadlines.fill_unknown(matter) == 1
    assert deadlines.nearest_due(matter) == at("2027-01-06 23:59:59")
    assert deadlines.matters_to_fill() == []


def test_an_unknown_end_can_be_paused_and_met_and_is_judged_once_it_is_known(matter: Matter, home: Path) -> None:
    clock = deadlines.start(matter, "handle", amount=5, unit="wday", at=at("2026-12-28 09:00"), actor=SYSTEM)
    deadlines.pause(matter, at=at("2026-12-29 09:00"), reason="", actor=SYSTEM)
    deadlines.resume(matter, at=at("2026-12-30 09:00"), actor=SYSTEM)
    deadlines.meet(matter, "handle", at=at("2027-01-07 15:00"))
    assert stored(clock).on_time is None
    put_2027(home)
    deadlines.fill_unknown(matter)
    assert stored(clock).due_at == at("2027-01-07 23:59:59")
    assert stored(clock).on_time is True


def test_an_extension_into_an_unknown_year_makes_the_end_unknown(matter: Matter, asker: Actor, head: Actor) -> None:
    clock = deadlines.start(matter, "handle", amount=3, unit="wday", at=at("2026-12-25 09:00"), actor=SYSTEM)
    assert clock.due_at == at("2026-12-30 23:59:59")
    longer = deadlines.extend(clock, days=5, reason="要等鉴定", actor=asker, approver=head, at=at("2026-12-28 09:00"))
    assert (longer.due_at, longer.missing_year) == (None, 2027)


def test_a_corrected_list_moves_open_ends_later_and_never_earlier(matter: Matter, home: Path) -> None:
    clock = deadlines.start(matter, "handle", amount=3, unit="wday", at=at("2026-12-28 09:00"), actor=SYSTEM)
    assert clock.due_at == at("2026-12-31 23:59:59")
    put_2027(home)  # its list takes 31 December off
    assert deadlines.recount(matter) == 1
    assert stored(clock).due_at == at("2027-01-04 23:59:59")
    (home / "years" / "2027.toml").unlink()
    assert deadlines.recount(matter) == 0
    assert stored(clock).due_at == at("2027-01-04 23:59:59")


def put_2027(home: Path) -> None:
    (home / "years").mkdir()
    (home / "years" / "2027.toml").write_text(GOOD, encoding="utf-8")


@pytest.mark.django_db(transaction=True)
def test_clocks_do_not_change_outside_a_transaction(matter: Matter) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        five_days(matter)
    with transaction.atomic():
        clock = five_days(matter)
    assert clock.due_at is not None
    with pytest.raises(transaction.TransactionManagementError):
        deadlines.pause(matter, at=MONDAY + timedelta(days=1), reason="", actor=SYSTEM)
