"""The permissions of files in and out, and the daily clearing of stored files."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_

MODULE = Module(
    name="exchange",
    label=N_("导入导出"),
    mount="imports/",
    urls="lianxin.kernel.exchange.urls",
    pages=(Page(N_("导入记录"), "exchange:runs", "exchange.read_all", "file-spreadsheet", group="manage", order=75),),
    permissions={
        "exchange.export": N_("导出列表"),
        "exchange.unmask": N_("导出未脱敏的信息"),
        "exchange.read_all": N_("查看本区域所有导入记录"),
    },
    timetable="lianxin.kernel.exchange.jobs.TIMETABLE",
    acts={
        "exchange.import": N_("导入"),
        "exchange.discard": N_("放弃导入"),
        "exchange.export": N_("导出"),
    },
)
