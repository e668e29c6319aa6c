"""Timed work of the sessions module."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed
from lianxin.kernel.modules.pack import pack
from lianxin.work.sessions import actions, rules
from lianxin.work.sessions.queries import items


@job("sessions.end_silent")
def end_silent() -> int:
    """Ends visited items on which the person has said nothing for the time that is given; how many."""
    now = timezone.now()
    rows = items.silent(now, int(pack().get("sessions.word_days", rules.WORD_DAYS)))
    for matter in rows:
        actions.lapse(matter, at=now)
    return len(rows)


TIMETABLE = (Timed(end_silent, every=timedelta(hours=1)),)
