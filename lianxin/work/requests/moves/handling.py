"""What the handling unit is asked at its moves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.files import Refused, intake
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.requests import actions, rules
from lianxin.work.requests.models import ReplyText
from lianxin.work.requests.moves.asking import NoteOnly, Units, note, outcomes


class Accept(MoveForm):
    bulk = True
    done = _("已接单。")

    def run(self) -> None:
        actions.accept(self.matter, actor=self.actor, version=self.cleaned_data["version"])


class Object(NoteOnly):
    note = note(_("为什么不该由本单位办理"), help_text=_("上一级会裁定由谁办理。"))
    done = _("已退回，等上一级裁定。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.object_to(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Ask(MoveForm):
    public_note = note(_("想请本人补充什么"), help_text=_("本人答复之前，期限暂停。"))
    done = _("已发给本人，期限暂停。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.ask(self.matter, actor=self.actor, question=told["public_note"], version=told["version"])


class Resume(NoteOnly):
    done = _("继续办理，期限接着计算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.resume(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class ContactMade(MoveForm):
    public_note = note(_("联系情况"), required=False, help_text=_("本人能看到。"))
    done = _("已记下联系情况。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.contact(self.matter, actor=self.actor, public_note=told["public_note"], version=told["version"])


class AskExtension(NoteOnly):
    days = forms.IntegerField(label=_("再要几个工作日"), min_value=1, max_value=60)
    field_order = ("days", "note")
    done = _("已提出延期申请。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.ask_extension(
            self.matter, actor=self.actor, days=told["days"], note=told["note"], version=told["version"]
        )


class Help(Units):
    done = _("已请求协同。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.help_from(
            self.matter, actor=self.actor, units=list(told["units"]), note=told["note"], version=told["version"]
        )


class Answer(MoveForm):
    outcome = forms.ChoiceField(
        label=_("办理结果"),
        choices=outcomes(rules.STAFF_OUTCOMES),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择办理结果。")},
    )
    public_note = note(_("给本人的答复"), help_text=_("写清做了什么；没能解决的，写清原因和以后的打算。"))
    photo = forms.FileField(label=_("办理后的照片"), required=False)
    done = _("已答复，等本人评价。")
    template = "requests/_answer.html"

    def prepare(self) -> None:
        texts = ReplyText.objects.filter(is_active=True).values_list("title", "body", "category_code")
        self.reply_texts = [(title, body) for title, body, code in texts if self.matter.category.startswith(code)]

    def clean_photo(self) -> Any:
        upload = self.cleaned_data["photo"]
        try:
            return intake.accept(upload) if upload else None
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def run(self) -> None:
        told = self.cleaned_data
        photos = [told["photo"]] if told.get("photo") else []
        actions.answer(
            self.matter,
            actor=self.actor,
            outcome=told["outcome"],
            text=told["public_note"],
            version=told["version"],
            photos=photos,
        )


class AnswerNow(Answer):
    photo = None  # a declared field set to None is left out
    clean_photo = None
    done = _("已当场答复。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.answer_now(
            self.matter, actor=self.actor, outcome=told["outcome"], text=told["public_note"], version=told["version"]
        )


class Remark(NoteOnly):
    note = note(_("备注"))
    done = _("已记下。")

    def run(self) -> None:
        actions.remark(self.matter, actor=self.actor, note=self.cleaned_data["note"])
