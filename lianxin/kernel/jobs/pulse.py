"""Which workers are alive.

On one machine a worker holds a lock on a file; the system lets go of it when the process ends, however it ends.
Workers on other machines are judged by the pulse in their row.
"""

from __future__ import annotations

import fcntl
import logging
import os
import platform
import threading
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from lianxin.kernel.jobs.models import Worker

logger = logging.getLogger(__name__)
BEATS_EVERY = 10  # seconds
LOST_AFTER = timedelta(minutes=2)


def lock_path(worker_id: str) -> Path:
    return Path(settings.HOME) / "workers" / f"{worker_id}.lock"


def alive() -> dict[str, bool]:
    """Worker id → whether it lives. Rows of the dead are removed."""
    state = {worker.pk: _lives(worker) for worker in Worker.objects.all()}
    gone = [worker_id for worker_id, lives in state.items() if not lives]
    if gone:
        Worker.objects.filter(pk__in=gone).delete()
        for worker_id in gone:
            lock_path(worker_id).unlink(missing_ok=True)
    return state


def _lives(worker: Worker) -> bool:
    try:
        handle = os.open(lock_path(worker.pk), os.O_RDWR)
    except FileNotFoundError:
        return worker.seen_at > timezone.now() - LOST_AFTER
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


class Pulse:
    """``with Pulse(worker_id):`` — a locked file, a row, and a thread that renews it."""

    def __init__(self, worker_id: str) -> None:
        self.worker_id = worker_id
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)

    def __enter__(self) -> Self:
        path = lock_path(self.worker_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        Worker.objects.create(pk=self.worker_id, host=platform.node(), pid=os.getpid())
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join(timeout=5)
        Worker.objects.filter(pk=self.worker_id).delete()
        lock_path(self.worker_id).unlink(missing_ok=True)
        os.close(self._handle)

    def _beat(self) -> None:
        while not self._ended.wait(BEATS_EVERY):
            try:
                Worker.objects.filter(pk=self.worker_id).update(seen_at=timezone.now())
            except DatabaseError:  # locked by a long import, or away for a moment: the next beat will do
                logger.info("no pulse for %s", self.worker_id)
            finally:
                connection.close()
