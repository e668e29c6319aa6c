"""Sessions, the agreement, its performance, the court, the return visit."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.mediation import actions, rules
from lianxin.work.mediation.forms.fields import Picked, StepsField, YuanField, choices, day, lines_of, note
from lianxin.work.mediation.models import Session, Step
from lianxin.work.mediation.moves.parties import PartyBoxes
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.words import DONE, WAYS

STATUS_HELP = _("涉及身份、收养、婚姻关系的，法院不受理司法确认（最高人民法院2011年规定第四条）。")


class Meet(MoveForm):
    on_at = forms.DateTimeField(
        label=_("什么时候"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={"required": _("请选择时间。"), "invalid": _("请选择时间。")},
    )
    place_words = forms.CharField(label=_("在哪里"), max_length=120)
    public_asked_by = PartyBoxes(_("要求公开进行的当事人"), _("每一方都要求，才公开进行；否则不公开。"))
    done = _("已安排，各方在自己的页面上看得到。")

    def prepare(self) -> None:
        self.fields["public_asked_by"].offer(self.matter)  # type: ignore[attr-defined]

    def run(self) -> None:
        told = self.cleaned_data
        asked = [str(party.pk) in told["public_asked_by"] for party in queries.parties(self.matter)]
        actions.meet(
            self.matter,
            actor=self.actor,
            on_at=told["on_at"],
            place_words=told["place_words"],
            public_asked_by=asked if any(asked) else (),
            version=told["version"],
        )


class Record(MoveForm):
    session = Picked(
        Session.objects.none(),
        lambda row: _("第 %(n)d 次") % {"n": row.order},
        label=_("哪一次调解"),
        empty_label=None,
        error_messages={"required": _("请先安排调解会。")},
    )
    present = note(_("到场人员"), required=False, rows=2)
    text = note(_("调解经过"), rows=10)
    was_read_back = forms.BooleanField(label=_("已向各方宣读"), required=False)
    done = _("笔录已记下，等各方核对。")

    def prepare(self) -> None:
        rows = Session.objects.unscoped(reason="sessions of a matter already fetched under a scope")
        found = rows.filter(matter=self.matter).order_by("-order")
        self.fields["session"].queryset = found
        last = found.first()
        if last:
            self.fields["session"].initial, self.fields["text"].initial = last.pk, last.record
            self.fields["present"].initial = last.present

    def run(self) -> None:
        told = self.cleaned_data
        actions.record(
            self.matter,
            told["session"],
            actor=self.actor,
            text=told["text"],
            present=told["present"],
            was_read_back=told["was_read_back"],
            version=told["version"],
        )


class Agreed(MoveForm):
    """The terms of an agreement, written or oral."""

    facts = note(_("主要事实和争议事项"), required=False, rows=4)
    duties = note(_("各方责任"), required=False, rows=3)
    terms = note(_("协议内容"), rows=5)
    way = forms.CharField(label=_("履行方式"), max_length=200, required=False)
    amount = YuanField(label=_("协议金额（元）"))
    steps = StepsField()

    def prepare(self) -> None:
        dispute = queries.particulars(self.matter)
        for name in ("facts", "duties", "terms", "way"):
            self.fields[name].initial = getattr(dispute, name)
        self.fields["amount"].initial = f"{(dispute.agreed_fen or dispute.amount_fen) / 100:.2f}"
        self.fields["steps"].initial = lines_of(queries.steps(self.matter))

    def given(self) -> actions.Terms:
        told = self.cleaned_data
        return actions.Terms(
            terms=told["terms"],
            facts=told["facts"],
            duties=told["duties"],
            way=told["way"],
            amount_fen=told["amount"],
            steps=told["steps"],
        )


class Draft(Agreed):
    done = _("草稿已保存，请各方仔细看过再签。")

    def run(self) -> None:
        actions.draft(self.matter, self.given(), actor=self.actor, version=self.cleaned_data["version"])


class OfStatus(forms.Form):
    """Asks about identity and marriage where the type may concern them."""

    is_about_status = forms.BooleanField(label=_("涉及身份、收养、婚姻关系"), required=False, help_text=STATUS_HELP)

    def ask_about_status(self, category: str) -> None:
        """Puts the question last, or takes it away."""
        question = self.fields.pop("is_about_status")
        if rules.must_ask_about_status(category):
            self.fields["is_about_status"] = question


class Settle(Agreed, OfStatus):
    done = _("口头协议已生效，内容已记录。")

    def prepare(self) -> None:
        super().prepare()
        self.ask_about_status(self.matter.category)

    def run(self) -> None:
        told = self.cleaned_data
        actions.settle(
            self.matter,
            self.given(),
            actor=self.actor,
            is_about_status=told.get("is_about_status", False),
            version=told["version"],
        )


class Sign(MoveForm, OfStatus):
    signed_on = day(_("最后一方签字的日期"))
    parties_signed = forms.BooleanField(label=_("各方已签名、盖章或者按指印"), required=False)
    mediator_signed = forms.BooleanField(label=_("调解员已签名"), required=False)
    is_sealed = forms.BooleanField(label=_("调解委员会已盖章"), required=False)
    done = _("协议已生效。各方可以在三十日内共同申请司法确认。")

    def prepare(self) -> None:
        self.fields["signed_on"].initial = timezone.localdate()
        self.ask_about_status(self.matter.category)

    def run(self) -> None:
        told = self.cleaned_data
        actions.sign(
            self.matter,
            actor=self.actor,
            signed_on=told["signed_on"],
            parties_signed=told["parties_signed"],
            mediator_signed=told["mediator_signed"],
            is_sealed=told["is_sealed"],
            is_about_status=told.get("is_about_status", False),
            version=told["version"],
        )


class Fail(MoveForm):
    public_note = note(_("告诉各方：为什么没有调成"))
    undisputed = note(
        _("各方没有争议的事实（可以不写）"), required=False, help_text=_("各方都签名同意，以后才能使用。")
    )
    signed = PartyBoxes(_("在无争议事实上签名的当事人"))
    done = _("调解终止，已告知各方其他法律途径。")

    def prepare(self) -> None:
        self.fields["signed"].offer(self.matter)  # type: ignore[attr-defined]

    def run(self) -> None:
        told = self.cleaned_data
        signed = {party.pk: str(party.pk) in told["signed"] for party in queries.parties(self.matter)}
        actions.fail(
            self.matter,
            actor=self.actor,
            public_note=told["public_note"],
            undisputed=told["undisputed"],
            signed=signed,
            version=told["version"],
        )


class PerformStep(MoveForm):
    step = Picked(
        Step.objects.none(),
        lambda row: f"{row.due_on.isoformat()} {row.words}",
        label=_("哪一步"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择哪一步。")},
    )
    done_on = day(_("哪天履行的"))
    note = note(_("说明"), required=False, rows=2)
    done = _("已登记履行。")

    def prepare(self) -> None:
        rows = Step.objects.unscoped(reason="steps of a matter already fetched under a scope")
        self.fields["step"].queryset = rows.filter(matter=self.matter, done_on__isnull=True).order_by("order")
        self.fields["done_on"].initial = timezone.localdate()

    def run(self) -> None:
        told = self.cleaned_data
        actions.perform_step(
            self.matter,
            told["step"],
            actor=self.actor,
            done_on=told["done_on"],
            note=told["note"],
            version=told["version"],
        )


class Breach(MoveForm):
    public_note = note(_("没有履行的情况"), help_text=_("各方会看到：可以就此向人民法院起诉（人民调解法第三十二条）。"))
    done = _("已记下，并告知各方可以起诉。还要做回访。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.breach(self.matter, actor=self.actor, public_note=told["public_note"], version=told["version"])


class ApplyCourt(MoveForm):
    court = forms.CharField(label=_("哪个法院"), max_length=80)
    on = day(_("哪天申请的"))
    applying = PartyBoxes(_("共同申请的当事人"), _("要每一方一起申请。"))
    done = _("已记下申请。法院三日内决定是否受理，受理后十五日内审查，可再延长十日；不收费。")

    def prepare(self) -> None:
        self.fields["applying"].offer(self.matter)  # type: ignore[attr-defined]
        courts = rules.courts_for(self.matter.channel == "court")
        self.fields["court"].help_text = " ".join(str(_(court)) for court in courts)
        self.fields["on"].initial = timezone.localdate()

    def run(self) -> None:
        told = self.cleaned_data
        applying = [str(party.pk) in told["applying"] for party in queries.parties(self.matter)]
        actions.apply_court(
            self.matter,
            actor=self.actor,
            court=told["court"],
            on=told["on"],
            applying=applying,
            version=told["version"],
        )


class CourtAnswer(MoveForm):
    is_confirmed = forms.ChoiceField(
        label=_("法院的裁定"),
        widget=forms.RadioSelect,
        choices=[("1", _("裁定有效")), ("0", _("驳回申请或者不予受理"))],
    )
    reference = forms.CharField(label=_("裁定书文号"), max_length=60, required=False)
    done = _("已记下。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.court_answer(
            self.matter,
            actor=self.actor,
            is_confirmed=told["is_confirmed"] == "1",
            reference=told["reference"],
            version=told["version"],
        )


class Visit(MoveForm):
    way = forms.ChoiceField(label=_("怎么回访的"), choices=choices(WAYS), widget=forms.RadioSelect)
    visit_done = forms.ChoiceField(label=_("协议履行了吗"), choices=choices(DONE), widget=forms.RadioSelect)
    has_relapsed = forms.BooleanField(label=_("纠纷又起来了"), required=False)
    note = note(_("回访情况"), help_text=_("写事，不评人。"))
    done = _("回访已记下，这件纠纷办结。请各方也说一句。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.visit(
            self.matter,
            actor=self.actor,
            way=told["way"],
            done=told["visit_done"],
            note=told["note"],
            has_relapsed=told["has_relapsed"],
            version=told["version"],
        )


class Relapse(MoveForm):
    note = note(_("又发生了什么"))
    done = _("已开新的一件，与原来的连在一起；重新征求各方意见。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.relapse(self.matter, actor=self.actor, note=told["note"], version=told["version"])
