"""How a unit that is called to a joint session answers."""

from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.matters.usual import call_of_units
from lianxin.kernel.words import N_

CALL = call_of_units(
    kind="mediation_call",
    label=N_("联合调解邀请"),
    prefix="LT",
    clocks=(Clock("report", 3, "wday", label=N_("到场")),),
    words=(N_("待到场"), N_("已到场"), N_("到场"), N_("回复做了什么")),
    answers=("note",),
    rights=("mediation.attend", "mediation.handle", "mediation.remark"),
)
