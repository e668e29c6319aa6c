"""The one task that the queue knows. Jobs go by name, so that a moved function does not orphan its queued runs."""

from typing import Any

from django_tasks import task

from lianxin.kernel.jobs.job import find


@task()
def perform(name: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run a job. What it returns is not kept: results belong in the job's own records."""
    find(name)(*args, **kwargs)
