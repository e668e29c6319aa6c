"""A register of mediators and a few disputes of the made-up city, at every stage."""

from __future__ import annotations

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Actor
from lianxin.kernel.access.models import User
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.work.mediation import actions
from lianxin.work.mediation.actions import Entry, PartyGiven, Terms
from lianxin.work.mediation.models import Body, Mediator
from lianxin.work.mediation.queries import disputes as queries


def fill(*, actor: Actor = SYSTEM) -> None:
    """Reads ``mediators.csv`` and ``disputes.csv`` of the pack; a dispute without its member of staff is left out."""
    bodies: dict[str, Body] = {}
    for row in pack().rows("mediators"):
        _mediator(row, bodies, actor)
    for row in pack().rows("disputes"):
        _dispute(row)


def _path(code: str) -> str:
    node = tree.find(code)
    if node is None:
        raise ValueError(f"the pack has no place {code}")
    return node.path


def _mediator(row: dict[str, str], bodies: dict[str, Body], actor: Actor) -> Mediator:
    place = _path(row["place"])
    name = row["body"]
    if name and name not in bodies:
        bodies[name] = actions.save_body(actor=actor, place_path=place, name=name, kind=row["body_kind"])
    return actions.save_mediator(
        actor=actor,
        place_path=place,
        name=row["name"],
        kind=row["kind"],
        forms=row["forms"].split(),
        fields=row["fields"].split(),
        languages=row["languages"].split(),
        hours=row["hours"],
        intro=row["intro"],
        is_woman=row["is_woman"] == "1",
        bodies=[bodies[name]] if name else [],
    )


def _dispute(row: dict[str, str]) -> None:
    user = User.objects.filter(login=row["by"]).select_related("unit").first()
    if user is None:
        return
    staff, sides = actor_of(user), [PartyGiven(row["name_1"], "applicant"), PartyGiven(row["name_2"], "respondent")]
    entry = Entry(
        text=row["text"],
        title=row["title"],
        place_path=_path(row["place"]),
        channel=row["channel"],
        type=row["type"],
        amount_fen=int(row["yuan"] or 0) * 100,
        parties=sides,
    )
    matter = actions.enter(entry, actor=ANONYMOUS if row["channel"] == "application" else staff).dispute.matter
    mediator = Mediator.objects.filter(name=row["mediator"]).first()
    if row["until"] in {"mediating", "agreed"} and mediator is not None:
        _mediate(matter, staff, mediator)
    if row["until"] == "agreed":
        actions.settle(matter, Terms(terms=row["terms"]), actor=staff)


def _mediate(matter: Matter, staff: Actor, mediator: Mediator) -> None:
    """The parties say yes of themselves, choose, and it begins."""
    actions.ask(matter, actor=staff)
    actions.check(matter, actor=staff, findings=[])
    for party in queries.parties(matter):
        entrance = queries.entrance(party.code)
        assert entrance is not None
        actions.agree(party, actor=entrance.actor)
    first = queries.parties(matter)[0]
    actions.choose(matter, actor=staff, mediator=mediator, party=first)
    actions.disclose(matter, queries.standing_mediators(matter)[0], actor=staff)
    actions.start(matter, actor=staff)
