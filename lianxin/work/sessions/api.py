"""Moves of items and tasks for programs; lists and single matters are the common ones."""

from ninja import Router

from lianxin.kernel.api.moves import offer_moves
from lianxin.kernel.words import N_
from lianxin.work.sessions.flow import ITEM, TASK_FLOW

router = Router()
offer_moves(router, ITEM, at="/session-items", tag=N_("办理解忧事项"))
offer_moves(router, TASK_FLOW, at="/session-tasks", tag=N_("办理会议交办任务"))
