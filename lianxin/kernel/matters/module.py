"""My work and the page of one matter, for every kind."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_

MODULE = Module(
    name="matters",
    label=N_("事项"),
    mount="",
    urls="lianxin.kernel.matters.urls",
    timetable="lianxin.kernel.matters.jobs.TIMETABLE",
    figures="lianxin.kernel.matters.figures.FIGURES",
    pages=(Page(N_("我的工作"), "matters:work", "matters.read", "checklist", main=True, order=10),),
    permissions={
        "matters.read": N_("查看事项"),
        "matters.sealed": N_("查看密封事项"),
        "contacts.read": N_("查看公开给承办单位的联系方式"),
        "contacts.relay": N_("代为联系本人"),
    },
)
