"""How a call to a department moves (RULES HOT-09)."""

from lianxin.kernel.matters.flow import Clock, Flow, Move, State
from lianxin.kernel.words import N_

CALL = Flow(
    kind="call",
    label=N_("吹哨"),
    prefix="CS",
    initial="called",
    starts=(Clock("report", 1, "wday"), Clock("answer", 5, "wday")),
    states=(
        State("called", N_("待报到")),
        State("present", N_("已报到")),
        State("closed", N_("已回复"), "closed"),
    ),
    moves=(
        # HOT-09: the township calls, the departments must respond.
        Move(
            "report",
            N_("报到"),
            ("called",),
            "present",
            permission="requests.handle",
            asks=("note",),
            meets=("report",),
            weight=10,
            tone="primary",
        ),
        Move(
            "conclude",
            N_("回复结果"),
            ("called", "present"),
            "closed",
            permission="requests.handle",
            asks=("outcome", "note"),
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
            permission="requests.whistle",
            asks=("note",),
            needs_note=True,
            closes=True,
            stops=True,
            weight=60,
        ),
        Move(
            "supervise",
            N_("督办"),
            ("called", "present"),
            permission="requests.supervise",
            asks=("note",),
            needs_note=True,
            weight=50,
        ),
        Move(
            "remark",
            N_("内部备注"),
            ("called", "present", "closed"),
            permission="requests.remark",
            asks=("note",),
            needs_note=True,
            public=False,
            weight=95,
        ),
    ),
)
