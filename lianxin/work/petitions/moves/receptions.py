"""What is asked for at each step of a reception."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.moves import MoveForm
from lianxin.kernel.places.paths import under
from lianxin.work.petitions import actions, queries, rules
from lianxin.work.petitions.actions.mandates import Mandate
from lianxin.work.petitions.actions.receptions import END_OUTCOMES
from lianxin.work.petitions.moves.shared import Noted, agents_field, choices, long_text


class Receive(Noted):
    note = long_text(_("接待情况（可不写）"), required=False)
    done, act = _("已记下接待。"), staticmethod(actions.receive_visit)


class Miss(Noted):
    note = long_text(_("为什么没有接待"))
    done, act = _("已记下没有接待。"), staticmethod(actions.miss)


class TakeOn(MoveForm):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("交给哪个单位办"),
        empty_label=_("请选择单位"),
        widget=forms.Select(attrs={"data-pick": ""}),
        error_messages={"required": _("请选择单位。")},
    )
    public_note = long_text(_("领导怎样说的、什么时候办好"), help_text=_("来访人能看到。"))
    done = _("已包案或交办。")

    def prepare(self) -> None:
        units = Unit.objects.filter(under("place_path", self.matter.place_path), is_active=True)
        self.fields["unit"].queryset = units.order_by("place_path", "code")  # type: ignore[attr-defined]

    def run(self) -> None:
        told = self.cleaned_data
        actions.take_on(
            self.matter, actor=self.actor, unit=told["unit"], public_note=told["public_note"], version=told["version"]
        )


class OpenPetition(MoveForm):
    kind = forms.ChoiceField(label=_("类别"), choices=choices(rules.CLASSES), widget=forms.RadioSelect)
    claim = long_text(_("请求"))
    against_unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("涉及哪个单位（可不选）"),
        required=False,
        empty_label=_("不涉及，或不在名单里"),
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    agent = agents_field()
    public_note = long_text(_("告诉来访人的话"))
    read_aloud = forms.BooleanField(
        label=_("委托内容已向本人宣读：不收费，随时可以撤销，递交之前先念给本人听"),
        error_messages={"required": _("委托内容要先向本人宣读。")},
    )
    done = _("已转为信访代办。")

    def prepare(self) -> None:
        self.initial.setdefault("claim", queries.visit(self.matter).text)
        self.fields["against_unit"].queryset = queries.units_to_name()  # type: ignore[attr-defined]
        self.fields["agent"].queryset = queries.agents_for(self.matter.place_path)  # type: ignore[attr-defined]

    def run(self) -> None:
        told, visit = self.cleaned_data, queries.visit(self.matter)
        mandate = Mandate(
            kind=told["kind"],
            claim=told["claim"],
            place_path=self.matter.place_path,
            agent=told["agent"],
            read_aloud=told["read_aloud"],
            persons=visit.persons,
            against_unit=told["against_unit"],
        )
        actions.open_petition(
            self.matter, mandate, actor=self.actor, public_note=told["public_note"], version=told["version"]
        )


class Conclude(MoveForm):
    outcome = forms.ChoiceField(
        label=_("结果"), widget=forms.RadioSelect, choices=[(name, _(OUTCOMES[name])) for name in END_OUTCOMES]
    )
    public_note = long_text(_("办理情况"), help_text=_("来访人能看到。"))
    done = _("已办结。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.conclude(
            self.matter,
            actor=self.actor,
            outcome=told["outcome"],
            public_note=told["public_note"],
            version=told["version"],
        )


RECEPTION_MOVES: dict[tuple[str, str], type[MoveForm]] = {
    ("reception", "receive"): Receive,
    ("reception", "miss"): Miss,
    ("reception", "take_on"): TakeOn,
    ("reception", "open_petition"): OpenPetition,
    ("reception", "conclude"): Conclude,
}
