"""The public addresses of the place tree."""

from lianxin.kernel.modules.module import Module
from lianxin.kernel.words import N_

MODULE = Module(
    name="places",
    label=N_("地点"),
    mount="places/",
    urls="lianxin.kernel.places.urls",
    permissions={"places.read": N_("查看地点"), "places.manage": N_("管理地点和区划")},
    importers={
        "divisions": "lianxin.kernel.places.command.divisions",
        "boundaries": "lianxin.kernel.places.command.boundaries",
    },
    acts={
        "places.import": N_("导入区划"),
        "places.import_boundaries": N_("导入边界"),
        "places.add": N_("添加地点"),
        "places.close": N_("停用地点"),
        "places.merge": N_("合并地点"),
        "places.move": N_("调整地点隶属"),
        "places.rename": N_("地点改名"),
        "places.split": N_("拆分地点"),
    },
)
