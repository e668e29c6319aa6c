"""What runs by the clock. Any number of workers may read the timetable; each slot is enqueued once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianxin.kernel.jobs.job import Job
from lianxin.kernel.jobs.models import Tick

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Timed:
    """A job without arguments and its rhythm: ``every=timedelta(minutes=10)`` or daily ``at="02:00"`` (local time).

    After a standstill only the latest missed slot is made up for, not each of them.
    """

    job: Job[[]]
    every: timedelta | None = None
    at: str = ""

    def __post_init__(self) -> None:
        if (self.every is None) == (not self.at):
            raise ValueError(f"{self.job.name}: give either every= or at=")
        if self.every is not None and self.every < timedelta(minutes=1):
            raise ValueError(f"{self.job.name}: a rhythm of less than a minute")
        if self.at:
            time.fromisoformat(self.at)

    def slot(self, now: datetime) -> datetime:
        """The latest moment, not after ``now``, at which this is due."""
        if self.every is not None:
            return EPOCH + (now - EPOCH) // self.every * self.every
        local = timezone.localtime(now)
        today = local.replace(hour=0, minute=0, second=0, microsecond=0)
        clock = time.fromisoformat(self.at)
        due = today.replace(hour=clock.hour, minute=clock.minute)
        return due if due <= local else due - timedelta(days=1)


def timetable() -> tuple[Timed, ...]:
    """All entries that installed modules name in ``Module.timetable``."""
    from lianxin.kernel.modules.registry import collected

    return tuple(entry for entries in collected("timetable") for entry in entries)


def enqueue_due(now: datetime | None = None, entries: Iterable[Timed] | None = None) -> list[str]:
    """Enqueue every entry whose slot nobody has enqueued yet; the names of those that this call did."""
    now = now or timezone.now()
    due = {entry.job.name: entry for entry in (timetable() if entries is None else entries)}
    wanted = {name: entry.slot(now) for name, entry in due.items()}
    done = set(Tick.objects.filter(name__in=wanted, slot__in=set(wanted.values())).values_list("name", "slot"))
    return [name for name, slot in wanted.items() if (name, slot) not in done and _take(due[name].job, slot)]


def _take(job: Job[Any], slot: datetime) -> bool:
    try:
        with transaction.atomic():
            Tick.objects.create(name=job.name, slot=slot)
            job.enqueue()
    except IntegrityError:  # another worker was first
        return False
    return True
