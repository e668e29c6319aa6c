"""What the pages ask for at each move, and the action that each form calls."""

from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.sessions.moves import following as f
from lianxin.work.sessions.moves import items as i

_ITEM: dict[str, type[MoveForm]] = {
    "take_up": i.TakeUp, "study": i.Study, "talk": i.Talk, "propose": i.Propose, "share_cost": i.ShareCost,
    "lift": i.Lift, "decline": i.Decline, "join": i.Join, "hand_over": i.HandOver, "schedule": i.Schedule,
    "unschedule": i.Unschedule, "defer": i.Defer, "decide": i.Decide, "add_decision": i.AddDecision,
    "assign": i.Assign, "supervise": f.Supervise, "complete": f.Complete, "strike": f.Strike, "visit": f.Visit,
    "finish": f.Finish, "remark": f.Remark,
}  # fmt: skip
_TASK: dict[str, type[MoveForm]] = {
    "accept": f.Accept, "progress": f.Progress, "prove": f.Prove, "send_back": f.SendBack, "strike": f.StrikeTask,
    "supervise": f.SuperviseTask, "redate": f.Redate, "cancel": f.Cancel, "remark": f.Remark,
}  # fmt: skip

MOVES: dict[tuple[str, str], type[MoveForm]] = {
    **{("session_item", move): form for move, form in _ITEM.items()},
    **{("session_task", move): form for move, form in _TASK.items()},
}
