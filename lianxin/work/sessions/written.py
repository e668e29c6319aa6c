"""The agenda pack and the minutes of a session, made of its records by the city's templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from lianxin.kernel.papers import Paper
from lianxin.kernel.papers.templates import from_template
from lianxin.work.sessions.actions.deciding import title_of
from lianxin.work.sessions.models import AgendaItem, Attendance, Session, Talk
from lianxin.work.sessions.queries import sessions as queries
from lianxin.work.sessions.rules import chinese_number

OWN = Path(__file__).parent / "papers"
CAME = ("came", "deputy")


def agenda_pack(session: Session) -> Paper:
    """What each member finds on the table: the agenda, and for each item its study and what the units say."""
    with override("zh-hans"):
        return from_template("session-agenda", _values(session), fallback=OWN)


def minutes(session: Session) -> Paper:
    """What was decided, by whom it is to be done and until when; and what was adopted."""
    with override("zh-hans"):
        return from_template("session-minutes", _values(session), fallback=OWN)


def _values(session: Session) -> dict[str, Any]:
    people = queries.attendance(session)
    points = queries.agenda(session)
    talks = _talks(points)
    return {
        "title": title_of(session),
        "at": session.at,
        "on": timezone.localdate(session.at),
        "venue": session.venue,
        "chair": session.chair,
        "summary": session.summary,
        "findings": session.findings,
        "unit": session.body.convener.name,
        "is_approved": session.state == Session.APPROVED,
        "came": _names([each for each in people if each.came in CAME]),
        "asked": _names(people),
        "excused": _names([each for each in people if each.came == "excused"]),
        "persons": sum(each.persons for each in people if each.came in CAME),
        "points": [_point(n, point, talks.get(point.matter_id or 0, [])) for n, point in enumerate(points, 1)],
        "documents": [
            {"name": each.name, "number": each.number, "version": each.version, "in_force_on": each.in_force_on}
            for point in points
            for each in point.documents.all()
        ],
    }


def _talks(points: list[AgendaItem]) -> dict[int, list[Talk]]:
    rows = Talk.objects.unscoped(reason="talks on the items of a session already fetched under a scope")
    found: dict[int, list[Talk]] = {}
    for talk in rows.filter(matter__in=[p.matter_id for p in points if p.matter_id]).select_related("unit"):
        found.setdefault(talk.matter_id, []).append(talk)
    return found


def _names(people: list[Attendance]) -> str:
    return "、".join(_name(each) for each in people)


def _name(each: Attendance) -> str:
    return f"{each.unit.name}{each.office}" if each.unit else each.office


def _point(number: int, point: AgendaItem, talks: list[Talk]) -> dict[str, Any]:
    item = getattr(point.matter, "session_item", None) if point.matter else None
    return {
        "n": chinese_number(number),
        "topic": point.topic,
        "presenter": point.presenter,
        "number": point.matter.number if point.matter else "",
        "text": item.text if item else "",
        "study": item.study if item else "",
        "proposal": item.proposal if item else "",
        "talks": [{"unit": talk.unit.name, "view": talk.view, "on": talk.on} for talk in talks],
        "result": str(point.get_result_display()),
        "conclusion": point.conclusion,
        "decisions": [
            {"text": each.text, "owner": each.owner.name, "due_on": each.due_on, "proof": each.proof_wanted or "—"}
            for each in point.decisions.all()
        ],
    }
