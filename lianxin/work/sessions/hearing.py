"""Who is told of which move: the office, the owner of a task, the unit from which an item came, and the person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.kernel import notices
from lianxin.kernel.matters.announce import Announcement
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.work.sessions.queries import items

HOLDER_HEARS = frozenset(
    {"open", "supervise", "send_back", "redate", "cancel", "lift", "withdraw", "reopen", "confirm", "complete"}
)
OFFICE_HEARS = frozenset({"prove"})
PERSON_HEARS = frozenset({"schedule", "decide", "strike", "visit", "decline", "join", "hand_over", "finish", "lapse"})


def tell(announcement: Announcement) -> None:
    """Writes the notices of one move, in its transaction."""
    matter, move = announcement.matter, announcement.event.move
    with override("zh-hans"):
        label = _(announcement.move.label) if announcement.move else _(announcement.flow.label)
        if move in HOLDER_HEARS:
            _tell_unit(matter.holder_id, announcement, label)
        if move in OFFICE_HEARS and matter.parent_id is None:
            _tell_unit(items.decision_of(matter).agenda_item.session.body.convener_id, announcement, label)
        if matter.kind == "session_item":
            _tell_source(announcement, label)
            if move == "supervise":
                _tell_owners(announcement, label)
            if move in PERSON_HEARS:
                _tell_person(announcement, label)


def _tell_unit(unit: int | None, announcement: Announcement, label: str) -> None:
    matter, event = announcement.matter, announcement.event
    if unit is None or announcement.actor.unit_id == unit:
        return
    notices.send(
        to_unit=unit,
        kind=announcement.name,
        matter_id=matter.pk,
        link=f"/m/{matter.number}/",
        subject=_("%(label)s：%(title)s") % {"label": label, "title": matter.title},
        body=event.note or event.public_note,
    )


def _tell_source(announcement: Announcement, label: str) -> None:
    """The unit from whose matter the item came may now answer there."""
    item = announcement.matter
    if item.closed_at is None or item.parent_id is None:
        return
    heads = Matter.objects.unscoped(reason="holder of the matter from which an item came")
    source: dict[str, Any] = heads.values("pk", "number", "title", "holder_id", "closed_at").get(pk=item.parent_id)
    if source["holder_id"] is None or source["closed_at"] is not None:
        return
    notices.send(
        to_unit=source["holder_id"],
        kind=announcement.name,
        matter_id=source["pk"],
        link=f"/m/{source['number']}/",
        body=announcement.event.public_note,
        subject=_("移交例会的事项有了结果（%(label)s）：%(title)s") % {"label": label, "title": source["title"]},
    )


def _tell_owners(announcement: Announcement, label: str) -> None:
    for unit in {task.holder_id for task in items.tasks_of(announcement.matter) if task.closed_at is None}:
        _tell_unit(unit, announcement, label)


def _tell_person(announcement: Announcement, label: str) -> None:
    matter = announcement.matter
    rows = Contact.objects.unscoped(reason="relay to the person who asked; nobody reads it")
    contact = rows.filter(matter=matter).first()
    if contact is None or not (contact.phone or contact.email):
        return
    link = f"/track/{matter.tracking_code}/"
    notices.send(
        to_contact=contact,
        kind=announcement.name,
        matter_id=matter.pk,
        link=link,
        subject=_("您反映的问题有新进展：%(label)s") % {"label": label},
        body=_("编号 %(number)s。打开链接查看：%(link)s") % {"number": matter.number, "link": link},
    )
