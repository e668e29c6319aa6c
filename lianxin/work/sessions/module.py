"""The sessions module: the weekly session with its closed loop, other meetings, what they decide and adopt."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_
from lianxin.work.sessions.flow import ITEM, TASK_FLOW

MODULE = Module(
    name="sessions",
    label=N_("周解忧与会议"),
    mount="",
    urls="lianxin.work.sessions.urls",
    api="lianxin.work.sessions.api.router",
    flows=(ITEM, TASK_FLOW),
    moves="lianxin.work.sessions.moves.MOVES",
    matter_page="lianxin.work.sessions.pages.matter.blocks",
    tracking_page="lianxin.work.sessions.pages.public.tracking.page",
    continues=frozenset({"session_item"}),
    pages=(
        Page(N_("会议"), "sessions:sessions", "sessions.read", "calendar-event", order=50),
        Page(N_("解忧线索"), "sessions:enter", "sessions.clue", "message-plus", order=51),
        Page(N_("议定任务"), "sessions:board", "sessions.read", "list-check", order=52),
        Page(N_("审议通过的文件"), "sessions:documents", "sessions.read", "books", group="see", order=60),
    ),
    permissions={
        "sessions.read": N_("查看会议"),
        "sessions.clue": N_("提出解忧线索"),
        "sessions.study": N_("研判、协商解忧事项"),
        "sessions.convene": N_("安排会议、记录决定、交办"),
        "sessions.approve": N_("审定会议纪要"),
        "sessions.documents": N_("登记审议通过的文件"),
        "sessions.task": N_("办理会议交办任务"),
        "sessions.supervise": N_("督办、核验、销号"),
        "sessions.visit": N_("回访"),
        "sessions.remark": N_("写解忧事项备注"),
    },
    figures="lianxin.work.sessions.figures.FIGURES",
    timetable="lianxin.work.sessions.jobs.TIMETABLE",
    demo="lianxin.work.sessions.demo.fill",
    hears={
        "session_item.*": "lianxin.work.sessions.hearing.tell",
        "session_task.*": "lianxin.work.sessions.hearing.tell",
    },
    receives={"session_item": "lianxin.work.sessions.actions.clues.receive"},
    tells={"session_item": "lianxin.work.sessions.queries.items.told"},
    acts={
        "session.plan": N_("安排会议"),
        "session.hold": N_("开会"),
        "session.topic": N_("修改会议议题"),
        "session.minutes": N_("写会议纪要"),
        "session.approve": N_("审定会议纪要"),
        "document.adopt": N_("审议通过文件"),
        "document.repeal": N_("废止文件"),
    },
)
