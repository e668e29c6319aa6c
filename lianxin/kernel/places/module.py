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
)
