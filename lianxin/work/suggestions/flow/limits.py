"""Clocks and permissions that the flows of suggestions share."""

from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.words import N_

OWN = N_("天数由本市自定、待核实：若干规定第十一条只说“按照规定的时限要求”")
REGISTER = Clock("register", 5, "wday", label=N_("登记"), source=OWN)
DECIDE = Clock("decide", 30, "wday", label=N_("办理反馈"), source=OWN)
PRACTISE = Clock("practise", 90, "day", label=N_("转化"), source=OWN)
STUDY = Clock("study", 15, "wday", label=N_("研究"), source=OWN)
RESULT = Clock("result", 30, "wday", label=N_("公布征集结果"), source=OWN)

OFFICE, STUDYING, DECIDING = "suggestions.register", "suggestions.study", "suggestions.decide"
CALLING = "suggestions.publish"
BEFORE_DECISION = ("received", "registered", "studying")
OPEN = (*BEFORE_DECISION, "consenting", "adopted", "in_session")
