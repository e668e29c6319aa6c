"""Timed work of the petitions module."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed
from lianxin.work.petitions import actions, queries


@job("petitions.end_silent")
def end_silent() -> int:
    """Ends answered petitions whose time for a word and for a review is over; how many."""
    now = timezone.now()
    rows = list(queries.silent(now))
    for petition in rows:
        actions.lapse(petition.matter, at=now)
    return len(rows)


TIMETABLE = (Timed(end_silent, every=timedelta(hours=1)),)
