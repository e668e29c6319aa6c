"""What is asked for when an answer is brought, and at the two levels above it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.petitions import actions, queries, rules
from lianxin.work.petitions.actions.answering import ANSWER_OUTCOMES, Answer
from lianxin.work.petitions.moves.shared import Noted, choices, long_text, office_fields


class OpinionForm(MoveForm):
    """The four parts of a written opinion, with the articles beside them."""

    opinion = forms.ChoiceField(
        label=_("处理意见的种类"),
        choices=choices(rules.OPINIONS),
        widget=forms.RadioSelect,
        help_text=_("《信访工作条例》第三十二条"),
    )
    issuer = forms.CharField(label=_("出具机关"), max_length=120, required=False)
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    request = long_text(_("信访人的请求"), rows=3)
    facts = long_text(_("查明的事实和理由"), rows=6)
    text = long_text(_("处理意见"), rows=6)
    basis = long_text(_("法律法规和政策依据"), rows=3)

    def prepare(self) -> None:
        petition = queries.seen(self.matter)
        self.initial.setdefault("request", petition.claim)
        self.initial.setdefault("issuer", petition.organ)

    def told(self) -> Answer:
        told = self.cleaned_data
        names = ("opinion", "outcome", "issuer", "number", "request", "facts", "text", "basis")
        return Answer(**{name: told[name] for name in names if name in told})


class GiveAnswer(OpinionForm):
    outcome = forms.ChoiceField(
        label=_("办理结果"), widget=forms.RadioSelect, choices=[(name, _(OUTCOMES[name])) for name in ANSWER_OUTCOMES]
    )
    done = _("已送达答复，等本人评价。")

    def prepare(self) -> None:
        super().prepare()
        petition = queries.seen(self.matter)
        is_opinion = rules.may_be_reviewed(petition.kind, petition.route)
        for name in ("outcome",) if is_opinion else ("opinion", "request", "facts", "basis", "number"):
            del self.fields[name]
        self.order_fields(["version", "outcome", "opinion", "issuer", "number", "request", "facts", "text", "basis"])

    def run(self) -> None:
        actions.answer(self.matter, self.told(), actor=self.actor, version=self.cleaned_data["version"])


class AnswerReview(OpinionForm):
    done = _("已送达复查意见。")

    def run(self) -> None:
        actions.answer_review(self.matter, self.told(), actor=self.actor, version=self.cleaned_data["version"])


class AnswerRereview(OpinionForm):
    done = _("已送达复核意见，信访程序到此终结。")

    def run(self) -> None:
        actions.answer_rereview(self.matter, self.told(), actor=self.actor, version=self.cleaned_data["version"])


class AskReview(MoveForm):
    public_note = long_text(
        _("不服的理由"), help_text=_("收到书面答复之日起30日内请求复查（《信访工作条例》第三十五条）。")
    )
    office, reference, channel = office_fields(_("向哪个机关请求复查"), required=False)
    done = _("已请求复查，30日答复期限开始计算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.ask_review(
            self.matter,
            actor=self.actor,
            text=told["public_note"],
            office=told["office"],
            reference=told["reference"],
            channel=told["channel"] or "visit",
            version=told["version"],
        )

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        petition = queries.seen(matter)
        return rules.may_be_reviewed(petition.kind, petition.route)


class AskRereview(MoveForm):
    public_note = long_text(
        _("不服的理由"), help_text=_("收到复查意见之日起30日内请求复核（《信访工作条例》第三十六条）。")
    )
    office, reference, channel = office_fields(_("向哪个机关请求复核"), required=False)
    done = _("已请求复核，30日答复期限开始计算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.ask_rereview(
            self.matter,
            actor=self.actor,
            text=told["public_note"],
            office=told["office"],
            reference=told["reference"],
            channel=told["channel"] or "visit",
            version=told["version"],
        )


class Hear(Noted):
    note = long_text(
        _("听证安排（可不写）"), required=False, help_text=_("听证所需时间不计算在内（《信访工作条例》第三十六条）。")
    )
    done, act = _("听证开始，期限暂停。"), staticmethod(actions.hear)


class EndHearing(Noted):
    note = long_text(_("听证情况（可不写）"), required=False)
    done, act = _("听证结束，期限接着计算。"), staticmethod(actions.end_hearing)
