"""The doors: what a person, a spreadsheet or another system brings becomes a matter, once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from lianxin.kernel import audit, search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import contacts, numbers
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.matters.perform import open_matter
from lianxin.kernel.matters.relations import Told
from lianxin.kernel.secrets.blind import blind_index
from lianxin.kernel.words import N_
from lianxin.work.requests import queries, rules
from lianxin.work.requests.models import Category, Follow, Request


@dataclass(frozen=True, slots=True)
class Entry:
    """What comes in by any door. ``channel`` is a key of ``models.CHANNELS``; times are aware; degrees WGS-84.

    note: for staff, kept in the first line of the timeline.
    """

    text: str
    place_path: str
    channel: str
    title: str = ""
    place_words: str = ""
    lon: float | None = None
    lat: float | None = None
    category: Category | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    openness: str = Contact.RELAY
    source: str = ""
    external_ref: str = ""
    client_key: str = ""
    hotline_kind: str = ""
    is_assisted: bool = False
    is_private: bool = False
    urgency: str = "normal"
    reporter_id: int | None = None
    at: datetime | None = None
    data: dict[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    request: Request
    is_new: bool


def enter(entry: Entry, *, actor: Actor, parent: Matter | None = None) -> Entered:
    """Opens a request, or returns the one that this phone key or reference number already opened.

    Raises MoveRefused when a snap report reads as a report about a person (ETH-13).
    """
    found = _already(entry)
    if found is not None:
        return Entered(found, is_new=False)
    if not rules.accepts_report_of(entry.channel, entry.text):
        raise MoveRefused(
            N_("随手拍只收关于物件和地点的问题，不收关于个人的举报。关于个人的情况，请到信访窗口或拨打12345。"),
            field="text",
        )
    try:
        return Entered(_open(entry, actor, parent), is_new=True)
    except IntegrityError:
        found = _already(entry)  # a second sender was faster by a moment
        if found is None:
            raise
        return Entered(found, is_new=False)


def _already(entry: Entry) -> Request | None:
    return queries.request_by_client_key(entry.client_key) or queries.request_by_reference(
        entry.source, entry.external_ref
    )


@audit.together()
def _open(entry: Entry, actor: Actor, parent: Matter | None) -> Request:
    category, desk = entry.category, queries.desk_at(entry.place_path)
    matter = open_matter(
        actor=actor,
        kind="request",
        parent=parent,
        title=entry.title.strip() or _first_words(entry.text),
        place_path=entry.place_path,
        channel=entry.channel,
        at=entry.at,
        category=category.code if category else "",
        holder=desk,
        lon=entry.lon,
        lat=entry.lat,
        is_public=not entry.is_private
        and not (category and category.is_private)
        and entry.channel in {"snap", "found"},
        urgency=entry.urgency,
        reporter_id=entry.reporter_id,
        data=entry.data,
        note=entry.note,
    )
    request = Request.objects.create(
        matter=matter,
        text=entry.text,
        place_words=entry.place_words[:200],
        source=entry.source,
        external_ref=entry.external_ref,
        client_key=entry.client_key,
        hotline_kind=entry.hotline_kind,
        is_assisted=entry.is_assisted,
        is_anonymous=not (entry.name or entry.phone or entry.email),
    )
    if entry.name or entry.phone or entry.email:
        contacts.seal(matter, name=entry.name, phone=entry.phone, email=entry.email, openness=entry.openness)
    search.index("matter", matter.pk, f"{matter.number} {matter.title} {entry.text} {entry.place_words}")
    return request


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line[:30] + ("…" if len(line) > 30 else "")


@audit.together()
def follow(matter: Matter, *, actor: Actor, phone: str = "") -> Follow:
    """Somebody saw the same thing: they get a code of their own and hear how it ends."""
    row = Follow.objects.create(
        matter=matter,
        code=numbers.new_tracking_code(),
        phone=phone,
        phone_index=blind_index("requests.phone", phone) if phone else "",
    )
    audit.record(actor, "request.follow", subject=matter.subject, place_path=matter.place_path)
    return row


@audit.together()
def receive(source: Matter, *, told: Told, actor: Actor, note: str) -> Matter:
    """A matter of another kind becomes a request, in the person's words, with its place and a common root."""
    entry = Entry(
        text=told.words,
        title=source.title,
        place_path=source.place_path,
        place_words=told.place,
        channel="handover",
        lon=source.lon,
        lat=source.lat,
        urgency=source.urgency,
        is_private=True,
        reporter_id=source.reporter_id,
        note=note,
    )
    request = enter(entry, actor=actor, parent=source).request
    if contacts.has_contact(source):
        request.is_anonymous = False  # the contact comes along (``relations.hand_over``)
        request.save(update_fields=["is_anonymous"])
    matter: Matter = request.matter
    return matter
