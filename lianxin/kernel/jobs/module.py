"""The queue's page and housekeeping."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_

MODULE = Module(
    name="jobs",
    label=N_("后台任务"),
    mount="manage/jobs/",
    urls="lianxin.kernel.jobs.urls",
    pages=(Page(N_("后台任务"), "jobs:overview", "jobs.read", "settings", group="manage", order=80),),
    permissions={"jobs.read": N_("查看后台任务"), "jobs.retry": N_("重试失败的后台任务")},
    timetable="lianxin.kernel.jobs.jobs.TIMETABLE",
    acts={
        "jobs.retry": N_("重做后台任务"),
    },
)
