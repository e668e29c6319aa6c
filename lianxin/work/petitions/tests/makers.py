"""What the addresses of this module are filled with, for the tests of every page."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.utils import timezone

from lianxin.kernel.access.actor import SYSTEM
from lianxin.work.petitions import actions
from tests.world import EAST


def office(world: Any) -> Any:
    """The one network of a world, however many addresses ask for it."""
    from lianxin.work.petitions.tests.office import Office

    if not hasattr(world, "office"):
        world.office = Office(world)
    return world.office


def number(world: Any) -> dict[str, Any]:
    return {"number": office(world).petition().matter.number}


def policy(world: Any) -> dict[str, Any]:
    return {
        "pk": actions.save_policy(
            actor=SYSTEM, title="实施办法（示例）", issuer="示例", place_path=EAST, since_on=date(2025, 1, 1)
        ).pk
    }


def sitting(world: Any) -> dict[str, Any]:
    return {
        "pk": actions.add_sitting(
            actor=SYSTEM,
            on=timezone.localdate(),
            level="county",
            place_path=EAST,
            leader="试领导",
            form="sitting",
            where="信访接待大厅",
            from_time=time(9),
            until_time=time(11),
        ).pk
    }


def today(world: Any) -> dict[str, Any]:
    return {"on": timezone.localdate().isoformat()}


def visit(world: Any) -> str:
    from tests.world import COMMUNITY

    told = actions.Visit(text="供热不热", place_path=COMMUNITY, level="county", form="window", leader="试领导")
    return str(actions.register(told, actor=world.actor("county")).matter.number)


NUMBERS = {"petitions": lambda world: str(number(world)["number"]), "receptions": visit}
MAKERS = {
    "petitions:receipt": number,
    "petitions:paper": number,
    "petitions:window": lambda world: {"pk": office(world).windows["community"].pk},
    "petitions:agent": lambda world: {"pk": office(world).agents["community"].pk},
    "petitions:policy": policy,
    "petitions:cancel_sitting": sitting,
    "petitions:reception_day": today,
    "petitions:register_visit": today,
}
HIDDEN_FROM_NEIGHBOURS = {
    "petitions:receipt",
    "petitions:paper",
    "petitions:window",
    "petitions:agent",
    "petitions:policy",
    "petitions:cancel_sitting",
}
