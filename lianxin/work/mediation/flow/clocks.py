"""States that moves speak of, and the clocks that they start, each with the law that sets it."""

from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.words import N_

BEFORE = ("registered", "mediating")
OPEN = ("registered", "mediating", "agreed", "visiting")

RESPOND = Clock("respond", 3, "wday", label=N_("征求各方意见"))
MEDIATE = Clock(
    "mediate",
    30,
    "day",
    label=N_("调解期限"),
    source=N_("深圳经济特区矛盾纠纷多元化解条例第二十五条（参照）；各方同意可以延长"),
)
PERFORM = Clock("perform", 30, "day", label=N_("协议履行"), source=N_("人民调解法第三十一条"))
VISIT = Clock("visit", 15, "day", label=N_("回访"), source=N_("一事一回访"))
