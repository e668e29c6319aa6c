"""Items of the loop and tasks for programs, and the sessions to which an item may be brought."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.api.callers import caller
from lianxin.kernel.api.kinds import offer_entry, offer_kind
from lianxin.kernel.api.matters import Whole
from lianxin.kernel.api.paging import Paging, paged
from lianxin.kernel.api.places import code_of
from lianxin.kernel.api.rules import staff
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.words import N_
from lianxin.work.sessions import actions, shown
from lianxin.work.sessions.flow import ITEM, TASK_FLOW
from lianxin.work.sessions.forms.meetings import Typed
from lianxin.work.sessions.kinds import kind
from lianxin.work.sessions.models import READ, Session
from lianxin.work.sessions.queries import items, sessions

router = Router()


class Met(Schema):
    """A session. number: none where meetings are not numbered."""

    id: int
    title: str
    number: int | None
    at: str


class Stood(Met):
    """A session on whose agenda an item stood, and what came of it there."""

    result: str
    conclusion: str


class Charged(Schema):
    """A task that came of an item."""

    number: str
    state: str
    unit: str | None
    due_at: str | None


class WholeItem(Whole):
    """step: how many of the eight steps lie behind it."""

    text: str
    level: str
    step: int
    round: int
    study: str
    proposal: str
    conclusion: str
    proof: str
    sessions: list[Stood]
    tasks: list[Charged]


class WholeTask(Whole):
    text: str
    session: Met
    due_on: str
    proof_wanted: str
    proof: str


TOLD = ("text", "level", "round", "study", "proposal", "conclusion", "proof")


def of_item(matter: Matter, actor: Actor) -> dict[str, Any]:
    item = items.particulars(matter)
    return {
        **{name: getattr(item, name) for name in TOLD},
        "step": shown.step_of(matter),
        "sessions": [
            {**_met(point.session), "result": point.result, "conclusion": point.conclusion}
            for point in items.agenda_of(matter)
        ],
        "tasks": [_charged(task) for task in items.tasks_of(matter)],
    }


def of_task(matter: Matter, actor: Actor) -> dict[str, Any]:
    decision = items.decision_of(matter)
    told = {name: getattr(decision, name) for name in ("text", "due_on", "proof_wanted", "proof")}
    return {**told, "session": _met(decision.agenda_item.session)}


def _met(session: Session) -> dict[str, Any]:
    return {"id": session.pk, "title": shown.title(session), "number": session.number, "at": session.at}


def _charged(task: Matter) -> dict[str, Any]:
    unit = task.holder.code if task.holder else None
    return {"number": task.number, "state": task.state, "unit": unit, "due_at": task.due_at}


offer_kind(router, ITEM, at="/session-items", shape=WholeItem, more=of_item)
offer_entry(
    router,
    ITEM,
    Typed,
    at="/session-items",
    permission="sessions.clue",
    enter=lambda form, actor: actions.enter(form.clue(), actor=actor),
)
offer_kind(router, TASK_FLOW, at="/session-tasks", shape=WholeTask, more=of_task)


class SessionRow(Schema):
    id: int
    kind: str
    title: str
    number: int | None
    topic: str
    place: str
    level: str
    state: str
    at: str


class SessionPage(Schema):
    items: list[SessionRow]
    next: str | None


class SessionFilter(Paging):
    kind: str = Field("", max_length=30, description=N_("会议种类代码"))
    state: str = Field("", max_length=10, description=N_("待召开 planned，已召开 held，纪要已审定 approved"))


COLUMNS = ("id", "kind", "number", "series", "topic", "place_path", "level", "state", "at")


@router.get("/sessions", summary=N_("会议列表"), response=SessionPage, tags=[N_("会议")])
@staff(READ)
def list_sessions(request: HttpRequest, filters: Query[SessionFilter]) -> HttpResponse:
    found = sessions.sessions(caller(request), {"kind": filters.kind, "state": filters.state})
    return paged(found, filters, order=("-at", "-id"), fields=COLUMNS, shape=_session)


def _session(row: dict[str, Any]) -> dict[str, Any]:
    told = {name: row[name] for name in COLUMNS if name not in {"series", "place_path"}}
    title = kind(row["kind"]).title(row["number"], int(row["series"] or 0) or None, row["topic"])
    return {**told, "title": title, "place": code_of(row["place_path"])}
