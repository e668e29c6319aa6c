"""After an agreement: performance, court, return visit."""

from lianxin.kernel.matters.flow import Move
from lianxin.kernel.matters.usual import remark, supervise
from lianxin.kernel.words import N_
from lianxin.work.mediation.flow.clocks import OPEN, PERFORM, VISIT

ENDING = (
    Move(
        "perform_step",
        N_("登记履行"),
        ("agreed",),
        permission="mediation.handle",
        asks=("step", "note"),
        meets=("perform",),
        starts=(PERFORM,),
        weight=10,
        tone="primary",
    ),
    Move("complete", N_("履行完毕"), ("agreed",), "visiting", by="system", meets=("perform",), starts=(VISIT,)),
    # PMD-12, 调 32: what is not performed goes to court if the parties wish; the return visit is owed all the same.
    Move(
        "breach",
        N_("没有履行"),
        ("agreed",),
        "visiting",
        permission="mediation.handle",
        asks=("public_note",),
        needs_note=True,
        stops=True,
        starts=(VISIT,),
        weight=60,
        tone="danger",
    ),
    Move(
        "apply_court",
        N_("申请司法确认"),
        ("agreed", "visiting"),
        permission="mediation.handle",
        asks=("court", "on"),
        weight=30,
    ),
    Move(
        "court_answer",
        N_("法院答复"),
        ("agreed", "visiting"),
        permission="mediation.handle",
        asks=("result", "on"),
        weight=31,
    ),
    # 一事一回访, 谁调处谁负责.
    Move(
        "visit",
        N_("回访"),
        ("visiting",),
        "closed",
        permission="mediation.handle",
        asks=("how", "done", "note"),
        needs_note=True,
        meets=("visit",),
        closes=True,
        stops=True,
        weight=10,
        tone="primary",
    ),
    Move(
        "say",
        N_("对回访的说法"),
        ("visiting", "closed"),
        by="any",
        permission="mediation.assist",
        asks=("party", "grade"),
        weight=20,
    ),
    Move(
        "relapse",
        N_("纠纷反弹，再次调解"),
        ("closed",),
        permission="mediation.register",
        asks=("note",),
        needs_note=True,
        weight=30,
    ),
    supervise(OPEN, "mediation.supervise", weight=65),
    remark((*OPEN, "closed"), "mediation.remark"),
)
