"""Every write of the petitions module, one function a verb."""

from lianxin.work.petitions.actions.answering import (
    Answer,
    answer,
    answer_rereview,
    answer_review,
    ask_rereview,
    ask_review,
    end_hearing,
    follow_up,
    hear,
)
from lianxin.work.petitions.actions.carrying import approve, correct, draft, file, file_direct, read_back
from lianxin.work.petitions.actions.ending import (
    Word,
    confirm,
    drop,
    lapse,
    rate,
    revoke,
    revoke_at_window,
)
from lianxin.work.petitions.actions.mandates import Mandate, give, mandate, receive, take_mandate
from lianxin.work.petitions.actions.official import (
    accept,
    ask_extension,
    decide,
    grant_extension,
    object_to,
    redirect,
    refuse,
    refuse_extension,
    route,
)
from lianxin.work.petitions.actions.receptions import (
    Visit,
    conclude,
    miss,
    open_petition,
    receive_visit,
    register,
    take_on,
)
from lianxin.work.petitions.actions.registers import (
    add_sitting,
    cancel_sitting,
    save_agent,
    save_policy,
    save_window,
)
from lianxin.work.petitions.actions.steering import hand_over, reassign, remark, supervise

__all__ = [
    "Answer", "Mandate", "Visit", "Word", "accept", "add_sitting", "answer", "answer_rereview", "answer_review",
    "approve", "ask_extension", "ask_rereview", "ask_review", "cancel_sitting", "conclude", "confirm", "correct",
    "decide", "draft", "drop", "end_hearing", "file", "file_direct", "follow_up", "give", "grant_extension",
    "hand_over", "hear", "lapse", "mandate", "miss", "object_to", "open_petition", "rate", "read_back", "reassign",
    "receive", "receive_visit", "redirect", "refuse", "refuse_extension", "register", "remark", "revoke",
    "revoke_at_window", "route", "save_agent", "save_policy", "save_window", "supervise", "take_mandate", "take_on",
]
