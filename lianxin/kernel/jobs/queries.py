"""What staff see of the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.jobs.models import Tick, Worker
from lianxin.kernel.jobs.queue import Run, name_of
from lianxin.kernel.jobs.rights import require
from lianxin.kernel.jobs.timetable import Timed, timetable

SHOWN = 100


@dataclass(frozen=True)
class DeadRun:
    """A run that was given up. error: the exception's last line; traceback: all of it."""

    id: str
    name: str
    attempts: int
    enqueued_at: datetime
    finished_at: datetime | None
    error: str
    traceback: str


@dataclass(frozen=True)
class Rhythm:
    """An entry of the timetable, how often in words, and when it was last enqueued."""

    name: str
    text: str
    last_at: datetime | None


def counts(actor: Actor) -> dict[str, int]:
    """How many runs are waiting, running and dead."""
    require(actor, "jobs.read")
    state = TaskResultStatus
    found = DBTaskResult.objects.exclude(status=state.SUCCESSFUL)
    return found.aggregate(
        waiting=Count("pk", filter=Q(status=state.READY)),
        running=Count("pk", filter=Q(status=state.RUNNING)),
        dead=Count("pk", filter=Q(status=state.FAILED)),
    )


def dead(actor: Actor) -> list[DeadRun]:
    """The hundred latest dead runs, newest first."""
    require(actor, "jobs.read")
    rows = DBTaskResult.objects.failed().order_by("-finished_at")[:SHOWN]
    return [_dead(row) for row in rows]


def workers(actor: Actor) -> list[Worker]:
    require(actor, "jobs.read")
    return list(Worker.objects.all())


def rhythms(actor: Actor) -> list[Rhythm]:
    require(actor, "jobs.read")
    latest = Tick.objects.values("name").annotate(moment=Max("enqueued_at"))
    last = dict(latest.values_list("name", "moment"))
    return [Rhythm(e.job.name, _rhythm(e), last.get(e.job.name)) for e in timetable()]


def _rhythm(entry: Timed) -> str:
    """``每天 02:00`` · ``每 10 分钟`` · ``每 2 小时``."""
    if entry.every is None:
        return _("每天 %(at)s") % {"at": entry.at}
    minutes = int(entry.every.total_seconds() // 60)
    if minutes % 60:
        return ngettext("每 %(n)d 分钟", "每 %(n)d 分钟", minutes) % {"n": minutes}
    return ngettext("每 %(n)d 小时", "每 %(n)d 小时", minutes // 60) % {"n": minutes // 60}


def _dead(row: Run) -> DeadRun:
    lines = row.traceback.strip().splitlines() or [row.exception_class_path]
    return DeadRun(
        id=str(row.pk),
        name=name_of(row),
        attempts=len(row.worker_ids),
        enqueued_at=row.enqueued_at,
        finished_at=row.finished_at,
        error=lines[-1],
        traceback=row.traceback,
    )
