"""Timed work of the requests module."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed
from lianxin.kernel.modules.pack import pack
from lianxin.work.requests import actions, queries, rules


@job("requests.end_unrated")
def end_unrated() -> int:
    """Ends answered requests whose time for a rating is over; how many."""
    now = timezone.now()
    days = int(pack().get("requests.rating_days", rules.RATING_DAYS))
    rows = list(queries.unanswered_ratings(now, days))
    for request in rows:
        actions.lapse(request.matter, at=now)
    return len(rows)


TIMETABLE = (Timed(end_unrated, every=timedelta(hours=1)),)
