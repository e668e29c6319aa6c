"""Timed work of the suggestions module."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed
from lianxin.work.suggestions import actions, queries


@job("suggestions.end_calls")
def end_calls() -> int:
    """Ends the calls whose last day is over; how many."""
    now = timezone.now()
    over = queries.calls_to_end(timezone.localdate(now))
    for call in over:
        actions.run_out(call, at=now)
    return len(over)


TIMETABLE = (Timed(end_calls, every=timedelta(minutes=30)),)
