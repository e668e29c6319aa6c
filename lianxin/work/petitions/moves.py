"""What the pages ask for at each step, and the action that each form calls."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.models import SEALED, Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.petitions import actions, queries, rules
from lianxin.work.petitions.actions.answering import ANSWER_OUTCOMES, Answer
from lianxin.work.petitions.moves_receptions import RECEPTION_MOVES
from lianxin.work.petitions.moves_shared import Noted, agents_field, choices, long_text, office_fields


class GiveMandate(MoveForm):
    kind = forms.ChoiceField(label=_("类别"), choices=choices(rules.CLASSES), widget=forms.RadioSelect)
    given_by = forms.ChoiceField(label=_("怎样委托"), choices=[("oral", _("口头委托，当面宣读")), ("paper", _("书面委托"))],
                                 widget=forms.RadioSelect, initial="oral")
    witness = forms.CharField(label=_("在场人（可不填）"), required=False, max_length=60)
    read_aloud = forms.BooleanField(label=_("委托内容已向本人宣读：不收费，随时可以撤销，递交之前先念给本人听"),
                                    error_messages={"required": _("委托内容要先向本人宣读。")})
    done = _("已办理委托。")

    def prepare(self) -> None:
        self.fields["agent"] = agents_field(queries.agents_for(self.matter.place_path))
        self.order_fields(["version", "kind", "agent", "given_by", "witness", "read_aloud"])

    def run(self) -> None:
        told = self.cleaned_data
        actions.mandate(self.matter, actor=self.actor, kind=told["kind"], agent=told["agent"],
                        read_aloud=told["read_aloud"], given_by=told["given_by"], witness=told["witness"],
                        version=told["version"])


class Drop(Noted):
    done, act = _("已记下，本人不委托。"), staticmethod(actions.drop)


class Draft(MoveForm):
    text = long_text(_("代拟的材料"), rows=14, help_text=_("按本人说的如实写：请求、事实、理由。写好后念给本人听，本人认可才递交。"))
    done = _("已代拟，请念给本人听，或等本人在网上认可。")

    def prepare(self) -> None:
        petition = queries.seen(self.matter)
        self.initial.setdefault("text", petition.draft or "\n\n".join(filter(None, [petition.claim, petition.facts])))

    def run(self) -> None:
        told = self.cleaned_data
        actions.draft(self.matter, actor=self.actor, text=told["text"], version=told["version"])


class ReadBack(Noted):
    note = long_text(_("本人怎样认可的"), help_text=_("如：当面宣读后本人签名，或者按指印。"))
    done, act = _("已记下本人认可，可以递交了。"), staticmethod(actions.read_back)


class File(MoveForm):
    office, reference, channel = office_fields()
    done = _("已递交，15日转送期限从今天的次日起算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.file(self.matter, actor=self.actor, office=told["office"], reference=told["reference"],
                     channel=told["channel"], version=told["version"])


class FileDirect(MoveForm):
    office, reference, channel = office_fields(_("递交到哪个有权处理机关"))
    done = _("已递交，15日告知期限从今天的次日起算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.file_direct(self.matter, actor=self.actor, office=told["office"], reference=told["reference"],
                            channel=told["channel"], version=told["version"])


class Route(MoveForm):
    way = forms.ChoiceField(label=_("信访部门怎样处理"), choices=choices(rules.WAYS), widget=forms.RadioSelect)
    organ = forms.CharField(label=_("有权处理的机关"), max_length=120)
    public_note = long_text(_("告诉本人的话（可不写）"), required=False)
    done = _("已记下，15日书面告知期限开始计算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.route(self.matter, actor=self.actor, way=told["way"], organ=told["organ"],
                      public_note=told["public_note"], version=told["version"])


class Object(Noted):
    note = long_text(_("异议的理由"), help_text=_("收到之日起5个工作日内提出有效（《信访工作条例》第二十三条）。"))
    done, act = _("已记下异议，等上一级确定受理机关。"), staticmethod(actions.object_to)


class Decide(MoveForm):
    organ = forms.CharField(label=_("确定由哪个机关受理"), max_length=120)
    public_note = long_text(_("告诉本人的话"))
    done = _("已确定，15日书面告知期限开始计算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.decide(self.matter, actor=self.actor, organ=told["organ"], public_note=told["public_note"],
                       version=told["version"])


class Accept(MoveForm):
    route = forms.ChoiceField(label=_("属于第三十一条的哪一项"), choices=choices(rules.ROUTES), widget=forms.RadioSelect,
                              help_text=_("只有第六项有60日办结期限。"))
    public_note = long_text(_("告诉本人的话（可不写）"), required=False)
    done = _("已记下受理告知。")

    def prepare(self) -> None:
        if queries.seen(self.matter).kind != "appeal":
            del self.fields["route"]

    def run(self) -> None:
        told = self.cleaned_data
        actions.accept(self.matter, actor=self.actor, route=told.get("route", ""), public_note=told["public_note"],
                       version=told["version"])


class Refuse(MoveForm):
    public_note = long_text(_("不予受理的理由和救济途径"))
    done = _("已记下不予受理，并告知本人。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.refuse(self.matter, actor=self.actor, public_note=told["public_note"], version=told["version"])


class Redirect(MoveForm):
    route = forms.ChoiceField(label=_("应当走哪条法定途径"), widget=forms.RadioSelect,
                              choices=[(code, _(label)) for code, label in rules.ROUTES.items() if code != rules.RESIDUAL])
    public_note = long_text(_("告诉本人去哪里、怎么办"))
    done = _("已引导至法定途径。")

    def prepare(self) -> None:
        if queries.seen(self.matter).kind != "appeal":
            del self.fields["route"]

    def run(self) -> None:
        told = self.cleaned_data
        actions.redirect(self.matter, actor=self.actor, route=told.get("route", ""), public_note=told["public_note"],
                         version=told["version"])


class AskExtension(Noted):
    days = forms.IntegerField(label=_("延长多少天"), min_value=1, max_value=rules.EXTENSION_DAYS_MOST, initial=30)
    note = long_text(_("理由"), help_text=_("只能延长一次，不超过30天，经机关负责人批准（《信访工作条例》第三十四条）。"))
    field_order = ("version", "days", "note")
    done, act = _("已提出延期申请，等负责人批准。"), staticmethod(actions.ask_extension)

    def run(self) -> None:
        told = self.cleaned_data
        actions.ask_extension(self.matter, actor=self.actor, days=told["days"], note=told["note"],
                              version=told["version"])


class GrantExtension(MoveForm):
    public_note = long_text(_("告诉本人的延期理由"))
    done = _("已批准延期，理由已告知本人。")

    def prepare(self) -> None:
        days = queries.seen(self.matter).extension_days_asked
        self.fields["public_note"].help_text = _("申请延长 %(days)d 天。") % {"days": days}

    def run(self) -> None:
        told = self.cleaned_data
        actions.grant_extension(self.matter, actor=self.actor, public_note=told["public_note"],
                                version=told["version"])

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return bool(queries.seen(matter).extension_days_asked)


class RefuseExtension(Noted):
    done, act = _("已答复不批准延期。"), staticmethod(actions.refuse_extension)

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return bool(queries.seen(matter).extension_days_asked)


class OpinionForm(MoveForm):
    """The four parts of a written opinion, with the articles beside them."""

    opinion = forms.ChoiceField(label=_("处理意见的种类"), choices=choices(rules.OPINIONS), widget=forms.RadioSelect,
                                help_text=_("《信访工作条例》第三十二条"))
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
    outcome = forms.ChoiceField(label=_("办理结果"), widget=forms.RadioSelect,
                                choices=[(name, _(OUTCOMES[name])) for name in ANSWER_OUTCOMES])
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
    public_note = long_text(_("不服的理由"), help_text=_("收到书面答复之日起30日内请求复查（《信访工作条例》第三十五条）。"))
    office, reference, channel = office_fields(_("向哪个机关请求复查"), required=False)
    done = _("已请求复查，30日答复期限开始计算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.ask_review(self.matter, actor=self.actor, text=told["public_note"], office=told["office"],
                           reference=told["reference"], channel=told["channel"] or "visit", version=told["version"])

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        petition = queries.seen(matter)
        return rules.may_be_reviewed(petition.kind, petition.route)


class AskRereview(MoveForm):
    public_note = long_text(_("不服的理由"), help_text=_("收到复查意见之日起30日内请求复核（《信访工作条例》第三十六条）。"))
    office, reference, channel = office_fields(_("向哪个机关请求复核"), required=False)
    done = _("已请求复核，30日答复期限开始计算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.ask_rereview(self.matter, actor=self.actor, text=told["public_note"], office=told["office"],
                             reference=told["reference"], channel=told["channel"] or "visit", version=told["version"])


class Hear(Noted):
    note = long_text(_("听证安排（可不写）"), required=False, help_text=_("听证所需时间不计算在内（《信访工作条例》第三十六条）。"))
    done, act = _("听证开始，期限暂停。"), staticmethod(actions.hear)


class EndHearing(Noted):
    note = long_text(_("听证情况（可不写）"), required=False)
    done, act = _("听证结束，期限接着计算。"), staticmethod(actions.end_hearing)


class RevokeAtWindow(Noted):
    note = long_text(_("本人怎样表示撤销的"), help_text=_("如：本人到窗口当面说明并签名。"))
    done, act = _("已撤销委托，代办结束。"), staticmethod(actions.revoke_at_window)


class HandOver(MoveForm):
    kind = forms.ChoiceField(label=_("移交为"), widget=forms.RadioSelect)
    public_note = long_text(_("告诉本人：移交给谁、为什么"))
    consent = forms.BooleanField(label=_("本人同意移交"), error_messages={"required": _("移交要先得到本人同意。")})
    done = _("已移交，本人在同一个查询码下看到全部经过。")

    def prepare(self) -> None:
        kinds = relations.receivable_kinds()
        self.fields["kind"].choices = [(kind, _(label)) for kind, label in kinds.items() if kind != self.matter.kind]  # type: ignore[attr-defined]

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return matter.secrecy != SEALED and bool(set(relations.receivable_kinds()) - {matter.kind})

    def run(self) -> None:
        told = self.cleaned_data
        actions.hand_over(self.matter, actor=self.actor, kind=told["kind"], public_note=told["public_note"],
                          has_consent=told["consent"], version=told["version"])


class Reassign(Noted):
    done = _("已换代办员。")

    def prepare(self) -> None:
        petition = queries.seen(self.matter)
        self.fields["agent"] = agents_field(queries.agents_for(self.matter.place_path, petition.against_unit_id))
        self.order_fields(["version", "agent", "note"])

    def run(self) -> None:
        told = self.cleaned_data
        actions.reassign(self.matter, actor=self.actor, agent=told["agent"], note=told["note"], version=told["version"])


class Supervise(Noted):
    note = long_text(_("督办要求"))
    done, act = _("已督办。"), staticmethod(actions.supervise)


class Remark(MoveForm):
    note = long_text(_("备注"))
    done = _("已记下。")

    def run(self) -> None:
        actions.remark(self.matter, actor=self.actor, note=self.cleaned_data["note"])


MOVES: dict[tuple[str, str], type[MoveForm]] = {
    ("petition", "mandate"): GiveMandate, ("petition", "drop"): Drop, ("petition", "draft"): Draft,
    ("petition", "read_back"): ReadBack, ("petition", "file"): File, ("petition", "file_direct"): FileDirect,
    ("petition", "route"): Route, ("petition", "object"): Object, ("petition", "decide"): Decide,
    ("petition", "accept"): Accept, ("petition", "refuse"): Refuse, ("petition", "redirect"): Redirect,
    ("petition", "ask_extension"): AskExtension, ("petition", "grant_extension"): GrantExtension,
    ("petition", "refuse_extension"): RefuseExtension, ("petition", "answer"): GiveAnswer,
    ("petition", "ask_review"): AskReview, ("petition", "answer_review"): AnswerReview,
    ("petition", "ask_rereview"): AskRereview, ("petition", "answer_rereview"): AnswerRereview,
    ("petition", "hear"): Hear, ("petition", "end_hearing"): EndHearing,
    ("petition", "revoke_at_window"): RevokeAtWindow, ("petition", "hand_over"): HandOver,
    ("petition", "reassign"): Reassign, ("petition", "supervise"): Supervise, ("petition", "remark"): Remark,
    ("reception", "hand_over"): HandOver, ("reception", "supervise"): Supervise, ("reception", "remark"): Remark,
    **RECEPTION_MOVES,
}
