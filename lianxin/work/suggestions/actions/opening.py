"""The doors: what a person, a station or another module brings becomes a suggestion, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError
from django.utils import timezone

from lianxin.kernel import audit, search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.matters.perform import open_matter
from lianxin.kernel.matters.relations import Told
from lianxin.kernel.words import N_
from lianxin.work.suggestions import queries, rules
from lianxin.work.suggestions.flow import SUGGESTION
from lianxin.work.suggestions.models import Suggestion, SuggestionCall

SENTENCES = {
    "theme": N_("请写建议的主题。"),
    "reason": N_("请写为什么提这个建议。"),
    "proposal": N_("请写您建议怎么做。"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What comes in by any door. ``channel`` is a key of ``models.CHANNELS``, ``author_kind`` of ``models.AUTHORS``.

    is_private: its content is not told on the public page, it is only counted.
    """

    theme: str
    reason: str
    proposal: str
    place_path: str
    channel: str
    call: SuggestionCall | None = None
    author_kind: str = "resident"
    name: str = ""
    phone: str = ""
    openness: str = Contact.RELAY
    client_key: str = ""
    is_assisted: bool = False
    is_private: bool = False
    is_urgent: bool = False
    reporter_id: int | None = None
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    suggestion: Suggestion
    is_new: bool


def enter(entry: Entry, *, actor: Actor) -> Entered:
    """Opens a suggestion, or returns the one that this phone key has already opened.

    Raises MoveRefused when an element is missing (SUG-01) or the call takes none today (SUG-03).
    """
    found = queries.suggestion_by_client_key(entry.client_key)
    if found is not None:
        return Entered(found, is_new=False)
    missing = rules.missing_elements(entry.theme, entry.reason, entry.proposal)
    if missing:
        raise MoveRefused(SENTENCES[missing[0]], field=missing[0])
    try:
        return Entered(_open(entry, actor), is_new=True)
    except IntegrityError:
        found = queries.suggestion_by_client_key(entry.client_key)  # a second sender was faster by a moment
        if found is None:
            raise
        return Entered(found, is_new=False)


@audit.together()
def _open(entry: Entry, actor: Actor) -> Suggestion:
    call = entry.call
    if call is not None:
        day = timezone.localdate(entry.at or timezone.now())
        call = queries.call_that_takes(call.pk, day)
        if call is None:
            raise MoveRefused(N_("这次征集已经截止。您可以把它作为日常建议提出。"))
    matter = open_matter(
        actor=actor,
        kind=SUGGESTION.kind,
        title=entry.theme.strip(),
        place_path=entry.place_path,
        channel=entry.channel,
        at=entry.at,
        note=entry.note,
        reporter_id=entry.reporter_id,
        holder=call.matter.holder if call else queries.office_at(entry.place_path),
        is_public=not entry.is_private,
        urgency="urgent" if entry.is_urgent else "normal",
        clocks=queries.limits("register", is_urgent=entry.is_urgent),
        data={"call": call.matter.number} if call else {},
    )
    return _particulars(matter, entry, call)


def _particulars(matter: Matter, entry: Entry, call: SuggestionCall | None) -> Suggestion:
    suggestion = Suggestion.objects.create(
        matter=matter,
        reason=entry.reason,
        proposal=entry.proposal,
        call=call,
        author_kind=entry.author_kind,
        client_key=entry.client_key,
        is_assisted=entry.is_assisted,
    )
    if entry.name or entry.phone:
        contacts.seal(matter, name=entry.name, phone=entry.phone, openness=entry.openness)
    search.index("matter", matter.pk, f"{matter.number} {matter.title} {entry.reason} {entry.proposal}")
    return suggestion


def enter_at_desk(entry: Entry, *, actor: Actor) -> Entered:
    """Writes down what somebody says at a desk or a station, or has sent by letter."""
    actor.require("suggestions.enter", entry.place_path)
    return enter(entry, actor=actor)


@audit.together()
def receive(source: Matter, *, told: Told, actor: Actor, note: str) -> Matter:
    """A matter of another kind turns out to be a suggestion: opens one beside it, in the person's words."""
    matter = open_matter(
        actor=actor,
        kind=SUGGESTION.kind,
        title=source.title,
        place_path=source.place_path,
        channel="handover",
        parent=source,
        holder=queries.office_at(source.place_path),
        is_public=False,
        note=note,
        clocks=queries.limits("register"),
        reporter_id=source.reporter_id,
        lon=source.lon,
        lat=source.lat,
    )
    words = f"{told.words}\n{told.place}".strip()
    Suggestion.objects.create(matter=matter, proposal=words)
    search.index("matter", matter.pk, f"{matter.number} {matter.title} {words}")
    return matter
