"""Another kind, another agent, supervision, remarks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.models import SEALED, Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.petitions import actions, queries
from lianxin.work.petitions.moves.shared import Noted, agents_field, long_text


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
        actions.hand_over(
            self.matter,
            actor=self.actor,
            kind=told["kind"],
            public_note=told["public_note"],
            has_consent=told["consent"],
            version=told["version"],
        )


class Reassign(Noted):
    agent = agents_field()
    field_order = ("version", "agent", "note")
    done = _("已换代办员。")

    def prepare(self) -> None:
        petition = queries.seen(self.matter)
        agents = queries.agents_for(self.matter.place_path, petition.against_unit_id)
        self.fields["agent"].queryset = agents  # type: ignore[attr-defined]

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
