"""The states of a petition, their groups, and the terms that bind an organ as clocks."""

from lianxin.kernel.matters.flow import Clock, State
from lianxin.kernel.words import N_
from lianxin.work.petitions.rules import TERMS

AGENT, HEAD = "petitions.agent", "petitions.approve"

BEFORE_FILING = ("offered", "mandated", "drafted", "approved")
WITH_ORGAN = ("filed", "routed", "returned", "handling")
ANSWERED = ("answered", "reviewed", "final")
ABOVE = ("review", "rereview", "hearing")
UNFINISHED = (*BEFORE_FILING, *WITH_ORGAN, *ANSWERED, *ABOVE)


def clock(name: str) -> Clock:
    """A term that binds an organ, as a clock of the flow."""
    term = TERMS[name]
    return Clock(name, term.amount, term.unit, label=term.label, source=term.article)


STATES = (
    State("offered", N_("待本人委托"), "waiting"),
    State("mandated", N_("已受托，代拟中")),
    State("drafted", N_("已代拟，请您认可"), "waiting"),
    State("approved", N_("已认可，待递交")),
    State("filed", N_("已递交信访部门")),
    State("routed", N_("已到有权处理机关，待告知")),
    State("returned", N_("有异议，待确定受理机关")),
    State("handling", N_("已受理，办理中")),
    State("answered", N_("已答复，请您评价"), "waiting"),
    State("review", N_("复查中")),
    State("reviewed", N_("已复查，请您评价"), "waiting"),
    State("rereview", N_("复核中")),
    State("hearing", N_("听证中"), "waiting"),
    State("final", N_("已复核，信访程序终结"), "waiting"),
    State("closed", N_("已办结"), "closed"),
)
