"""Jobs of the clock. That of the unknown ends is with the matters: it sets their header too."""

from datetime import timedelta

from lianxin.kernel.clock import reminders
from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed


@job("clock.send_reminders")
def send_reminders() -> None:
    reminders.send_reminders()


TIMETABLE = (Timed(send_reminders, every=timedelta(minutes=10)),)
