"""The forms of the steps that staff take, by topic."""

from __future__ import annotations

from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.petitions.moves.agency import Draft, Drop, File, FileDirect, GiveMandate, ReadBack, RevokeAtWindow
from lianxin.work.petitions.moves.answering import (
    AnswerRereview,
    AnswerReview,
    AskRereview,
    AskReview,
    EndHearing,
    GiveAnswer,
    Hear,
)
from lianxin.work.petitions.moves.official import (
    Accept,
    AskExtension,
    Decide,
    GrantExtension,
    Object,
    Redirect,
    Refuse,
    RefuseExtension,
    Route,
)
from lianxin.work.petitions.moves.receptions import RECEPTION_MOVES
from lianxin.work.petitions.moves.steering import HandOver, Reassign, Remark, Supervise

MOVES: dict[tuple[str, str], type[MoveForm]] = {
    ("petition", "mandate"): GiveMandate,
    ("petition", "drop"): Drop,
    ("petition", "draft"): Draft,
    ("petition", "read_back"): ReadBack,
    ("petition", "file"): File,
    ("petition", "file_direct"): FileDirect,
    ("petition", "route"): Route,
    ("petition", "object"): Object,
    ("petition", "decide"): Decide,
    ("petition", "accept"): Accept,
    ("petition", "refuse"): Refuse,
    ("petition", "redirect"): Redirect,
    ("petition", "ask_extension"): AskExtension,
    ("petition", "grant_extension"): GrantExtension,
    ("petition", "refuse_extension"): RefuseExtension,
    ("petition", "answer"): GiveAnswer,
    ("petition", "ask_review"): AskReview,
    ("petition", "answer_review"): AnswerReview,
    ("petition", "ask_rereview"): AskRereview,
    ("petition", "answer_rereview"): AnswerRereview,
    ("petition", "hear"): Hear,
    ("petition", "end_hearing"): EndHearing,
    ("petition", "revoke_at_window"): RevokeAtWindow,
    ("petition", "hand_over"): HandOver,
    ("petition", "reassign"): Reassign,
    ("petition", "supervise"): Supervise,
    ("petition", "remark"): Remark,
    ("reception", "hand_over"): HandOver,
    ("reception", "supervise"): Supervise,
    ("reception", "remark"): Remark,
    **RECEPTION_MOVES,
}
