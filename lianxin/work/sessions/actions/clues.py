"""How a clue comes in: typed in, handed over from another kind of matter, or joined to one that is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianxin.kernel import audit, search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import SEALED, Contact, Matter
from lianxin.kernel.matters.perform import locked, open_matter, perform
from lianxin.kernel.matters.relations import Told, check_merge, unite
from lianxin.kernel.words import N_
from lianxin.work.sessions import rules
from lianxin.work.sessions.actions.guarded import require_level
from lianxin.work.sessions.flow import STUDY
from lianxin.work.sessions.models import SessionItem
from lianxin.work.sessions.queries import items


@dataclass(frozen=True, slots=True)
class Clue:
    """What is typed in. channel: one of ``models.TYPED_DOORS``. level: ``city`` or ``county``.

    name, phone, openness: of the person who brought it, if there is one; sealed beside the item.
    """

    title: str
    text: str
    place_path: str
    level: str
    channel: str = "desk"
    name: str = ""
    phone: str = ""
    openness: str = Contact.RELAY
    at: datetime | None = None


@audit.together()
def enter(clue: Clue, *, actor: Actor) -> Matter:
    """Opens an item from what is typed in. Raises MoveRefused for a level that the place does not have."""
    actor.require("sessions.clue", clue.place_path)
    matter = _open(clue, actor, None, has_person=bool(clue.name or clue.phone))
    if clue.name or clue.phone:
        contacts.seal(matter, name=clue.name, phone=clue.phone, openness=clue.openness)
    return matter


@audit.together()
def receive(source: Matter, *, told: Told, actor: Actor, note: str) -> Matter:
    """Opens an item from a matter of another kind (``Module.receives``), in the words of who asked; one root.

    It goes to the nearest session that answers for the place. A sealed matter is never brought to a session.
    """
    if source.secrecy == SEALED:
        raise MoveRefused(N_("密封的事项不上会，请按原渠道办理。"))
    level = items.levels_of(source.place_path)
    if not level:
        raise MoveRefused(N_("这个地点没有例会。"))
    clue = Clue(
        title=source.title,
        text=told.words,
        place_path=source.place_path,
        level=level[0],
        channel=rules.door_of(source.kind),
    )
    return _open(clue, actor, source, has_person=_came_from_a_person(source), note=note)


def _came_from_a_person(source: Matter) -> bool:
    return source.opened_by_id is None or source.reporter_id is not None or contacts.has_contact(source)


def _open(clue: Clue, actor: Actor, source: Matter | None, *, has_person: bool, note: str = "") -> Matter:
    path = items.level_path(clue.place_path, clue.level)
    if not path:
        raise MoveRefused(N_("这个地点没有这一级的例会。"), field="level")
    title = clue.title.strip() or clue.text.strip()[:30]
    matter = open_matter(
        actor=actor,
        kind="session_item",
        title=title,
        place_path=clue.place_path,
        channel=clue.channel,
        at=clue.at,
        parent=source,
        holder=items.office_at(path),
        note=note or clue.text,
        clocks=items.city_clock("study", "study_days", 5),
        **_brought(source),
    )
    SessionItem.objects.create(matter=matter, level=clue.level, level_path=path, text=clue.text, has_person=has_person)
    search.index("matter", matter.pk, f"{matter.number} {title} {clue.text}")
    return matter


def _brought(source: Matter | None) -> dict[str, Any]:
    """What the header has from the matter before."""
    if source is None:
        return {}
    names = ("category", "lon", "lat", "reporter_id")
    return {name: getattr(source, name) for name in names}


@audit.together()
def join(
    matter: Matter,
    *,
    into: Matter,
    actor: Actor,
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The same problem by another door: joined into the item that is there, as one family, and counted once.

    Whoever brought it reads how the other one goes on, without what is said there by another person.
    """
    check_merge(matter, into)
    first, second = sorted((matter.pk, into.pk))
    rows = {pk: locked(pk) for pk in (first, second)}
    if rows[into.pk].closed_at is not None:
        raise MoveRefused(N_("那件事已经办结，不能再并入。"), field="into")

    def check(row: Matter) -> None:
        require_level(row, actor, STUDY)

    joined = perform(
        matter,
        "join",
        actor=actor,
        version=version,
        note=note,
        outcome="merged",
        at=at,
        adjust=check,
        changes={"duplicate_of_id": into.pk},
        data={"into": into.number},
    )
    unite(joined, into=rows[into.pk])
    joined.root_id = rows[into.pk].root_id or into.pk
    return joined
