"""A visit to a leader: registered, received, taken on, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit, search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.matters.perform import open_matter, perform
from lianxin.kernel.words import N_
from lianxin.work.petitions import queries, rules
from lianxin.work.petitions.actions.mandates import Mandate, take_mandate
from lianxin.work.petitions.models import Petition, Reception, Sitting

END_OUTCOMES = ("solved", "explained", "refused", "sent_on", "given_up")


@dataclass(frozen=True, slots=True)
class Visit:
    """One batch: who came to whom with what. persons: how many came; representatives: at most five who spoke."""

    text: str
    place_path: str
    level: str
    form: str
    persons: int = 1
    representatives: int = 0
    leader: str = ""
    sitting: Sitting | None = None
    title: str = ""
    name: str = ""
    phone: str = ""
    openness: str = Contact.RELAY
    at: datetime | None = None


@audit.together()
def register(visit: Visit, *, actor: Actor, is_received: bool = False) -> Reception:
    """Writes a visit down, received at once when it was. Raises MoveRefused for more than five representatives."""
    actor.require("petitions.receive", visit.place_path)
    told = visit
    if visit.sitting is not None:
        told = replace(visit, leader=visit.sitting.leader, level=visit.sitting.level, form=visit.sitting.form)
    _check(told)
    matter = open_matter(
        actor=actor,
        kind="reception",
        title=told.title.strip() or told.text.strip()[:30],
        channel="reception",
        place_path=told.place_path,
        at=told.at,
        holder_id=actor.unit_id,
        assignee_id=actor.user_id,
        secrecy="C2",
    )
    row: Reception = Reception.objects.create(
        matter=matter,
        sitting=told.sitting,
        level=told.level,
        form=told.form,
        leader=told.leader,
        text=told.text,
        persons=told.persons,
        representatives=told.representatives,
    )
    if told.name or told.phone:
        contacts.seal(matter, name=told.name, phone=told.phone, openness=told.openness)
    search.index("matter", matter.pk, f"{matter.number} {matter.title} {told.text}")
    if is_received:
        row.matter = receive_visit(matter, actor=actor, at=told.at)
    return row


def _check(visit: Visit) -> None:
    if not rules.may_represent(visit.representatives):
        raise MoveRefused(
            N_("多人走访的，推选的代表不得超过5人（《信访工作条例》第二十条）。"), field="representatives"
        )
    if visit.persons < max(1, visit.representatives):
        raise MoveRefused(N_("人数不能少于代表人数。"), field="persons")
    if visit.level not in rules.LEVELS or visit.form not in dict(Reception.FORMS):
        raise MoveRefused(N_("请选择层级和方式。"), field="level")


def receive_visit(
    matter: Matter, *, actor: Actor, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """The leader has received the visitors."""

    def keep(row: Matter) -> None:
        Reception.objects.unscoped(reason="own particulars under lock").filter(matter=row).update(
            received_at=at or timezone.now()
        )

    return perform(matter, "receive", actor=actor, version=version, note=note, at=at, adjust=keep)


def miss(matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None) -> Matter:
    """Nobody received them, with the reason; it counts against the reception rate."""
    return perform(matter, "miss", actor=actor, version=version, note=note, outcome="given_up", at=at)


def take_on(
    matter: Matter,
    *,
    actor: Actor,
    unit: Unit,
    public_note: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The leader takes the case or gives it to a unit; the visitors read what was said."""

    def keep(row: Matter) -> None:
        Reception.objects.unscoped(reason="own particulars under lock").filter(matter=row, taken_on_at=None).update(
            taken_on_at=at or timezone.now()
        )

    return perform(
        matter,
        "take_on",
        actor=actor,
        version=version,
        public_note=public_note,
        at=at,
        adjust=keep,
        changes={"holder_id": unit.pk},
        data={"unit": unit.name},
    )


@audit.together()
def open_petition(
    matter: Matter,
    told: Mandate,
    *,
    actor: Actor,
    public_note: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Petition:
    """A petition out of a reception, with the mandate given there. An accusation keeps no link to it (Art. 30)."""
    if rules.is_sealed(told.kind):
        return take_mandate(told, actor=actor, channel="reception")
    taken = perform(matter, "open_petition", actor=actor, version=version, public_note=public_note, at=at)
    Reception.objects.unscoped(reason="own particulars under lock").filter(matter=taken, taken_on_at=None).update(
        taken_on_at=at or timezone.now()
    )
    return take_mandate(told, actor=actor, parent=taken, channel="reception")


def conclude(
    matter: Matter,
    *,
    actor: Actor,
    outcome: str,
    public_note: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """What came of it. A reception with open matters of its own ends after them."""
    if outcome not in END_OUTCOMES:
        raise MoveRefused(N_("请选择办理结果。"), field="outcome")
    return perform(matter, "conclude", actor=actor, version=version, public_note=public_note, outcome=outcome, at=at)


def level_of(matter: Matter) -> str:
    return str(queries.visit(matter).level)
