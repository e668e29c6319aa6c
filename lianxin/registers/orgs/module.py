"""The register of organisations."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_

MODULE = Module(
    name="orgs",
    label=N_("组织名录"),
    mount="orgs/",
    urls="lianxin.registers.orgs.urls",
    pages=(Page(N_("组织名录"), "orgs:list", "orgs.read", "building", group="see", order=60),),
    permissions={"orgs.read": N_("查看组织名录"), "orgs.manage": N_("维护组织名录")},
    importers={"organisations": "lianxin.registers.orgs.exchange.import_organisations"},
    demo="lianxin.registers.orgs.demo.fill",
    acts={
        "orgs.demo": N_("装入组织名录"),
    },
)
