"""Stored files do not stay for ever."""

from lianxin.kernel.exchange import imports
from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed


@job("exchange.forget_files")
def forget_files() -> None:
    imports.forget_files()


TIMETABLE = (Timed(forget_files, at="03:30"),)
