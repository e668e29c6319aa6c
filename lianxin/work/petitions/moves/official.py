"""What is asked for when the official procedure has taken a step."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.petitions import actions, queries, rules
from lianxin.work.petitions.moves.shared import Noted, choices, long_text


class Route(MoveForm):
    way = forms.ChoiceField(label=_("信访部门怎样处理"), choices=choices(rules.WAYS), widget=forms.RadioSelect)
    organ = forms.CharField(label=_("有权处理的机关"), max_length=120)
    public_note = long_text(_("告诉本人的话（可不写）"), required=False)
    done = _("已记下，15日书面告知期限开始计算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.route(
            self.matter,
            actor=self.actor,
            way=told["way"],
            organ=told["organ"],
            public_note=told["public_note"],
            version=told["version"],
        )


class Object(Noted):
    note = long_text(_("异议的理由"), help_text=_("收到之日起5个工作日内提出有效（《信访工作条例》第二十三条）。"))
    done, act = _("已记下异议，等上一级确定受理机关。"), staticmethod(actions.object_to)


class Decide(MoveForm):
    organ = forms.CharField(label=_("确定由哪个机关受理"), max_length=120)
    public_note = long_text(_("告诉本人的话"))
    done = _("已确定，15日书面告知期限开始计算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.decide(
            self.matter, actor=self.actor, organ=told["organ"], public_note=told["public_note"], version=told["version"]
        )


class Accept(MoveForm):
    route = forms.ChoiceField(
        label=_("属于第三十一条的哪一项"),
        choices=choices(rules.ROUTES),
        widget=forms.RadioSelect,
        help_text=_("只有第六项有60日办结期限。"),
    )
    public_note = long_text(_("告诉本人的话（可不写）"), required=False)
    done = _("已记下受理告知。")

    def prepare(self) -> None:
        if queries.seen(self.matter).kind != "appeal":
            del self.fields["route"]

    def run(self) -> None:
        told = self.cleaned_data
        actions.accept(
            self.matter,
            actor=self.actor,
            route=told.get("route", ""),
            public_note=told["public_note"],
            version=told["version"],
        )


class Refuse(MoveForm):
    public_note = long_text(_("不予受理的理由和救济途径"))
    done = _("已记下不予受理，并告知本人。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.refuse(self.matter, actor=self.actor, public_note=told["public_note"], version=told["version"])


class Redirect(MoveForm):
    route = forms.ChoiceField(
        label=_("应当走哪条法定途径"),
        widget=forms.RadioSelect,
        choices=[(code, _(label)) for code, label in rules.ROUTES.items() if code != rules.RESIDUAL],
    )
    public_note = long_text(_("告诉本人去哪里、怎么办"))
    done = _("已引导至法定途径。")

    def prepare(self) -> None:
        if queries.seen(self.matter).kind != "appeal":
            del self.fields["route"]

    def run(self) -> None:
        told = self.cleaned_data
        actions.redirect(
            self.matter,
            actor=self.actor,
            route=told.get("route", ""),
            public_note=told["public_note"],
            version=told["version"],
        )


class AskExtension(Noted):
    days = forms.IntegerField(label=_("延长多少天"), min_value=1, max_value=rules.EXTENSION_DAYS_MOST, initial=30)
    note = long_text(
        _("理由"), help_text=_("只能延长一次，不超过30天，经机关负责人批准（《信访工作条例》第三十四条）。")
    )
    field_order = ("version", "days", "note")
    done, act = _("已提出延期申请，等负责人批准。"), staticmethod(actions.ask_extension)

    def run(self) -> None:
        told = self.cleaned_data
        actions.ask_extension(
            self.matter, actor=self.actor, days=told["days"], note=told["note"], version=told["version"]
        )


class GrantExtension(MoveForm):
    public_note = long_text(_("告诉本人的延期理由"))
    done = _("已批准延期，理由已告知本人。")

    def prepare(self) -> None:
        days = queries.seen(self.matter).extension_days_asked
        self.fields["public_note"].help_text = _("申请延长 %(days)d 天。") % {"days": days}

    def run(self) -> None:
        told = self.cleaned_data
        actions.grant_extension(self.matter, actor=self.actor, public_note=told["public_note"], version=told["version"])

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return bool(queries.seen(matter).extension_days_asked)


class RefuseExtension(Noted):
    done, act = _("已答复不批准延期。"), staticmethod(actions.refuse_extension)

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return bool(queries.seen(matter).extension_days_asked)
