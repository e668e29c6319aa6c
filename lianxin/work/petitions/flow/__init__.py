"""How a petition is carried by an agent (《信访工作条例》, RULES §1), and how a leader's reception goes."""

from lianxin.kernel.matters.flow import Flow
from lianxin.kernel.words import N_
from lianxin.work.petitions.flow.carrying import CARRYING
from lianxin.work.petitions.flow.ending import ENDING
from lianxin.work.petitions.flow.official import OFFICIAL
from lianxin.work.petitions.flow.receptions import RECEPTION
from lianxin.work.petitions.flow.states import ANSWERED, STATES

PETITION = Flow(
    kind="petition",
    label=N_("信访代办"),
    prefix="XF",
    initial="offered",
    states=STATES,
    moves=(*CARRYING, *OFFICIAL, *ENDING),
)

__all__ = ["ANSWERED", "PETITION", "RECEPTION"]
