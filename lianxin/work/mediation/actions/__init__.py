"""Every write of the mediation module, one function a verb."""

from lianxin.work.mediation.actions.agreeing import (
    StepGiven,
    Terms,
    apply_court,
    breach,
    court_answer,
    draft,
    perform_step,
    settle,
    sign,
)
from lianxin.work.mediation.actions.calls import call_units, cancel_call, conclude_call, remark_call, report_call
from lianxin.work.mediation.actions.choosing import choose, disclose, recuse
from lianxin.work.mediation.actions.consenting import agree, refuse, stop, withdraw
from lianxin.work.mediation.actions.ending import fail, hand_over, join, unsuit
from lianxin.work.mediation.actions.handling import ask, check, classify, extend, lift, refer, remark, start, supervise
from lianxin.work.mediation.actions.opening import Entered, Entry, PartyGiven, add_party, enter, receive, relapse
from lianxin.work.mediation.actions.register import save_body, save_mediator
from lianxin.work.mediation.actions.sitting import confirm_record, meet, record
from lianxin.work.mediation.actions.visiting import say, visit

__all__ = [
    "Entered",
    "Entry",
    "PartyGiven",
    "StepGiven",
    "Terms",
    "add_party",
    "agree",
    "apply_court",
    "ask",
    "breach",
    "call_units",
    "cancel_call",
    "check",
    "choose",
    "classify",
    "conclude_call",
    "confirm_record",
    "court_answer",
    "disclose",
    "draft",
    "enter",
    "extend",
    "fail",
    "hand_over",
    "join",
    "lift",
    "meet",
    "perform_step",
    "receive",
    "record",
    "recuse",
    "refer",
    "refuse",
    "relapse",
    "remark",
    "remark_call",
    "report_call",
    "save_body",
    "save_mediator",
    "say",
    "settle",
    "sign",
    "start",
    "stop",
    "supervise",
    "unsuit",
    "visit",
    "withdraw",
]
