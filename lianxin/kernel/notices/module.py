"""The bell and what goes out by e-mail, SMS and work chat."""

from lianxin.kernel.modules.module import Module
from lianxin.kernel.words import N_

MODULE = Module(
    name="notices",
    label=N_("提醒"),
    mount="notices/",
    urls="lianxin.kernel.notices.urls",
    timetable="lianxin.kernel.notices.jobs.TIMETABLE",
)
