"""What the clock brings to the house: its timetable."""

from lianxin.kernel.modules.module import Module
from lianxin.kernel.words import N_

MODULE = Module(name="clock", label=N_("期限"), timetable="lianxin.kernel.clock.jobs.TIMETABLE")
