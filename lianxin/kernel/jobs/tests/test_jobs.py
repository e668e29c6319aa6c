from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lianxin.kernel.jobs import queue
from lianxin.kernel.jobs.job import Job, job
from lianxin.kernel.jobs.models import Tick, Worker
from lianxin.kernel.jobs.pulse import Pulse, alive, lock_path
from lianxin.kernel.jobs.tests import probe
from lianxin.kernel.jobs.timetable import Timed, enqueue_due
from lianxin.kernel.jobs.worker import new_id, work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "trace"


def make_due() -> None:
    DBTaskResult.objects.update(run_after=timezone.now())


def test_an_enqueued_job_runs_once(trace: Path) -> None:
    probe.write.enqueue(str(trace), "hello")
    assert not trace.exists()
    assert work_off() == 1
    assert work_off() == 0
    assert trace.read_text() == "hello\n"


def test_calling_a_job_runs_it_here_and_now(trace: Path) -> None:
    probe.write(str(trace), "now")
    assert trace.read_text() == "now\n"
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_queued(trace: Path) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        probe.write.enqueue(str(trace), "never")
        raise RuntimeError
    assert not DBTaskResult.objects.exists()
    with transaction.atomic():
        probe.write.enqueue(str(trace), "kept")
    assert work_off() == 1


def test_a_job_waits_for_its_moment(trace: Path) -> None:
    probe.write.enqueue_at(timezone.now() + timedelta(hours=1), str(trace), "later")
    assert work_off() == 0
    make_due()
    assert work_off() == 1


def test_a_failed_job_is_tried_again_with_longer_and_longer_waits(trace: Path) -> None:
    probe.fail.enqueue(str(trace))
    waits = []
    for _ in range(2):
        before = timezone.now()
        assert work_off() == 1
        run = DBTaskResult.objects.get()
        assert run.status == TaskResultStatus.READY
        waits.append(round((run.run_after - before).total_seconds(), 0))
        make_due()
    assert waits == [10, 20]


def test_after_the_last_attempt_a_job_is_dead_and_says_why(trace: Path) -> None:
    probe.fail.enqueue(str(trace))
    for _ in range(5):
        work_off()
        make_due()
    run = DBTaskResult.objects.get()
    assert run.status == TaskResultStatus.FAILED
    assert len(run.worker_ids) == 3
    assert run.exception_class_path == "builtins.ValueError"
    assert "no luck" in run.traceback
    assert trace.read_text() == "tried\n" * 3


def test_a_run_of_an_unknown_job_is_dead_at_once() -> None:
    Job("probe.removed", lambda: None, 5, timedelta(0), "default", 0).enqueue()
    work_off()
    run = DBTaskResult.objects.get()
    assert run.status == TaskResultStatus.FAILED
    assert "probe.removed" in run.traceback


def test_two_jobs_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match=r"probe\.write"):
        job("probe.write")(lambda: None)


def test_waits_double_and_end_at_six_hours() -> None:
    patient = Job("probe.patient", lambda: None, 50, timedelta(minutes=1), "default", 0)
    assert [patient.wait_before(n) for n in (2, 3, 4)] == [timedelta(minutes=n) for n in (1, 2, 4)]
    assert patient.wait_before(50) == timedelta(hours=6)


def test_the_run_of_a_dead_worker_is_tried_again(trace: Path) -> None:
    probe.write.enqueue(str(trace), "again")
    assert queue.claim("gone")
    assert work_off() == 0
    assert queue.recover(alive()) == 1
    make_due()
    assert work_off() == 1
    assert trace.read_text() == "again\n"
    assert len(DBTaskResult.objects.get().worker_ids) == 2


def test_the_run_of_a_living_worker_is_left_alone(trace: Path) -> None:
    probe.write.enqueue(str(trace), "mine")
    with Pulse(new_id()) as pulse:
        assert queue.claim(pulse.worker_id)
        Worker.objects.update(seen_at=timezone.now() - timedelta(days=1))  # a long import holds the database
        assert queue.recover(alive()) == 0
    assert not lock_path(pulse.worker_id).exists()


def test_a_worker_elsewhere_is_judged_by_its_pulse() -> None:
    Worker.objects.create(pk="there", host="elsewhere", pid=1)
    assert alive() == {"there": True}
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    assert alive() == {"there": False}
    assert not Worker.objects.exists()


def test_a_worker_whose_run_was_taken_over_cannot_end_it(trace: Path) -> None:
    probe.write.enqueue(str(trace), "x")
    old = queue.claim("old")
    assert old
    queue.recover({})
    make_due()
    new = queue.claim("new")
    assert new
    assert queue.finish(old) is False
    assert queue.finish(new) is True


def test_each_slot_of_the_timetable_is_enqueued_once() -> None:
    entry = Timed(probe.write, every=timedelta(minutes=10))  # type: ignore[arg-type]
    now = timezone.now().replace(minute=5, second=0, microsecond=0)
    assert enqueue_due(now, [entry]) == ["probe.write"]
    assert enqueue_due(now + timedelta(minutes=4), [entry]) == []
    assert enqueue_due(now + timedelta(minutes=5), [entry]) == ["probe.write"]
    assert (Tick.objects.count(), DBTaskResult.objects.count()) == (2, 2)


def test_only_the_latest_missed_slot_is_made_up_for() -> None:
    entry = Timed(probe.write, every=timedelta(minutes=10))  # type: ignore[arg-type]
    now = timezone.now()
    enqueue_due(now, [entry])
    assert enqueue_due(now + timedelta(hours=5), [entry]) == ["probe.write"]
    assert Tick.objects.count() == 2


def test_a_daily_slot_is_local_time() -> None:
    entry = Timed(probe.write, at="02:00")  # type: ignore[arg-type]
    morning = timezone.make_aware(datetime(2026, 3, 2, 9, 30))
    assert timezone.localtime(entry.slot(morning)).isoformat() == "2026-03-02T02:00:00+08:00"
    night = timezone.make_aware(datetime(2026, 3, 2, 1, 59))
    assert timezone.localtime(entry.slot(night)).isoformat() == "2026-03-01T02:00:00+08:00"


def test_a_rhythm_must_be_said_in_one_way() -> None:
    with pytest.raises(ValueError, match="either"):
        Timed(probe.write)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="minute"):
        Timed(probe.write, every=timedelta(seconds=5))  # type: ignore[arg-type]


def test_old_done_runs_are_forgotten_and_dead_ones_kept(trace: Path) -> None:
    probe.write.enqueue(str(trace), "x")
    work_off()
    probe.fail.enqueue(str(trace))
    for _ in range(3):
        make_due()
        work_off()
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=8))
    queue.forget_old()
    assert [run.status for run in DBTaskResult.objects.all()] == [TaskResultStatus.FAILED]
