"""How a unit that is called to a joint session answers."""

from lianxin.kernel.matters.flow import Clock, Flow, Move, State
from lianxin.kernel.words import N_

CALL = Flow(
    kind="mediation_call",
    label=N_("联合调解邀请"),
    prefix="LT",
    initial="called",
    starts=(Clock("report", 3, "wday", label=N_("到场")),),
    states=(
        State("called", N_("待到场")),
        State("present", N_("已到场")),
        State("closed", N_("已回复"), "closed"),
    ),
    moves=(
        Move(
            "report",
            N_("到场"),
            ("called",),
            "present",
            permission="mediation.attend",
            asks=("note",),
            meets=("report",),
            weight=10,
            tone="primary",
        ),
        Move(
            "conclude",
            N_("回复做了什么"),
            ("called", "present"),
            "closed",
            permission="mediation.attend",
            asks=("note",),
            needs_note=True,
            closes=True,
            stops=True,
            weight=20,
            tone="primary",
        ),
        Move(
            "cancel",
            N_("取消"),
            ("called", "present"),
            "closed",
            permission="mediation.handle",
            asks=("note",),
            needs_note=True,
            closes=True,
            stops=True,
            weight=60,
        ),
        Move(
            "remark",
            N_("内部备注"),
            ("called", "present", "closed"),
            permission="mediation.remark",
            asks=("note",),
            needs_note=True,
            public=False,
            weight=95,
        ),
    ),
)
