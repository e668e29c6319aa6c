"""What a desk is asked at its moves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import onward
from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.requests import actions, queries, rules
from lianxin.work.requests.models import Category
from lianxin.work.requests.moves.asking import NoteOnly, UnitField, Units, note, outcomes


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


class Insist(NoteOnly):
    done = _("已维持原派单。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.insist(self.matter, actor=self.actor, note=told["note"], version=told["version"])


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


class HandOver(onward.HandOver):
    act = staticmethod(actions.hand_over)

    @classmethod
    def has_person(cls, matter: Matter) -> bool:
        return rules.has_person(matter.channel)


class Escalate(NoteOnly):
    note = note(_("为什么要上报"))
    done = _("已报上一级。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.escalate(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Whistle(Units):
    done = _("已吹哨，各单位会收到通知。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.whistle(
            self.matter, actor=self.actor, units=list(told["units"]), note=told["note"], version=told["version"]
        )


class Supervise(NoteOnly):
    note = note(_("督办要求"))
    done = _("已督办，承办单位会收到通知。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.supervise(self.matter, actor=self.actor, note=told["note"], version=told["version"])


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
