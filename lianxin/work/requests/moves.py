"""What the pages ask for at each move, and the action that each form calls."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.files import Refused, intake
from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.requests import actions, queries, rules
from lianxin.work.requests.models import Category, ReplyText


def note(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明理由。")},
    )


def outcomes(names: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(name, _(OUTCOMES[name])) for name in names]


class UnitField(forms.ModelChoiceField):
    """One unit, found by typing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("承办单位"))
        super().__init__(
            Unit.objects.none(),
            empty_label=_("请选择单位"),
            error_messages={"required": _("请选择单位。"), "invalid_choice": _("请从列表中选择单位。")},
            widget=forms.Select(attrs={"data-pick": ""}),
            **kwargs,
        )


class NoteOnly(MoveForm):
    """A move that asks for a reason alone."""

    note = note(_("理由"))


class Route(MoveForm):
    unit = UnitField()
    note = note(_("给承办单位的话"), required=False)
    done = _("已派单，期限从现在起算。")

    def prepare(self) -> None:
        self.fields["unit"].queryset = queries.units_to_choose(self.actor, self.matter.place_path)
        category = Category.objects.select_related("unit", "parent__unit").filter(code=self.matter.category).first()
        proposed = queries.proposal(category, self.matter.place_path)
        if proposed:
            self.fields["unit"].initial = proposed.pk
            self.fields["unit"].help_text = _("按类别、地点和时间，建议派给：%(unit)s") % {"unit": proposed.name}

    def run(self) -> None:
        told = self.cleaned_data
        actions.route(self.matter, actor=self.actor, unit=told["unit"], note=told["note"], version=told["version"])


