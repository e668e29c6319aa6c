"""The clock's place in the timetable."""

from django.utils.module_loading import import_string

from lianxin.kernel.clock.jobs import send_reminders
from lianxin.kernel.modules.registry import modules


def test_reminders_are_in_the_timetable_of_the_house() -> None:
    clock = next(module for module in modules() if module.name == "clock")
    assert [entry.job for entry in import_string(clock.timetable)] == [send_reminders]
