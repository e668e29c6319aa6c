"""The doors: a survey, an application, a hand-over, another body's entrustment; each becomes a dispute, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from lianxin.kernel import audit, search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters import numbers
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import open_matter, perform
from lianxin.kernel.matters.relations import Told
from lianxin.kernel.secrets.blind import blind_index
from lianxin.kernel.words import N_
from lianxin.work.mediation.hearing.parties import welcome
from lianxin.work.mediation.models import Dispute, Party
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.words import ENTRUSTED, SIDES


@dataclass(frozen=True, slots=True)
class PartyGiven:
    """A party as it is told. side: key of ``words.SIDES``. unit: when the party is a unit of this installation."""

    name: str
    side: str = "respondent"
    phone: str = ""
    is_body: bool = False
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What comes in by any door. ``channel``: key of ``words.SOURCES``; amount in fen; times aware; degrees WGS-84.

    type: code of a dispute type of the pack; "" when it is not yet known. note: for staff, in the first line.
    """

    text: str
    place_path: str
    channel: str
    type: str = ""
    title: str = ""
    level: str = "small"
    amount_fen: int = 0
    parties: Sequence[PartyGiven] = ()
    place_words: str = ""
    lon: float | None = None
    lat: float | None = None
    entrusted_by: str = ""
    entrusted_ref: str = ""
    client_key: str = ""
    note: str = ""
    reporter_id: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    dispute: Dispute
    is_new: bool


def enter(entry: Entry, *, actor: Actor, parent: Matter | None = None, relapse_of: Matter | None = None) -> Entered:
    """Opens a dispute, or returns the one that this sender's key already opened.

    Staff need ``mediation.register`` at the place; a party applies without a log-in. Raises MoveRefused without words,
    for an unknown type, or for an entrustment that does not say by whom.
    """
    if actor.is_staff and parent is None:
        actor.require("mediation.register", entry.place_path)
    found = queries.dispute_by_client_key(entry.client_key)
    if found is not None:
        return Entered(found, is_new=False)
    _check(entry)
    try:
        return Entered(_open(entry, actor, parent, relapse_of), is_new=True)
    except IntegrityError:
        found = queries.dispute_by_client_key(entry.client_key)  # a second sender was faster by a moment
        if found is None:
            raise
        return Entered(found, is_new=False)


def _check(entry: Entry) -> None:
    if not entry.text.strip():
        raise MoveRefused(N_("请写明纠纷情况。"), field="text")
    if entry.type and entry.type not in queries.types():
        raise MoveRefused(N_("请从列表中选择纠纷类型。"), field="type")
    if entry.channel in ENTRUSTED and not entry.entrusted_by.strip():
        raise MoveRefused(N_("请写明委托单位。"), field="entrusted_by")


@audit.together()
def _open(entry: Entry, actor: Actor, parent: Matter | None, relapse_of: Matter | None) -> Dispute:
    matter = open_matter(
        actor=actor,
        kind="dispute",
        parent=parent,
        title=entry.title.strip() or _first_words(entry.text),
        place_path=entry.place_path,
        channel=entry.channel,
        at=entry.at,
        category=entry.type,
        secrecy="C2",
        holder=queries.holder_for(entry.level, entry.place_path),
        lon=entry.lon,
        lat=entry.lat,
        note=entry.note,
        reporter_id=entry.reporter_id,
    )
    dispute: Dispute = Dispute.objects.create(
        matter=matter,
        text=entry.text,
        level=entry.level,
        amount_fen=entry.amount_fen,
        place_words=entry.place_words[:200],
        entrusted_by=entry.entrusted_by,
        entrusted_ref=entry.entrusted_ref,
        client_key=entry.client_key,
        relapse_of=relapse_of,
    )
    for order, given in enumerate(entry.parties, 1):
        party = _write_party(matter, given, order)
        if entry.channel == "application" and party.side == "applicant":
            welcome(party)
    search.index("matter", matter.pk, f"{matter.number} {matter.title} {entry.text} {entry.place_words}")
    return dispute


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line[:30] + ("…" if len(line) > 30 else "")


def _write_party(matter: Matter, given: PartyGiven, order: int) -> Party:
    if not given.name.strip():
        raise MoveRefused(N_("请写明当事人的姓名或者名称。"), field="name")
    if given.side not in SIDES:
        raise MoveRefused(N_("请选择当事人的地位。"), field="side")
    party: Party = Party.objects.create(
        matter=matter,
        order=order,
        side=given.side,
        is_body=given.is_body,
        name=given.name.strip()[:80],
        phone=given.phone.strip()[:30],
        phone_index=blind_index("mediation.phone", given.phone),
        unit=given.unit,
        code=numbers.new_tracking_code(),
    )
    return party


@audit.together()
def add_party(
    matter: Matter, given: PartyGiven, *, actor: Actor, version: int | None = None, at: datetime | None = None
) -> Party:
    """One more party, whose own consent is asked for. While mediation runs it must agree before the next session."""
    made: list[Party] = []

    def write(row: Matter) -> None:
        made.append(_write_party(row, given, len(queries.parties(row)) + 1))

    perform(matter, "add_party", actor=actor, at=at, version=version, adjust=write, data={"side": given.side})
    return made[0]


def receive(source: Matter, *, told: Told, actor: Actor, note: str) -> Matter:
    """Takes a hand-over from another kind of matter, in the words of the person who asked."""
    entry = Entry(
        text=told.words,
        title=source.title,
        place_path=source.place_path,
        place_words=told.place,
        channel="handover",
        note=note,
        lon=source.lon,
        lat=source.lat,
        reporter_id=source.reporter_id,
    )
    matter: Matter = enter(entry, actor=actor, parent=source).dispute.matter
    return matter


@audit.together()
def relapse(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """It broke out again: a new dispute with the same parties, linked with the old one. Each is asked anew."""
    old = queries.particulars(matter)
    entry = Entry(
        text=f"{old.text}\n{note}",
        title=matter.title,
        place_path=matter.place_path,
        channel="survey",
        type=matter.category,
        level=old.level,
        amount_fen=old.amount_fen,
        place_words=old.place_words,
        lon=matter.lon,
        lat=matter.lat,
        note=note,
        at=at,
    )
    new = enter(entry, actor=actor, relapse_of=matter).dispute
    for party in queries.parties(matter):
        Party.objects.create(
            matter=new.matter,
            order=party.order,
            side=party.side,
            is_body=party.is_body,
            name=party.name,
            phone=party.phone,
            phone_index=party.phone_index,
            unit_id=party.unit_id,
            code=numbers.new_tracking_code(),
        )

    def mark(row: Matter) -> None:
        Dispute.objects.unscoped(reason="own particulars under lock").filter(matter=row).update(has_relapsed=True)

    perform(
        matter, "relapse", actor=actor, at=at, version=version, note=note, data={"into": new.matter.number}, adjust=mark
    )
    return new.matter
