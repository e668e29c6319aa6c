"""What staff write down for a party who stands before them or telephones; marked as assisted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.kernel.places.paths import ancestors
from lianxin.work.mediation import actions
from lianxin.work.mediation.actions.consenting import HOW
from lianxin.work.mediation.forms.fields import Picked, choices, note
from lianxin.work.mediation.models import Party, Session
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.words import DONE, GRADES, SIDES


def party_label(party: Party) -> str:
    return _("%(side)s%(n)d（%(name)s）") % {
        "side": _(SIDES[party.side]),
        "n": party.order,
        "name": party.name.masked("name"),
    }


class OfParty(MoveForm):
    """A move that a party makes through staff. ``consents``: parties with one of these answers may make it."""

    consents: tuple[str, ...] = ("asked", "agreed")
    party = Picked(
        Party.objects.none(),
        party_label,
        label=_("哪一方"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("请选择是哪一方。")},
    )
    how = forms.ChoiceField(
        label=_("本人怎么说的"),
        choices=choices(HOW),
        widget=forms.RadioSelect,
        help_text=_("由工作人员代记，会标明。本人也可以用自己的查询码自己答。"),
        error_messages={"required": _("请选择本人是怎么说的。")},
    )

    def prepare(self) -> None:
        rows = Party.objects.unscoped(reason="parties of a matter already fetched under a scope")
        self.fields["party"].queryset = rows.filter(matter=self.matter, consent__in=self.consents).order_by("order")

    def party_told(self) -> Party:
        found: Party = self.cleaned_data["party"]
        found.matter = self.matter
        return found


class Agree(OfParty):
    consents = ("asked",)
    done = _("已记下：同意调解。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.agree(self.party_told(), actor=self.actor, how=told["how"], version=told["version"])


class Refuse(OfParty):
    done = _("一方不同意，调解结束，已列出其他法律途径。")

    def prepare(self) -> None:
        """While mediation runs, whoever agreed before asks to stop it instead."""
        self.consents = ("asked",) if self.matter.state == "mediating" else self.consents
        super().prepare()

    def run(self) -> None:
        told = self.cleaned_data
        actions.refuse(self.party_told(), actor=self.actor, how=told["how"], version=told["version"])


class Stop(OfParty):
    done = _("一方要求终止，调解结束，已列出其他法律途径。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.stop(self.party_told(), actor=self.actor, how=told["how"], version=told["version"])


class Withdraw(OfParty):
    done = _("已撤回。")

    def prepare(self) -> None:
        super().prepare()
        self.fields["party"].queryset = self.fields["party"].queryset.filter(side="applicant")

    def run(self) -> None:
        told = self.cleaned_data
        actions.withdraw(self.party_told(), actor=self.actor, how=told["how"], version=told["version"])


class ConfirmRecord(OfParty):
    session = Picked(
        Session.objects.none(),
        lambda row: _("第 %(n)d 次") % {"n": row.order},
        label=_("哪一次的笔录"),
        empty_label=None,
        error_messages={"required": _("请选择笔录。")},
    )
    field_order = ("party", "session", "how")
    done = _("已记下：笔录核对无误。")

    def prepare(self) -> None:
        super().prepare()
        rows = Session.objects.unscoped(reason="sessions of a matter already fetched under a scope")
        self.fields["session"].queryset = rows.filter(matter=self.matter, record_at__isnull=False).order_by("order")

    def run(self) -> None:
        told = self.cleaned_data
        actions.confirm_record(self.party_told(), told["session"], actor=self.actor, version=told["version"])


class Say(OfParty):
    done = _("已记下；代记的不计入满意率。")
    word_done = forms.ChoiceField(label=_("协议履行了吗"), choices=choices(DONE), widget=forms.RadioSelect)
    grade = forms.ChoiceField(label=_("满意吗"), choices=choices(GRADES), widget=forms.RadioSelect)
    comment = note(_("原话"), required=False, rows=3)

    def prepare(self) -> None:
        super().prepare()
        self.fields["party"].queryset = self.fields["party"].queryset.filter(word_at__isnull=True)

    def run(self) -> None:
        told = self.cleaned_data
        actions.say(
            self.party_told(),
            actor=self.actor,
            done=told["word_done"],
            grade=told["grade"],
            comment=told["comment"],
            version=told["version"],
        )


class AddParty(MoveForm):
    name = forms.CharField(
        label=_("姓名或者名称"), max_length=80, error_messages={"required": _("请填写姓名或者名称。")}
    )
    side = forms.ChoiceField(label=_("地位"), choices=choices(SIDES), initial="respondent", widget=forms.RadioSelect)
    phone = forms.CharField(
        label=_("电话"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    is_body = forms.BooleanField(label=_("是单位，不是个人"), required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("如果是系统里的单位"),
        required=False,
        empty_label=_("不是"),
        widget=forms.Select(attrs={"data-pick": ""}),
        help_text=_("在那里工作的调解员不会出现在菜单里。"),
    )
    done = _("已添加当事人，请征求意见。")

    def prepare(self) -> None:
        path = self.matter.place_path
        self.fields["unit"].queryset = Unit.objects.filter(place_path__in=[path, *ancestors(path)], is_active=True)

    def run(self) -> None:
        told = self.cleaned_data
        given = actions.PartyGiven(
            name=told["name"],
            side=told["side"],
            phone=told["phone"],
            unit=told["unit"],
            is_body=told["is_body"] or told["unit"] is not None,
        )
        actions.add_party(self.matter, given, actor=self.actor, version=told["version"])


class PartyBoxes(forms.MultipleChoiceField):
    """A box a party, for what needs each one's consent; the form names the matter by ``offer``."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(label=label, required=False, help_text=help_text, widget=forms.CheckboxSelectMultiple)

    def offer(self, matter: Matter) -> None:
        self.choices = [(str(party.pk), party_label(party)) for party in queries.parties(matter)]
