"""Before mediation begins: consent, check, mediators, start."""

from lianxin.kernel.matters.flow import Move
from lianxin.kernel.words import N_
from lianxin.work.mediation.flow.clocks import BEFORE, MEDIATE

BEGINNING = (
    Move(
        "ask",
        N_("征求各方意见"),
        ("registered",),
        permission="mediation.handle",
        asks=("note",),
        meets=("respond",),
        weight=10,
        tone="primary",
    ),
    # ETH-16: power and violence are looked at before anything else.
    Move(
        "check",
        N_("调解前检查"),
        BEFORE,
        permission="mediation.handle",
        asks=("findings", "note"),
        public=False,
        weight=19,
    ),
    Move(
        "classify",
        N_("定类型和金额"),
        BEFORE,
        permission="mediation.handle",
        asks=("type", "amount"),
        public=False,
        weight=38,
    ),
    Move("add_party", N_("添加当事人"), BEFORE, permission="mediation.register", asks=("party",), weight=40),
    # PMD-04: voluntary. A party says so itself; what staff write down for it is marked as assisted. Whoever joins
    # while mediation runs is asked then.
    Move(
        "agree",
        N_("同意调解"),
        BEFORE,
        by="any",
        permission="mediation.assist",
        asks=("party", "how"),
        weight=20,
    ),
    Move(
        "refuse",
        N_("不同意调解"),
        BEFORE,
        "closed",
        by="any",
        permission="mediation.assist",
        asks=("party", "how"),
        closes=True,
        stops=True,
        weight=90,
        tone="danger",
        confirm=N_("一方不同意，调解就此结束，会告知其他法律途径。确定吗？"),
    ),
    Move(
        "stop",
        N_("要求终止调解"),
        ("mediating",),
        "closed",
        by="any",
        permission="mediation.assist",
        asks=("party", "how"),
        closes=True,
        stops=True,
        weight=90,
        tone="danger",
        confirm=N_("一方要求终止，调解就此结束，会告知其他法律途径。确定吗？"),
    ),
    # PMD-05: appointed, or chosen by the parties on the menu or off it.
    Move("choose", N_("选定调解员"), BEFORE, by="any", permission="mediation.handle", asks=("mediator",), weight=25),
    Move("disclose", N_("调解员披露关系"), BEFORE, permission="mediation.handle", asks=("mediator", "tie"), weight=26),
    Move(
        "recuse",
        N_("请调解员回避"),
        BEFORE,
        by="any",
        permission="mediation.assist",
        asks=("mediator", "note"),
        weight=60,
    ),
    Move(
        "start",
        N_("开始调解"),
        ("registered",),
        "mediating",
        permission="mediation.handle",
        asks=("form", "body"),
        meets=("respond",),
        starts=(MEDIATE,),
        weight=27,
        tone="primary",
    ),
)
