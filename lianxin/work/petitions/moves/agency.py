"""What is asked for while the agent carries the petition: mandate, draft, filing, revocation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.petitions import actions, queries, rules
from lianxin.work.petitions.moves.shared import Noted, agents_field, choices, long_text, office_fields


class GiveMandate(MoveForm):
    kind = forms.ChoiceField(label=_("类别"), choices=choices(rules.CLASSES), widget=forms.RadioSelect)
    agent = agents_field()
    given_by = forms.ChoiceField(
        label=_("怎样委托"),
        choices=[("oral", _("口头委托，当面宣读")), ("paper", _("书面委托"))],
        widget=forms.RadioSelect,
        initial="oral",
    )
    witness = forms.CharField(label=_("在场人（可不填）"), required=False, max_length=60)
    read_aloud = forms.BooleanField(
        label=_("委托内容已向本人宣读：不收费，随时可以撤销，递交之前先念给本人听"),
        error_messages={"required": _("委托内容要先向本人宣读。")},
    )
    done = _("已办理委托。")

    def prepare(self) -> None:
        self.fields["agent"].queryset = queries.agents_for(self.matter.place_path)  # type: ignore[attr-defined]

    def run(self) -> None:
        told = self.cleaned_data
        actions.mandate(
            self.matter,
            actor=self.actor,
            kind=told["kind"],
            agent=told["agent"],
            read_aloud=told["read_aloud"],
            given_by=told["given_by"],
            witness=told["witness"],
            version=told["version"],
        )


class Drop(Noted):
    done, act = _("已记下，本人不委托。"), staticmethod(actions.drop)


class Draft(MoveForm):
    text = long_text(
        _("代拟的材料"), rows=14, help_text=_("按本人说的如实写：请求、事实、理由。写好后念给本人听，本人认可才递交。")
    )
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
        actions.file(
            self.matter,
            actor=self.actor,
            office=told["office"],
            reference=told["reference"],
            channel=told["channel"],
            version=told["version"],
        )


class FileDirect(MoveForm):
    office, reference, channel = office_fields(_("递交到哪个有权处理机关"))
    done = _("已递交，15日告知期限从今天的次日起算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.file_direct(
            self.matter,
            actor=self.actor,
            office=told["office"],
            reference=told["reference"],
            channel=told["channel"],
            version=told["version"],
        )


class RevokeAtWindow(Noted):
    note = long_text(_("本人怎样表示撤销的"), help_text=_("如：本人到窗口当面说明并签名。"))
    done, act = _("已撤销委托，代办结束。"), staticmethod(actions.revoke_at_window)
