"""Timed work on matters."""

from __future__ import annotations

from datetime import timedelta

from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed
from lianxin.kernel.matters.perform import count_unknown_ends


@job("matters.count_unknown_ends")
def fill_unknown() -> int:
    """Sets deadlines that waited for a year's holiday list; how many matters changed."""
    return count_unknown_ends()


TIMETABLE = (Timed(fill_unknown, every=timedelta(hours=1)),)
