"""Claiming, ending and recovering runs. Every change is fenced: what was taken from a worker is not its any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lianxin.kernel.jobs.job import UnknownJob, find
from lianxin.kernel.jobs.models import Tick

Run = DBTaskResult[Any, Any]
"""One queued, running, done or dead run of a job."""

KEPT_DONE = timedelta(days=7)
KEPT_DEAD = timedelta(days=180)
KEPT_TICKS = timedelta(days=40)


class WorkerLost(RuntimeError):
    """The worker of this run died in the middle of it."""


def claim(worker_id: str, queues: tuple[str, ...] = ()) -> Run | None:
    """Take the next run that is due, or None. Looks without a lock first, so that an empty queue costs no write."""
    due = DBTaskResult.objects.ready()
    if queues:
        due = due.filter(queue_name__in=queues)
    if not due.exists():
        return None
    with transaction.atomic():
        run = due.get_locked()
        if run is not None:
            run.claim(worker_id)
    return run


def finish(run: Run) -> bool:
    """Mark a run as done; False when it has been taken from us meanwhile."""
    return _end(
        run, status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now(), exception_class_path="", traceback=""
    )


def fail(run: Run, error: BaseException) -> bool:
    """End a failed attempt: ready again after its wait, or dead after the last attempt."""
    kind = type(error)
    said = {
        "exception_class_path": f"{kind.__module__}.{kind.__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    moment = next_attempt_at(run, error)
    if moment is None:
        return _end(run, status=TaskResultStatus.FAILED, finished_at=timezone.now(), **said)
    return _end(run, status=TaskResultStatus.READY, run_after=moment, **said)


def next_attempt_at(run: Run, error: BaseException) -> datetime | None:
    """When to try again; None when it is given up."""
    if isinstance(error, UnknownJob):
        return None
    used = len(run.worker_ids)
    try:
        job = find(name_of(run))
    except UnknownJob:
        return None
    return None if used >= job.attempts else timezone.now() + job.wait_before(used + 1)


def recover(is_alive: dict[str, bool]) -> int:
    """End the attempts of dead workers; they are tried again like failed ones. How many there were."""
    running = DBTaskResult.objects.running()
    lost = [run for run in running if not is_alive.get(run.worker_ids[-1] if run.worker_ids else "", False)]
    return sum(fail(run, WorkerLost(str(run.worker_ids[-1:]))) for run in lost)


def name_of(run: Run) -> str:
    """The job's name."""
    return str(run.args_kwargs["args"][0])


def forget_old() -> None:
    """Remove what nobody needs: done runs after a week, dead ones after half a year, old ticks."""
    now = timezone.now()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - KEPT_DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - KEPT_DEAD).delete()
    Tick.objects.filter(slot__lt=now - KEPT_TICKS).delete()


def _end(run: Run, **changes: object) -> bool:
    mine = DBTaskResult.objects.filter(pk=run.pk, status=TaskResultStatus.RUNNING, started_at=run.started_at)
    return bool(mine.update(**changes))
