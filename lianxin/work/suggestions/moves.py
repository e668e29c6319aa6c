"""What the pages ask for at each move, and the action that each form calls."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters import onward
from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.suggestions import actions, queries, rules
from lianxin.work.suggestions.actions.practising import Became

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def words(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("请写明内容。")},
    )


def choices(labels: dict[str, str], only: tuple[str, ...] = ()) -> list[tuple[str, Any]]:
    return [(code, _(label)) for code, label in labels.items() if not only or code in only]


class Plain(MoveForm):
    """A move of a note alone: the action is called with ``note``."""

    action = ""
    note = words(_("说明"))

    def run(self) -> None:
        told = self.cleaned_data
        getattr(actions, self.action)(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Told(MoveForm):
    """A move whose words the person reads: the action is called with ``text``."""

    action = ""
    public_note = words(_("告诉本人"))

    def run(self) -> None:
        told = self.cleaned_data
        getattr(actions, self.action)(self.matter, actor=self.actor, text=told["public_note"], version=told["version"])


class Register(MoveForm):
    title = forms.CharField(label=_("主题"), max_length=200)
    summary = words(
        _("公开摘要"),
        required=False,
        help_text=_("写给所有人看：建议什么、为什么。不写姓名、电话、住址和能认出本人的话。不写就不上公开页。"),
    )
    done = _("已登记受理。")

    def prepare(self) -> None:
        self.fields["title"].initial = self.matter.title
        if not self.matter.is_public:
            self.fields["summary"].help_text = _("本人不同意公开内容，这里写的只供内部使用。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.register(
            self.matter, actor=self.actor, title=told["title"], summary=told["summary"], version=told["version"]
        )


class Send(MoveForm):
    """Asks units to study; each must answer."""

    action = "send"
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("请哪些单位研究"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("涉及两个以上单位的，都要请；每个单位都要提出意见。"),
        error_messages={"required": _("请至少选择一个单位。")},
    )
    note = words(_("请他们研究什么"), required=False)
    done = _("已转送，各单位会收到通知。")

    def prepare(self) -> None:
        self.fields["units"].queryset = queries.units_to_choose(self.matter.place_path)

    def run(self) -> None:
        told = self.cleaned_data
        getattr(actions, self.action)(
            self.matter, actor=self.actor, units=list(told["units"]), note=told["note"], version=told["version"]
        )


class Invite(Send):
    action = "invite"


class SendAtOnce(Send):
    action = "send_at_once"

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return matter.urgency == "urgent"


class Hasten(Plain):
    action, done = "hasten", _("已转入快速通道，按快速时限计算。")
    note = words(_("为什么要快办"), help_text=_("突发事件应急处置期间的建议，快收、快转、快办。"))

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return matter.urgency != "urgent"


class PassOn(MoveForm):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("转送给"),
        empty_label=_("请选择单位"),
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    note = words(_("理由"))
    done = _("已转送，时限不变。")

    def prepare(self) -> None:
        self.fields["unit"].queryset = queries.offices(self.matter.holder_id)

    def run(self) -> None:
        told = self.cleaned_data
        actions.pass_on(self.matter, actor=self.actor, unit=told["unit"], note=told["note"], version=told["version"])


class Decision(MoveForm):
    """Offered when every unit that was asked has answered."""

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return not queries.waits_for_units(matter)


class Adopt(Decision):
    decision = forms.ChoiceField(
        label=_("采纳"), widget=forms.RadioSelect, choices=choices(rules.DECISIONS, (rules.WHOLE, rules.PART))
    )
    public_note = words(
        _("给本人的反馈"), help_text=_("写清采纳什么、接下来怎么做；部分采纳的，写清另一部分为什么不采纳。")
    )
    done = _("已采纳并反馈。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.adopt(
            self.matter, actor=self.actor, decision=told["decision"], text=told["public_note"], version=told["version"]
        )


class NotAdopt(Decision, Told):
    action, done = "not_adopt", _("已反馈理由。")
    public_note = words(_("给本人的反馈：为什么不采纳"), help_text=_("写清研究了什么、理由是什么。"))


class Practise(MoveForm):
    shape = forms.ChoiceField(
        label=_("转化为"), widget=forms.RadioSelect, choices=choices(rules.SHAPES, (rules.RULE, rules.PROGRAMME))
    )
    use = forms.ChoiceField(label=_("转化方式"), choices=choices(rules.USES))
    title = forms.CharField(label=_("文件或项目名称"), max_length=200)
    reference = forms.CharField(label=_("文号或项目编号"), max_length=80, required=False)
    in_force_on = forms.DateField(label=_("施行或开工日期"), required=False, widget=DAY)
    public_note = words(_("告诉本人：建议变成了什么"))
    done = _("已转化，本人会收到通知。")

    def run(self) -> None:
        told = self.cleaned_data
        became = Became(told["shape"], told["use"], told["title"], told["reference"], told["in_force_on"])
        actions.practise(
            self.matter, actor=self.actor, became=became, text=told["public_note"], version=told["version"]
        )


class ToSession(MoveForm):
    use = forms.ChoiceField(label=_("转化方式"), choices=choices(rules.USES), initial="decision")
    public_note = words(_("请例会研究什么"), help_text=_("本人能看到。"))
    done = _("已列入例会，结果会自动带回来。")

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return queries.takes_session_items()

    def run(self) -> None:
        told = self.cleaned_data
        actions.to_session(
            self.matter, actor=self.actor, use=told["use"], text=told["public_note"], version=told["version"]
        )


class Shelve(Told):
    action, done = "shelve", _("已结束并说明原因。")
    public_note = words(_("告诉本人：为什么没能转化"))


class AskConsent(MoveForm):
    kind = forms.ChoiceField(label=_("想移交为"), widget=forms.RadioSelect)
    public_note = words(_("写给本人：为什么不是建议，移交后由谁、怎么办"), help_text=_("本人答复之前，期限暂停。"))
    done = _("已发给本人，等本人答复。")

    def prepare(self) -> None:
        self.fields["kind"].choices = choices(queries.kinds_to_hand_to())

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return bool(queries.kinds_to_hand_to())

    def run(self) -> None:
        told = self.cleaned_data
        actions.ask_consent(
            self.matter, actor=self.actor, kind=told["kind"], text=told["public_note"], version=told["version"]
        )


class HandOver(onward.HandOver):
    consent = forms.BooleanField(
        label=_("本人已同意移交（当面或电话）"), error_messages={"required": _("移交要先得到本人同意。")}
    )
    act = staticmethod(actions.hand_over)

    @classmethod
    def kinds(cls, matter: Matter) -> dict[str, str]:
        return queries.kinds_to_hand_to()


class Decline(MoveForm):
    reason = forms.ChoiceField(label=_("属于哪一种"), widget=forms.RadioSelect, choices=choices(rules.DECLINE_REASONS))
    public_note = words(_("告诉本人的理由和去处"))
    done = _("已告知本人理由。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.decline(
            self.matter, actor=self.actor, reason=told["reason"], text=told["public_note"], version=told["version"]
        )


class Merge(MoveForm):
    into = forms.CharField(label=_("并入哪一件（编号）"), max_length=40)
    note = words(_("说明"), required=False, rows=2)
    done = _("已并入，提出的人会跟着收到那一件的反馈。")

    def clean_into(self) -> Matter:
        try:
            return matter_queries.matter(self.actor, self.cleaned_data["into"].strip())
        except Matter.DoesNotExist as missing:
            raise forms.ValidationError(_("没有找到这个编号的事项。")) from missing

    def run(self) -> None:
        told = self.cleaned_data
        actions.merge(self.matter, into=told["into"], actor=self.actor, note=told["note"], version=told["version"])


class Commend(Told):
    action, done = "commend", _("已表扬，公开页上不写姓名。")
    public_note = words(_("表扬的话"), help_text=_("公开页只写建议，不写是谁提的。"))

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return matter.outcome not in {"explained", "refused", "sent_on", "withdrawn", "merged"}


class Resume(Plain):
    action, done = "resume", _("继续办理，期限接着计算。")


class Supervise(Plain):
    action, done = "supervise", _("已督办，会收到通知。")
    note = words(_("督办要求"))


class Remark(MoveForm):
    note = words(_("备注"))
    done = _("已记下。")

    def run(self) -> None:
        actions.remark(self.matter, actor=self.actor, note=self.cleaned_data["note"])


class Opine(MoveForm):
    opinion = forms.ChoiceField(label=_("意见"), widget=forms.RadioSelect, choices=choices(rules.OPINIONS))
    note = words(_("研究情况和理由"))
    done = _("已提出意见。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.opine(
            self.matter, actor=self.actor, opinion=told["opinion"], text=told["note"], version=told["version"]
        )


class NotOurs(Plain):
    action, done = "not_ours", _("已退回征集机构。")
    note = words(_("为什么，应当由谁研究"))


class Cancel(Plain):
    action, done = "cancel", _("已取消。")


class Publish(MoveForm):
    done = _("已向社会发布。")

    def run(self) -> None:
        actions.publish(self.matter, actor=self.actor, version=self.cleaned_data["version"])


class Prolong(MoveForm):
    until = forms.DateField(label=_("延长到"), widget=DAY)
    public_note = words(_("向社会说明原因"))
    done = _("已延长。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.prolong(
            self.matter, actor=self.actor, until=told["until"], text=told["public_note"], version=told["version"]
        )


class End(Told):
    action, done = "end", _("征集已结束。")
    public_note = words(_("向社会说明原因"))


class PublishResult(Told):
    action, done = "publish_result", _("结果已公布，参加的人会收到通知。")
    public_note = words(
        _("征集结果"),
        rows=6,
        help_text=_("收到多少、采纳多少、变成了什么、没有采纳的为什么。每条建议的结果会自动列在下面。"),
    )


class Drop(Plain):
    action, done = "drop", _("已结束，没有发布。")


MOVES: dict[tuple[str, str], type[MoveForm]] = {
    ("suggestion", "register"): Register,
    ("suggestion", "send"): Send,
    ("suggestion", "invite"): Invite,
    ("suggestion", "send_at_once"): SendAtOnce,
    ("suggestion", "hasten"): Hasten,
    ("suggestion", "pass_on"): PassOn,
    ("suggestion", "adopt"): Adopt,
    ("suggestion", "not_adopt"): NotAdopt,
    ("suggestion", "practise"): Practise,
    ("suggestion", "to_session"): ToSession,
    ("suggestion", "shelve"): Shelve,
    ("suggestion", "ask_consent"): AskConsent,
    ("suggestion", "hand_over"): HandOver,
    ("suggestion", "resume"): Resume,
    ("suggestion", "decline"): Decline,
    ("suggestion", "merge"): Merge,
    ("suggestion", "commend"): Commend,
    ("suggestion", "supervise"): Supervise,
    ("suggestion", "remark"): Remark,
    ("study", "opine"): Opine,
    ("study", "not_ours"): NotOurs,
    ("study", "cancel"): Cancel,
    ("study", "supervise"): Supervise,
    ("study", "remark"): Remark,
    ("suggestion_call", "publish"): Publish,
    ("suggestion_call", "prolong"): Prolong,
    ("suggestion_call", "end"): End,
    ("suggestion_call", "publish_result"): PublishResult,
    ("suggestion_call", "drop"): Drop,
    ("suggestion_call", "supervise"): Supervise,
    ("suggestion_call", "remark"): Remark,
}
