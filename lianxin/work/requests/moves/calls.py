"""What a called unit is asked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.requests import actions, rules
from lianxin.work.requests.moves.asking import NoteOnly, note, outcomes


class Report(MoveForm):
    note = note(_("现场情况"), required=False)
    done = _("已报到。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.report(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Conclude(MoveForm):
    outcome = forms.ChoiceField(label=_("结果"), choices=outcomes(rules.STAFF_OUTCOMES), widget=forms.RadioSelect)
    note = note(_("做了什么"))
    done = _("已回复结果。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.conclude(
            self.matter, actor=self.actor, outcome=told["outcome"], note=told["note"], version=told["version"]
        )


class Cancel(NoteOnly):
    done = _("已取消。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.cancel_call(self.matter, actor=self.actor, note=told["note"], version=told["version"])
