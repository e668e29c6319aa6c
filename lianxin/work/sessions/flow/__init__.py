"""How an item of the weekly session moves, and how a task that a session gives out moves."""

from lianxin.work.sessions.flow.item import ITEM, STEPS
from lianxin.work.sessions.flow.rights import CONVENE, REMARK, STUDY, SUPERVISE, TASK, VISIT
from lianxin.work.sessions.flow.task import TASK_FLOW

__all__ = ["CONVENE", "ITEM", "REMARK", "STEPS", "STUDY", "SUPERVISE", "TASK", "TASK_FLOW", "VISIT"]