class Reassign(Route):
    done = _("已改派。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.reassign(self.matter, actor=self.actor, unit=told["unit"], note=told["note"], version=told["version"])


class Transfer(Route):
    note = note(_("理由"))
    done = _("已转派，期限不变。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.transfer(self.matter, actor=self.actor, unit=told["unit"], note=told["note"], version=told["version"])


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


class Insist(NoteOnly):
    done = _("已维持原派单。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.insist(self.matter, actor=self.actor, note=told["note"], version=told["version"])


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


class OnAskedExtension(MoveForm):
    """Drawn only while days are asked for."""

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return bool(queries.particulars(matter).extension_days_asked)


class GrantExtension(OnAskedExtension):
    public_note = note(_("告诉本人的理由"))
    done = _("已同意延期，理由已告知本人。")

    def prepare(self) -> None:
        days = queries.particulars(self.matter).extension_days_asked
        self.fields["public_note"].help_text = _("申请延期 %(days)d 个工作日。") % {"days": days}

    def run(self) -> None:
        told = self.cleaned_data
        actions.grant_extension(self.matter, actor=self.actor, public_note=told["public_note"], version=told["version"])


class RefuseExtension(OnAskedExtension, NoteOnly):
    done = _("已答复不同意延期。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.refuse_extension(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Units(MoveForm):
    """A move that calls several units."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("请哪些单位来"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个单位。")},
    )
    note = note(_("请他们做什么"))

    def prepare(self) -> None:
        wide = queries.units_to_choose(self.actor, self.matter.place_path)
        self.fields["units"].queryset = wide.exclude(pk=self.matter.holder_id)


class Whistle(Units):
    done = _("已吹哨，各单位会收到通知。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.whistle(
            self.matter, actor=self.actor, units=list(told["units"]), note=told["note"], version=told["version"]
        )


class Help(Units):
    done = _("已请求协同。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.help_from(
            self.matter, actor=self.actor, units=list(told["units"]), note=told["note"], version=told["version"]
        )


class Split(MoveForm):
    parts = forms.CharField(
        label=_("每行写一个部分"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("至少两行；每一行成为一个子事项。"),
        error_messages={"required": _("请至少写出两个部分。")},
    )
    done = _("已拆分。")

    def run(self) -> None:
        parts = [(line, None) for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        actions.split(self.matter, actor=self.actor, parts=parts, version=self.cleaned_data["version"])


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


class Decline(MoveForm):
    reason = forms.ChoiceField(
        label=_("属于哪一种"),
        widget=forms.RadioSelect,
        choices=[(key, _(label)) for key, label in rules.DECLINE_REASONS.items()],
    )
    outcome = forms.ChoiceField(label=_("结果"), choices=outcomes(rules.DECLINE_OUTCOMES), widget=forms.RadioSelect)
    public_note = note(_("告诉本人的理由和去处"))
    done = _("已告知本人不予受理的理由。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.decline(
            self.matter,
            actor=self.actor,
            outcome=told["outcome"],
            public_note=told["public_note"],
            reason=told["reason"],
            version=told["version"],
        )


class Merge(MoveForm):
    into = forms.CharField(label=_("并入哪一件（编号）"), max_length=40)
    note = note(_("说明"), required=False)
    done = _("已并入，本人会跟着看到那一件的进展。")

    def clean_into(self) -> Matter:
        try:
            return matter_queries.matter(self.actor, self.cleaned_data["into"].strip())
        except Matter.DoesNotExist as missing:
            raise forms.ValidationError(_("没有找到这个编号的事项。")) from missing

    def run(self) -> None:
        told = self.cleaned_data
        actions.merge(self.matter, into=told["into"], actor=self.actor, note=told["note"], version=told["version"])


class HandOver(MoveForm):
    kind = forms.ChoiceField(label=_("移交为"), widget=forms.RadioSelect)
    public_note = note(_("告诉本人：移交给谁、为什么"))
    consent = forms.BooleanField(label=_("本人同意移交"), error_messages={"required": _("移交要先得到本人同意。")})
    done = _("已移交，本人在同一个查询码下看到全部经过。")

    def prepare(self) -> None:
        self.fields["kind"].choices = [(kind, _(label)) for kind, label in self.kinds(self.matter).items()]

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return bool(cls.kinds(matter))

    @staticmethod
    def kinds(matter: Matter) -> dict[str, str]:
        return {kind: label for kind, label in relations.receivable_kinds().items() if kind != matter.kind}

    def run(self) -> None:
        told = self.cleaned_data
        actions.hand_over(
            self.matter,
            actor=self.actor,
            kind=told["kind"],
            public_note=told["public_note"],
            has_consent=told["consent"],
            version=told["version"],
        )


class Escalate(NoteOnly):
    note = note(_("为什么要上报"))
    done = _("已报上一级。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.escalate(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Supervise(NoteOnly):
    note = note(_("督办要求"))
    done = _("已督办，承办单位会收到通知。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.supervise(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Remark(NoteOnly):
    note = note(_("备注"))
    done = _("已记下。")

    def run(self) -> None:
        actions.remark(self.matter, actor=self.actor, note=self.cleaned_data["note"])


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


MOVES: dict[tuple[str, str], type[MoveForm]] = {
    ("request", "route"): Route,
    ("request", "accept"): Accept,
    ("request", "object"): Object,
    ("request", "reassign"): Reassign,
    ("request", "insist"): Insist,
    ("request", "ask"): Ask,
    ("request", "resume"): Resume,
    ("request", "contact"): ContactMade,
    ("request", "ask_extension"): AskExtension,
    ("request", "grant_extension"): GrantExtension,
    ("request", "refuse_extension"): RefuseExtension,
    ("request", "help"): Help,
    ("request", "split"): Split,
    ("request", "answer"): Answer,
    ("request", "answer_now"): AnswerNow,
    ("request", "decline"): Decline,
    ("request", "merge"): Merge,
    ("request", "hand_over"): HandOver,
    ("request", "transfer"): Transfer,
    ("request", "escalate"): Escalate,
    ("request", "whistle"): Whistle,
    ("request", "supervise"): Supervise,
    ("request", "remark"): Remark,
    ("call", "report"): Report,
    ("call", "conclude"): Conclude,
    ("call", "cancel"): Cancel,
    ("call", "supervise"): Supervise,
    ("call", "remark"): Remark,
}
