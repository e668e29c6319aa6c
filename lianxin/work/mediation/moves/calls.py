"""Units at one table: who is called, who comes, what they did."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.moves import MoveForm
from lianxin.kernel.places.paths import ancestors
from lianxin.work.mediation import actions
from lianxin.work.mediation.forms.fields import note


class Call(MoveForm):
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("请哪些单位来"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个单位。")},
    )
    note = note(_("请他们做什么，什么时候、到哪里"))
    parties_agree = forms.BooleanField(
        label=_("各方当事人同意请他们参加"), required=False, help_text=_("人民调解法第二十条。")
    )
    done = _("已邀请，各单位会收到通知。")

    def prepare(self) -> None:
        path = self.matter.place_path
        units = Unit.objects.filter(place_path__in=[path, *ancestors(path)], is_active=True)
        self.fields["units"].queryset = units.exclude(pk=self.matter.holder_id).order_by("-place_path", "code")

    def run(self) -> None:
        told = self.cleaned_data
        actions.call_units(
            self.matter,
            actor=self.actor,
            units=list(told["units"]),
            note=told["note"],
            parties_agree=told["parties_agree"],
            version=told["version"],
        )


class Report(MoveForm):
    note = note(_("到场情况"), required=False, rows=3)
    done = _("已登记到场。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.report_call(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Conclude(MoveForm):
    note = note(_("做了什么"))
    done = _("已回复。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.conclude_call(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Cancel(MoveForm):
    note = note(_("理由"))
    done = _("已取消。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.cancel_call(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Remark(MoveForm):
    note = note(_("备注"))
    done = _("已记下。")

    def run(self) -> None:
        actions.remark_call(self.matter, actor=self.actor, note=self.cleaned_data["note"])
