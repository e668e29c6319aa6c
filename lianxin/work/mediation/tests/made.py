"""A dispute at any stage, made by the module's own actions in the small made-up city."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.clock.counting import ZONE
from lianxin.kernel.matters.models import Matter
from lianxin.work.mediation import actions
from lianxin.work.mediation.actions import Entry, PartyGiven, StepGiven, Terms
from lianxin.work.mediation.models import Chosen, Dispute, Mediator, Party
from lianxin.work.mediation.queries import disputes as queries
from tests.world import COMMUNITY

SIDES = (
    PartyGiven("试甲", "applicant", phone="139 0000 0001"),
    PartyGiven("试乙", "respondent", phone="139 0000 0002"),
)


TERMS = Terms(terms="鸽舍月底前搬走。", amount_fen=50_000)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def dispute(matter: Matter) -> Dispute:
    return queries.particulars(matter)


def steps_on(*days: int) -> tuple[StepGiven, ...]:
    today = timezone.localdate()
    return tuple(StepGiven(f"第{n}步", today + timedelta(days=n), 10_000) for n in days)


def opened(world: Any, *, by: str = "community", **facts: Any) -> Matter:
    told = {
        "text": "楼上养鸽子，清早吵人。",
        "place_path": COMMUNITY,
        "channel": "survey",
        "type": "neighbour",
        "parties": SIDES,
        **facts,
    }
    return actions.enter(Entry(**told), actor=world.actor(by)).dispute.matter


def fresh(matter: Matter) -> Matter:
    return Matter.objects.unscoped(reason="test").select_related("holder").get(pk=matter.pk)


def entry_of(party: Party) -> Actor:
    found = queries.entrance(Party.objects.unscoped(reason="test").get(pk=party.pk).code)
    assert found is not None
    return found.actor


def mediator(name: str = "试调解员", **facts: Any) -> Mediator:
    told = {"kind": "old_member", "place_path": COMMUNITY, **facts}
    return actions.save_mediator(actor=SYSTEM, name=name, **told)


def all_agree(matter: Matter, **more: Any) -> None:
    for party in queries.parties(matter):
        actions.agree(party, actor=entry_of(party), **more)


def ready(
    world: Any, *, one: Mediator | None = None, findings: tuple[str, ...] = (), at: Any = None, **facts: Any
) -> Matter:
    """Asked, checked, agreed, with a mediator who has disclosed no tie."""
    matter = opened(world, **({"at": at} if at else {}), **facts)
    staff = world.actor("community")
    actions.ask(matter, actor=staff, at=at)
    actions.check(matter, actor=staff, findings=findings, at=at)
    all_agree(matter, at=at)
    actions.choose(matter, actor=staff, mediator=one or mediator(), at=at)
    actions.disclose(matter, chosen_of(matter), actor=staff, at=at)
    return fresh(matter)


def mediating(world: Any, *, at: Any = None, **facts: Any) -> Matter:
    matter = ready(world, at=at, **facts)
    return actions.start(matter, actor=world.actor("community"), at=at)


def chosen_of(matter: Matter) -> Chosen:
    return queries.standing_mediators(matter)[0]
