"""``@job``: a function that a worker runs later, at least once, and again when it fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, ParamSpec

from django.utils.module_loading import autodiscover_modules

P = ParamSpec("P")
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True)
class Job(Generic[P]):
    """Call it to run it here and now; ``enqueue`` it to have a worker run it after this transaction commits."""

    name: str
    func: Callable[P, object]
    attempts: int
    backoff: timedelta
    queue: str
    priority: int

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> object:
        return self.func(*args, **kwargs)

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> str:
        """Queue a run in the caller's transaction: rolled back with it, seen by workers when it commits.

        Arguments are JSON values: numbers, words, lists; a record goes by its id. Returns the run's id.
        """
        return self._put(None, args, kwargs)

    def enqueue_at(self, moment: datetime, *args: P.args, **kwargs: P.kwargs) -> str:
        """As :meth:`enqueue`, not before the (aware) moment."""
        return self._put(moment, args, kwargs)

    def wait_before(self, attempt: int) -> timedelta:
        """How long to wait before this attempt (2, 3, …): backoff, doubled each time, at most six hours."""
        doubled: int = 2 ** min(attempt - 2, 20)
        return min(self.backoff * doubled, LONGEST_WAIT)

    def _put(self, moment: datetime | None, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        from lianxin.kernel.jobs.perform import perform

        task = perform.using(queue_name=self.queue, priority=self.priority, run_after=moment)
        return str(task.enqueue(self.name, list(args), kwargs).id)


_jobs: dict[str, Job[Any]] = {}


def job(
    name: str,
    *,
    attempts: int = 5,
    backoff: timedelta = timedelta(seconds=30),
    queue: str = "default",
    priority: int = 0,
) -> Callable[[Callable[P, object]], Job[P]]:
    """Make a function a job. It may run twice, when a worker dies at the wrong moment: let that do no harm.

    name: ``module.verb``; it stays the same when the function moves. attempts: runs before it is given up.
    backoff: wait before the second attempt, doubled for each further one. queue: ``default`` or ``bulk``.
    priority: -100 … 100, higher first.
    """

    def make(func: Callable[P, object]) -> Job[P]:
        known = _jobs.get(name)
        if known and (known.func.__module__, known.func.__qualname__) != (func.__module__, func.__qualname__):
            raise ValueError(f"two jobs are called {name!r}")
        _jobs[name] = made = Job(name, func, attempts, backoff, queue, priority)
        return made

    return make


class UnknownJob(LookupError):
    """A queued run names a job that no installed module has."""


def find(name: str) -> Job[Any]:
    """The job of that name. Raises UnknownJob."""
    if name not in _jobs:
        discover()
    if name not in _jobs:
        raise UnknownJob(name)
    return _jobs[name]


def discover() -> None:
    """Import every installed module's ``jobs.py``."""
    autodiscover_modules("jobs")
