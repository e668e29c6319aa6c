"""The queue's own housekeeping."""

from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.queue import forget_old
from lianxin.kernel.jobs.timetable import Timed


@job("jobs.forget_old", attempts=3)
def forget_old_runs() -> None:
    forget_old()


TIMETABLE = (Timed(forget_old_runs, at="03:10"),)
