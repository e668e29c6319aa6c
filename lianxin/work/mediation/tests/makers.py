"""What the addresses of this module are filled with when every page is tried by every role."""

from __future__ import annotations

from typing import Any


def dispute(world: Any) -> dict[str, Any]:
    from lianxin.work.mediation.tests import made

    return {"number": made.opened(world).number}


def party(world: Any) -> dict[str, Any]:
    from lianxin.work.mediation.queries import disputes
    from lianxin.work.mediation.tests import made

    return {"code": disputes.parties(made.opened(world))[0].code}


def mediator(world: Any) -> dict[str, Any]:
    from lianxin.work.mediation.tests import made

    return {"pk": made.mediator().pk}


def body(world: Any) -> dict[str, Any]:
    from lianxin.work.mediation import actions
    from tests.world import COMMUNITY

    return {
        "pk": actions.save_body(actor=world.actor("street"), place_path=COMMUNITY, name="试工作室", kind="studio").pk
    }


def call(world: Any) -> str:
    from lianxin.work.mediation import actions
    from lianxin.work.mediation.tests import made

    matter, staff, units = made.mediating(world), world.actor("community"), [world.units["water"]]
    [found] = actions.call_units(matter, actor=staff, units=units, note="请到场", parties_agree=True)
    return str(found.number)


NUMBERS = {"disputes": lambda world: str(dispute(world)["number"]), "mediation-calls": call}
MAKERS = {
    "mediation:party": party,
    "mediation:party_act": lambda world: {**party(world), "verb": "agree"},
    "mediation:mediator": mediator,
    "mediation:body": body,
    "mediation:folder": dispute,
    "mediation:file": dispute,
    "mediation:agreement": lambda world: {**dispute(world), "form": "pdf"},
    "mediation:party_card": lambda world: {**dispute(world), "order": 1},
    "mediation:party_contact": lambda world: {**dispute(world), "order": 1},
}
HIDDEN_FROM_NEIGHBOURS = {
    "mediation:mediator",
    "mediation:body",
    "mediation:folder",
    "mediation:file",
    "mediation:agreement",
    "mediation:party_card",
    "mediation:party_contact",
}
