"""How a dispute is mediated (RULES §2), and how a unit that is called to a joint session answers."""

from lianxin.kernel.matters.flow import Flow, State
from lianxin.kernel.words import N_
from lianxin.work.mediation.flow.after import ENDING
from lianxin.work.mediation.flow.before import BEGINNING
from lianxin.work.mediation.flow.call import CALL
from lianxin.work.mediation.flow.clocks import BEFORE, OPEN, RESPOND
from lianxin.work.mediation.flow.during import MEDIATING

__all__ = ["BEFORE", "CALL", "DISPUTE", "OPEN"]

DISPUTE = Flow(
    kind="dispute",
    label=N_("矛盾纠纷"),
    prefix="TJ",
    initial="registered",
    starts=(RESPOND,),
    states=(
        State("registered", N_("待调解")),
        State("mediating", N_("调解中")),
        State("agreed", N_("已达成协议，履行中")),
        State("visiting", N_("待回访")),
        State("closed", N_("已办结"), "closed"),
    ),
    moves=(*BEGINNING, *MEDIATING, *ENDING),
)
