"""The worker: runs what is due, gives out the timetable, and takes over what dead workers left behind."""

from __future__ import annotations

import logging
import os
import platform
import secrets
import signal
import threading
import time
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection

from lianxin.kernel.jobs import pulse, queue, timetable
from lianxin.kernel.jobs.job import discover

logger = logging.getLogger(__name__)
LOOKS_EVERY = 0.5  # seconds between two looks at an empty queue
LOOKS_AROUND_EVERY = 15  # seconds between two looks at the timetable and at the other workers


class WorkerLoop:
    """One worker. The first SIGTERM or SIGINT lets the current job finish; the second ends at once."""

    def __init__(self, queues: tuple[str, ...] = ()) -> None:
        self.id = new_id()
        self.queues = queues
        self.stopping = threading.Event()

    def run(self) -> None:
        discover()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        with pulse.Pulse(self.id):
            looked_around_at = 0.0
            while not self.stopping.is_set():
                close_old_connections()
                try:
                    if time.monotonic() - looked_around_at > LOOKS_AROUND_EVERY:
                        looked_around_at = time.monotonic()
                        look_around()
                    busy = work_one(self.id, self.queues)
                except DatabaseError:
                    logger.exception("the database did not answer; trying again")
                    connection.close()
                    busy = False
                if not busy:
                    self.stopping.wait(LOOKS_EVERY)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self.stopping.is_set():
            os._exit(1)  # the run stays claimed by a dead worker and is taken over
        self.stopping.set()


def new_id() -> str:
    return f"{platform.node()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


def look_around() -> None:
    """Take over the runs of dead workers, then enqueue what the timetable has due."""
    queue.recover(pulse.alive())
    timetable.enqueue_due()


def work_one(worker_id: str, queues: tuple[str, ...] = ()) -> bool:
    """Run the next due job, if there is one; whether there was."""
    run = queue.claim(worker_id, queues)
    if run is None:
        return False
    _attempt(run)
    return True


def work_off(limit: int = 1000) -> int:
    """Run everything that is due, in this process (for tests and commands). How many runs there were."""
    done = 0
    with pulse.Pulse(new_id()) as here:
        while done < limit and work_one(here.worker_id):
            done += 1
    return done


def _attempt(run: queue.Run) -> None:
    try:
        run.task.func(*run.args_kwargs["args"], **run.args_kwargs["kwargs"])
    except Exception as error:
        logger.warning("job %s, attempt %d: %s", queue.name_of(run), len(run.worker_ids), error)
        queue.fail(run, error)
    else:
        queue.finish(run)
