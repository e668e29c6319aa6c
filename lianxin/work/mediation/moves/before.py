"""From the first question to the beginning: consent, check, mediators, start; and the ways out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.matters import onward
from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.mediation import actions
from lianxin.work.mediation.forms.fields import Picked, YuanField, choices, note
from lianxin.work.mediation.models import Body, Chosen, Mediator
from lianxin.work.mediation.moves.parties import PartyBoxes
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.queries import register
from lianxin.work.mediation.words import DANGERS, FORMS, REFERRALS, TIES


def chosen_label(row: Chosen) -> str:
    return row.mediator.name if row.mediator else str(row.name.masked("name"))


class Noted(MoveForm):
    """A move that asks for a reason alone."""

    note = note(_("理由"))


class Ask(MoveForm):
    note = note(_("给当事人的话"), required=False)
    done = _("可以征求意见了：把每一方自己的查询码交给本人。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.ask(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Check(MoveForm):
    findings = forms.MultipleChoiceField(
        label=_("有没有下面的情形"),
        choices=choices(DANGERS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("分别单独问每一方。一项也没有，就不勾。有暴力或者害怕的，不能调解。"),
    )
    note = note(_("怎么了解的"), required=False, rows=3)
    done = _("已记下检查结果。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.check(
            self.matter, actor=self.actor, findings=told["findings"], note=told["note"], version=told["version"]
        )


class Classify(MoveForm):
    type = forms.ChoiceField(
        label=_("纠纷类型"),
        widget=forms.Select(attrs={"data-pick": ""}),
        error_messages={"required": _("请选择纠纷类型。")},
    )
    amount = YuanField(label=_("涉及金额（元）"))
    done = _("已保存。")

    def prepare(self) -> None:
        self.fields["type"].choices = [("", _("请选择")), *queries.types().items()]
        self.fields["type"].initial = self.matter.category
        self.fields["amount"].initial = queries.particulars(self.matter).amount_fen / 100

    def run(self) -> None:
        told = self.cleaned_data
        actions.classify(
            self.matter, actor=self.actor, type=told["type"], amount_fen=told["amount"], version=told["version"]
        )


class Choose(MoveForm):
    mediator = Picked(
        Mediator.objects.none(),
        lambda row: row.name,
        label=_("名册上的调解员"),
        required=False,
        empty_label=_("名册以外"),
        widget=forms.Select(attrs={"data-pick": ""}),
        help_text=_("与当事人有关系的、手上已满的不在里面。"),
    )
    name = forms.CharField(label=_("名册以外、各方信任的人"), max_length=40, required=False)
    party = forms.ChoiceField(label=_("谁选的"), required=False)
    done = _("已选定。请调解员披露关系。")

    def prepare(self) -> None:
        offered = register.menu(self.matter)
        self.fields["mediator"].queryset = Mediator.objects.filter(pk__in=[row.pk for row in offered])
        self.parties = {str(party.order): party for party in queries.parties(self.matter)}
        self.fields["party"].choices = [
            ("", _("调解组织指定")),
            *((order, party.label) for order, party in self.parties.items()),
        ]

    def run(self) -> None:
        told = self.cleaned_data
        actions.choose(
            self.matter,
            actor=self.actor,
            mediator=told["mediator"],
            name=told["name"],
            party=self.parties.get(told["party"]),
            version=told["version"],
        )


class OfChosen(MoveForm):
    chosen = Picked(
        Chosen.objects.none(),
        chosen_label,
        label=_("哪位调解员"),
        empty_label=None,
        error_messages={"required": _("请选择调解员。")},
    )

    def prepare(self) -> None:
        rows = Chosen.objects.unscoped(reason="mediators of a matter already fetched under a scope")
        self.fields["chosen"].queryset = rows.filter(matter=self.matter, state=Chosen.CHOSEN).select_related("mediator")


class Disclose(OfChosen):
    tie = forms.ChoiceField(label=_("与各方的关系"), required=False, choices=choices(TIES, _("没有亲属、利害关系")))
    note = note(_("说明"), required=False, rows=3)
    done = _("已记下。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.disclose(
            self.matter, told["chosen"], actor=self.actor, tie=told["tie"], note=told["note"], version=told["version"]
        )


class Recuse(OfChosen):
    note = note(_("说明（可以不写）"), required=False, rows=3)
    done = _("这位调解员已回避，请另选。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.recuse(self.matter, told["chosen"], actor=self.actor, note=told["note"], version=told["version"])


class Start(MoveForm):
    form = forms.ChoiceField(label=_("调解方式"), choices=choices(FORMS), initial="peoples", widget=forms.RadioSelect)
    lead = Picked(
        Chosen.objects.none(),
        chosen_label,
        label=_("由谁负责"),
        empty_label=None,
        help_text=_("谁调处、谁负责，回访也由这一位做。"),
        error_messages={"required": _("请先选定调解员。")},
    )
    body = Picked(
        Body.objects.none(),
        lambda row: row.name,
        label=_("哪个调解组织"),
        required=False,
        empty_label=_("按负责的调解员"),
    )
    done = _("调解开始，期限从今天起算。不收任何费用。")

    def prepare(self) -> None:
        rows = Chosen.objects.unscoped(reason="mediators of a matter already fetched under a scope")
        standing = rows.filter(matter=self.matter, state=Chosen.CHOSEN).select_related("mediator")
        self.fields["lead"].queryset = standing
        self.fields["lead"].initial = next((row.pk for row in standing), None)
        self.fields["body"].queryset = Body.objects.filter(mediators__chosen__in=standing, is_active=True).distinct()

    def run(self) -> None:
        told = self.cleaned_data
        actions.start(
            self.matter,
            actor=self.actor,
            form=told["form"],
            lead=told["lead"],
            body=told["body"],
            version=told["version"],
        )


class Extend(MoveForm):
    days = forms.IntegerField(label=_("再延长几天"), min_value=1, max_value=90)
    note = note(_("各方是怎么同意的"), rows=3)
    consents = PartyBoxes(_("同意延长的当事人"), _("每一方都同意，才能延长。"))
    done = _("已延长。")

    def prepare(self) -> None:
        self.fields["consents"].offer(self.matter)  # type: ignore[attr-defined]

    def run(self) -> None:
        told = self.cleaned_data
        consents = [str(party.pk) in told["consents"] for party in queries.parties(self.matter)]
        actions.extend(
            self.matter,
            actor=self.actor,
            days=told["days"],
            note=told["note"],
            consents=consents,
            version=told["version"],
        )


class Unsuit(MoveForm):
    public_note = note(_("告诉各方的理由和去处"))
    done = _("已告知不适宜调解和其他途径。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.unsuit(self.matter, actor=self.actor, public_note=told["public_note"], version=told["version"])


class Refer(MoveForm):
    kind = forms.ChoiceField(label=_("转介到"), choices=choices(REFERRALS))
    to_words = forms.CharField(label=_("接受的单位"), max_length=80, required=False)
    note = note(_("说明"), required=False, rows=3, help_text=_("转介要本人同意；不收费。"))
    done = _("已转介。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.refer(
            self.matter,
            actor=self.actor,
            kind=told["kind"],
            to_words=told["to_words"],
            note=told["note"],
            version=told["version"],
        )


class Lift(Noted):
    note = note(_("为什么要提级"))
    done = _("已提级，卷宗一并移交。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.lift(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class HandOver(onward.HandOver):
    consent = forms.BooleanField(
        label=_("各方当事人同意移送"), error_messages={"required": _("移送要先得到当事人同意。")}
    )
    act = staticmethod(actions.hand_over)


class Join(MoveForm):
    into = forms.CharField(label=_("并入哪一件（编号）"), max_length=40)
    note = note(_("说明"), required=False, rows=3)
    done = _("已并入。")

    def clean_into(self) -> Matter:
        try:
            return matter_queries.matter(self.actor, self.cleaned_data["into"].strip())
        except Matter.DoesNotExist as missing:
            raise forms.ValidationError(_("没有找到这个编号的事项。")) from missing

    def run(self) -> None:
        told = self.cleaned_data
        actions.join(self.matter, into=told["into"], actor=self.actor, note=told["note"], version=told["version"])


class Supervise(Noted):
    note = note(_("督办要求"))
    done = _("已督办。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.supervise(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Remark(Noted):
    note = note(_("备注"))
    done = _("已记下。")

    def run(self) -> None:
        actions.remark(self.matter, actor=self.actor, note=self.cleaned_data["note"])
