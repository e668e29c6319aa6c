"""The supervision board: what is late, where, and whose (which unit's; never which person's)."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_

MODULE = Module(
    name="supervision",
    label=N_("督办"),
    urls="lianxin.insight.supervision.urls",
    pages=(
        Page(
            N_("督办看板"), "supervision:board", "supervision.read", "traffic-lights", group="see", main=True, order=50
        ),
    ),
    permissions={"supervision.read": N_("查看督办看板")},
)
