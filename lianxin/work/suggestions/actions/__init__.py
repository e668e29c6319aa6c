"""Every write of the suggestions module, one function a verb."""

from lianxin.work.suggestions.actions.calling import (
    drop,
    end,
    open_call,
    prolong,
    publish,
    publish_result,
    run_out,
)
from lianxin.work.suggestions.actions.deciding import adopt, commend, not_adopt, shelve
from lianxin.work.suggestions.actions.elsewhere import (
    agree,
    ask_consent,
    decline,
    disagree,
    hand_over,
    pass_on,
    resume,
)
from lianxin.work.suggestions.actions.ending import evaluate, evaluate_by_code, merge, remark, supervise, withdraw
from lianxin.work.suggestions.actions.opening import Entry, enter, enter_at_desk, receive
from lianxin.work.suggestions.actions.practising import practise, session_again, session_back, session_done, to_session
from lianxin.work.suggestions.actions.registering import hasten, register
from lianxin.work.suggestions.actions.studying import cancel, invite, not_ours, opine, send, send_at_once

__all__ = [
    "Entry",
    "adopt",
    "agree",
    "ask_consent",
    "cancel",
    "commend",
    "decline",
    "disagree",
    "drop",
    "end",
    "enter",
    "enter_at_desk",
    "evaluate",
    "evaluate_by_code",
    "hand_over",
    "hasten",
    "invite",
    "merge",
    "not_adopt",
    "not_ours",
    "open_call",
    "opine",
    "pass_on",
    "practise",
    "prolong",
    "publish",
    "publish_result",
    "receive",
    "register",
    "remark",
    "resume",
    "run_out",
    "send",
    "send_at_once",
    "session_again",
    "session_back",
    "session_done",
    "shelve",
    "supervise",
    "to_session",
    "withdraw",
]
