"""From the mandate to the filing: the agent's own work."""

from lianxin.kernel.matters.flow import Move
from lianxin.kernel.words import N_
from lianxin.work.petitions.flow.states import AGENT, clock

CARRYING = (
    # The mandate: read aloud, free, and the person's to take back at any time.
    Move(
        "mandate",
        N_("办理委托"),
        ("offered",),
        "mandated",
        permission=AGENT,
        asks=("kind", "read_aloud", "given_by"),
        weight=10,
        tone="primary",
    ),
    Move("give", N_("我委托代办"), ("offered",), "mandated", by="reporter", weight=10, tone="primary"),
    Move(
        "drop",
        N_("本人不委托"),
        ("offered",),
        "closed",
        permission=AGENT,
        asks=("note",),
        needs_note=True,
        closes=True,
        stops=True,
        weight=80,
    ),
    # PET-02: what is said is written down truly; nothing goes out that the person has not heard and approved.
    Move(
        "draft",
        N_("代拟材料"),
        ("mandated", "drafted"),
        "drafted",
        permission=AGENT,
        asks=("text",),
        weight=10,
        tone="primary",
    ),
    Move(
        "correct",
        N_("请改一改"),
        ("drafted",),
        "mandated",
        by="reporter",
        asks=("public_note",),
        needs_note=True,
        weight=20,
    ),
    Move("approve", N_("认可这份材料"), ("drafted",), "approved", by="reporter", weight=10, tone="primary"),
    Move(
        "read_back",
        N_("当面宣读，本人认可"),
        ("drafted",),
        "approved",
        permission=AGENT,
        asks=("note",),
        needs_note=True,
        weight=20,
    ),
    Move(
        "file",
        N_("递交信访部门"),
        ("approved",),
        "filed",
        permission=AGENT,
        asks=("office", "reference", "channel"),
        starts=(clock("route"),),
        weight=10,
        tone="primary",
    ),
    Move(
        "file_direct",
        N_("直接递交有权处理机关"),
        ("approved",),
        "routed",
        permission=AGENT,
        asks=("office", "reference", "channel"),
        starts=(clock("notice"),),
        weight=15,
    ),
)
