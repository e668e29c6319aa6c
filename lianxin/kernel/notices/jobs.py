"""Deliveries, and the forgetting of old notices."""

from datetime import timedelta

from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed
from lianxin.kernel.notices import actions, delivering


@job("notices.deliver", attempts=7, backoff=timedelta(minutes=1))
def deliver(delivery_id: int) -> None:
    delivering.attempt(delivery_id)


@job("notices.forget_old")
def forget_old() -> None:
    actions.forget_old()


TIMETABLE = (Timed(forget_old, at="03:20"),)
