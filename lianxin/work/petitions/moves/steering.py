"""Another kind, another agent, supervision, remarks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import onward
from lianxin.kernel.matters.models import SEALED, Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.petitions import actions, queries
from lianxin.work.petitions.moves.shared import Noted, agents_field, long_text


class HandOver(onward.HandOver):
    act = staticmethod(actions.hand_over)

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return matter.secrecy != SEALED and super().is_offered(matter, actor)


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
