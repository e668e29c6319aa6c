"""The one wrapper around a staff step on a petition: nobody of the unit complained of takes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.petitions import queries, rules
from lianxin.work.petitions.models import Petition

Keep = Callable[[Matter, Petition], None]


def step(matter: Matter, move: str, *, actor: Actor, keep: Keep | None = None, **told: Any) -> Matter:
    """``perform`` with recusal of the unit complained of (Art. 28(3)); ``keep`` gets the locked row and particulars."""

    def adjust(row: Matter) -> None:
        petition = queries.particulars(row)
        if actor.is_staff and not rules.may_act_for(actor.unit_id, petition.against_unit_id):
            raise MoveRefused(N_("您是被反映单位的工作人员，应当回避（《信访工作条例》第二十八条）。"))
        if keep:
            keep(row, petition)

    return perform(matter, move, actor=actor, adjust=adjust, **told)
