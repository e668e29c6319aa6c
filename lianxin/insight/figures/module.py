"""Figures: what they mean, how they stand, the records behind them; and the numbers that everybody may see."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_

MODULE = Module(
    name="figures",
    label=N_("指标"),
    urls="lianxin.insight.figures.urls",
    pages=(Page(N_("指标"), "figures:catalogue", "figures.read", "chart-bar", group="see", order=52),),
    permissions={"figures.read": N_("查看指标"), "figures.sign": N_("签发指标")},
    acts={
        "figures.sign": N_("签发数据"),
    },
)
