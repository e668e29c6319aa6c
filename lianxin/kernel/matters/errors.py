"""Why a move was not made. Each has a sentence for the person who tried."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lianxin.kernel.words import N_


class MoveRefused(Exception):
    """The move was not made and nothing was written. ``code`` is for programs, ``str()`` for people."""

    code = "refused"
    sentence = N_("这一步现在不能办理。")

    def __init__(self, sentence: str = "", field: str = "", **facts: Any) -> None:
        super().__init__(sentence or self.sentence)
        self.facts = facts
        self.field = field

    def __str__(self) -> str:
        return _(self.args[0]) % self.facts if self.facts else _(self.args[0])


class AlreadyDone(MoveRefused):
    code = "already-done"
    sentence = N_("这一步已经由%(who)s办理了。")


class NotNow(MoveRefused):
    code = "not-now"
    sentence = N_("事项现在是“%(state)s”，不能“%(move)s”。")


class Stale(MoveRefused):
    code = "stale"
    sentence = N_("您打开页面之后，%(who)s更新了这个事项，请看过最新情况再办理。您写的内容还在。")


class NeedsNote(MoveRefused):
    code = "needs-note"
    sentence = N_("请写明理由。")


class NeedsOutcome(MoveRefused):
    code = "needs-outcome"
    sentence = N_("请选择办理结果。")


class ChildrenOpen(MoveRefused):
    code = "children-open"
    sentence = N_("还有 %(count)d 个子事项没有办结，不能先结束。")
