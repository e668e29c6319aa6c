"""How a task that a session gives out is done."""

from lianxin.kernel.matters.flow import Clock, Flow, Move, State
from lianxin.kernel.matters.usual import remark, supervise
from lianxin.kernel.words import N_
from lianxin.work.sessions.flow.rights import CONVENE, REMARK, SUPERVISE, TASK

TASK_OPEN = ("assigned", "handling")

TASK_FLOW = Flow(
    kind="session_task",
    label=N_("会议交办任务"),
    prefix="JB",
    initial="assigned",
    starts=(Clock("perform", 15, "day", label=N_("会议决定的期限"), source=N_("会议决定")),),
    states=(
        State("assigned", N_("待接办")),
        State("handling", N_("办理中")),
        State("proved", N_("已报完成，待核验")),
        State("closed", N_("已销号"), "closed"),
    ),
    moves=(
        Move("accept", N_("接办"), ("assigned",), "handling", permission=TASK, weight=10, tone="primary"),
        Move(
            "progress",
            N_("报告进展"),
            ("handling",),
            permission=TASK,
            asks=("public_note",),
            needs_note=True,
            weight=30,
        ),
        Move(
            "prove",
            N_("报告完成，附凭证"),
            ("handling",),
            "proved",
            permission=TASK,
            asks=("public_note", "file"),
            needs_note=True,
            meets=("perform",),
            weight=10,
            tone="primary",
        ),
        Move(
            "send_back",
            N_("退回再办"),
            ("proved",),
            "handling",
            permission=SUPERVISE,
            asks=("due_on", "note"),
            needs_note=True,
            starts=(Clock("perform", 7, "day", label=N_("会议决定的期限"), source=N_("会议决定")),),
            weight=30,
        ),
        Move(
            "strike",
            N_("核验凭证，销号"),
            ("proved",),
            "closed",
            permission=SUPERVISE,
            asks=("outcome", "note"),
            closes=True,
            stops=True,
            weight=10,
            tone="primary",
        ),
        supervise(TASK_OPEN, SUPERVISE, weight=40),
        Move(
            "redate",
            N_("改期"),
            TASK_OPEN,
            permission=CONVENE,
            asks=("due_on", "public_note"),
            needs_note=True,
            weight=50,
        ),
        Move(
            "cancel",
            N_("撤销任务"),
            (*TASK_OPEN, "proved"),
            "closed",
            permission=CONVENE,
            asks=("note",),
            needs_note=True,
            closes=True,
            stops=True,
            weight=80,
            tone="danger",
            confirm=N_("确定撤销这项任务吗？"),
        ),
        remark((*TASK_OPEN, "proved", "closed"), REMARK),
    ),
)
