"""Every write of the requests module, one function a verb."""

from lianxin.work.requests.actions.calls import call_units, cancel_call, conclude, help_from, report, whistle
from lianxin.work.requests.actions.desk import call_from_community, enter_at_desk, enter_found
from lianxin.work.requests.actions.ending import confirm, lapse, merge, reopen, withdraw
from lianxin.work.requests.actions.handling import (
    accept,
    answer,
    answer_now,
    ask,
    ask_extension,
    contact,
    grant_extension,
    object_to,
    refuse_extension,
    remark,
    resume,
    solve_found,
    supply,
)
from lianxin.work.requests.actions.opening import Entry, enter, follow
from lianxin.work.requests.actions.photos import attach
from lianxin.work.requests.actions.rating import make_ballot, rate_by_code, rate_by_token, type_paper
from lianxin.work.requests.actions.routing import (
    decline,
    escalate,
    hand_over,
    insist,
    reassign,
    route,
    split,
    supervise,
    transfer,
)

__all__ = [
    "Entry", "accept", "answer", "answer_now", "ask", "ask_extension", "attach", "call_from_community", "call_units",
    "cancel_call", "conclude", "confirm", "contact", "decline", "enter", "enter_at_desk", "enter_found", "escalate",
    "follow", "grant_extension", "hand_over", "help_from", "insist", "lapse", "make_ballot", "merge", "object_to",
    "rate_by_code", "rate_by_token", "reassign", "refuse_extension", "remark", "reopen", "report", "resume", "route",
    "solve_found", "split", "supervise", "supply", "transfer", "type_paper", "whistle", "withdraw",
]
