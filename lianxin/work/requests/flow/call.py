"""How a call to a department moves (RULES HOT-09): the township calls, the departments must respond."""

from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.matters.usual import call_of_units, supervise
from lianxin.kernel.words import N_

CALL = call_of_units(
    kind="call",
    label=N_("吹哨"),
    prefix="CS",
    clocks=(Clock("report", 1, "wday"), Clock("answer", 5, "wday")),
    words=(N_("待报到"), N_("已报到"), N_("报到"), N_("回复结果")),
    answers=("outcome", "note"),
    rights=("requests.handle", "requests.whistle", "requests.remark"),
    more=(supervise(("called", "present"), "requests.supervise"),),
)
