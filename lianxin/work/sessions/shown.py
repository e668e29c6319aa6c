"""How sessions, agendas and items are shown: the plain values that templates print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import shown
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules import registry
from lianxin.work.sessions.flow import STEPS
from lianxin.work.sessions.kinds import kind
from lianxin.work.sessions.models import READ, AgendaItem, Decision, Document, Session

TONES = {"planned": "open", "held": "waiting", "approved": "closed", "cancelled": "closed"}
LAST_STEP = len(STEPS)


def title(session: Session) -> str:
    """``服务群众周“解忧”第十六次会议`` in the reader's language."""
    return kind(session.kind).title(session.number, int(session.series or 0) or None, session.topic)


def address(session: Session) -> str:
    return reverse("sessions:session", args=[session.pk])


def address_for(actor: Actor, session: Session) -> str:
    """The page of a session for those of its place and above; "" for others who may only know of it."""
    return address(session) if actor.may(READ, session.place_path) else ""


def line(session: Session) -> dict[str, Any]:
    """One line of a list of sessions."""
    return {
        "session": session,
        "title": title(session),
        "href": address(session),
        "tone": TONES[session.state],
        "state": session.get_state_display(),
        "level": session.get_level_display(),
        "points": getattr(session, "points", None),
    }


def steps() -> list[str]:
    """The eight steps by the city's own names."""
    flow = registry.flow("session_item")
    return [_(flow.state(name).label) for name in STEPS]


def step_of(matter: Matter) -> int:
    """How many steps lie behind an item; those of one that is at its end are all done."""
    if matter.state in STEPS:
        return STEPS.index(matter.state)
    return LAST_STEP if matter.state == "closed" else LAST_STEP - 1


def points(rows: Iterable[AgendaItem]) -> list[dict[str, Any]]:
    """The points of an agenda with what was decided on each."""
    return [
        {
            "point": row,
            "topic": row.topic,
            "result": row.get_result_display(),
            "conclusion": row.conclusion,
            "number": row.matter.number if row.matter else "",
            "href": shown.address(row.matter.number) if row.matter else "",
            "state": _state(row.matter) if row.matter else "",
            "is_open": row.matter is not None and not row.result,
            "decisions": [decision(each) for each in row.decisions.all()],
            "documents": [document(each) for each in row.documents.all()],
        }
        for row in rows
    ]


def _state(matter: Matter) -> str:
    return _(registry.flow(matter.kind).state(matter.state).label)


def decision(row: Decision) -> dict[str, Any]:
    """One decision with the lamp of its task; one that has not been handed out yet has none."""
    task = row.matter
    lamp, text = (
        ("none", _("待交办"))
        if task is None
        else shown.lamp_of(task.due_at, task.closed_at, task.waiting, timezone.now())
    )
    return {
        "text": row.text,
        "owner": row.owner.name,
        "due_on": row.due_on,
        "proof_wanted": row.proof_wanted,
        "proof": row.proof,
        "lamp": lamp,
        "lamp_text": text,
        "href": shown.address(task.number) if task else "",
        "state": _state(task) if task else _("待交办"),
    }


def document(row: Document) -> dict[str, Any]:
    return {
        "name": row.name,
        "version": row.version,
        "number": row.number,
        "sort": row.get_sort_display(),
        "in_force_on": row.in_force_on,
        "ended_on": row.ended_on,
        "adopted_on": row.adopted_on,
        "href": reverse("sessions:document", args=[row.pk]),
    }


def outcome(name: str) -> str:
    return _(OUTCOMES[name]) if name else ""
