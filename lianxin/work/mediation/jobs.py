"""Timed work of mediation."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed
from lianxin.work.mediation.actions import handling
from lianxin.work.mediation.hearing import remind_of_court, remind_of_sessions


@job("mediation.lift_overdue")
def lift_overdue() -> int:
    """Lifts disputes whose term of mediation has run out one level; how many."""
    return handling.lift_overdue(timezone.now())


@job("mediation.remind_of_court")
def court_reminders() -> int:
    """Tells units whose parties have seven days left to ask the court for confirmation; how many disputes."""
    return remind_of_court(timezone.localdate())


@job("mediation.remind_of_sessions")
def session_reminders() -> int:
    """Tells the parties of tomorrow's sessions; how many sessions."""
    return remind_of_sessions(timezone.localdate())


TIMETABLE = (
    Timed(lift_overdue, every=timedelta(hours=1)),
    Timed(court_reminders, at="08:30"),
    Timed(session_reminders, at="17:30"),
)
