"""Sessions themselves: planned with a number, their agenda and attendance, held, written down, approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.errors import MoveRefused, Stale
from lianxin.kernel.places.paths import level_of
from lianxin.kernel.words import N_
from lianxin.work.sessions import rules
from lianxin.work.sessions.actions.deciding import Task, give, next_place, write_decision
from lianxin.work.sessions.kinds import Kind, kinds
from lianxin.work.sessions.models import AgendaItem, Attendance, Body, Decision, Session
from lianxin.work.sessions.queries import items

UNDER_LOCK = "a session under lock"
CONVENE, APPROVE = "sessions.convene", "sessions.approve"
CHANGEABLE = ("at", "venue", "chair", "topic")


@dataclass(frozen=True, slots=True)
class Plan:
    """A session to come, or one of the past that is written down. first_number: only for the first one of its body."""

    kind: str
    place_path: str
    at: datetime
    topic: str = ""
    venue: str = ""
    chair: str = ""
    first_number: int = 1


@audit.together()
def plan(told: Plan, *, actor: Actor) -> Session:
    """Plans a session and gives it the next number of its series. Raises MoveRefused for a kind that is not here."""
    actor.require(CONVENE, told.place_path)
    what = kinds().get(told.kind)
    if what is None or level_of(told.place_path) not in what.levels:
        raise MoveRefused(N_("这里不开这种会。"), field="kind")
    body = _body(what, told)
    series = str(timezone.localtime(told.at).year) if what.numbering == "year" else ""
    session = Session.objects.unscoped(reason="a new session").create(
        body=body,
        kind=body.kind,
        place_path=body.place_path,
        level=body.level,
        series=series,
        at=told.at,
        number=_next_number(what, body, series),
        topic=told.topic.strip(),
        venue=told.venue.strip(),
        chair=told.chair.strip(),
        planned_by_id=actor.user_id,
    )
    _record(session, "plan", actor, {"number": session.number})
    return session


def _body(what: Kind, told: Plan) -> Body:
    """The body of a kind here, made when it first meets, and locked: two planners never get one number."""
    convener = items.office_at(told.place_path)
    if convener is None:
        raise MoveRefused(N_("这个区域还没有召集单位。"), field="place")
    body, _new = Body.objects.get_or_create(
        kind=what.code,
        place_path=told.place_path,
        defaults={"level": level_of(told.place_path), "convener": convener, "first_number": max(1, told.first_number)},
    )
    return Body.objects.select_for_update().get(pk=body.pk)


def _next_number(what: Kind, body: Body, series: str) -> int | None:
    if what.numbering == "none":
        return None
    taken = _series(body, series).values_list("number", flat=True)
    return rules.next_number(list(taken), body.first_number if what.numbering == "running" else 1)


def _series(body: Body, series: str) -> Any:
    return Session.objects.unscoped(reason=UNDER_LOCK).filter(body=body, series=series, number__isnull=False)


def _locked(session: Session, actor: Actor, permission: str, *states: str, version: int | None = None) -> Session:
    """The body's lock first, then the session's: numbers and states change together."""
    Body.objects.select_for_update().get(pk=session.body_id)
    row: Session = Session.objects.unscoped(reason=UNDER_LOCK).select_for_update().get(pk=session.pk)
    if not actor.may(permission, row.place_path):
        raise Denied(permission)
    if version is not None and version != row.version:
        raise Stale(who=N_("别人"))
    if states and row.state not in states:
        raise MoveRefused(N_("会议现在是“%(state)s”，不能这样办。"), state=row.get_state_display())
    return row


def _saved(row: Session, what: str, actor: Actor, *fields: str, **detail: Any) -> Session:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    _record(row, what, actor, detail)
    return row


def _record(session: Session, what: str, actor: Actor, detail: dict[str, Any]) -> None:
    audit.record(actor, f"session.{what}", subject=session.subject, place_path=session.place_path, detail=detail)


@audit.together()
def change(session: Session, *, actor: Actor, version: int | None = None, **facts: Any) -> Session:
    """Another day, place, chair or topic. Raises ValueError for anything else."""
    if unknown := facts.keys() - set(CHANGEABLE):
        raise ValueError(unknown)
    row = _locked(session, actor, CONVENE, Session.PLANNED, Session.HELD, version=version)
    if (
        row.state == Session.HELD
        and "at" in facts
        and not rules.may_be_held(timezone.localdate(facts["at"]), timezone.localdate())
    ):
        raise MoveRefused(N_("已召开的会议不能改到以后。"), field="at")
    if row.series and "at" in facts and str(timezone.localtime(facts["at"]).year) != row.series:
        raise MoveRefused(N_("按年编号的会议不能改到另一年，请取消后另行安排。"), field="at")
    for name, value in facts.items():
        setattr(row, name, value)
    return _saved(row, "change", actor, *facts, fields=sorted(facts))


@audit.together()
def cancel(session: Session, *, actor: Actor, reason: str, version: int | None = None) -> Session:
    """Cancels a planned session. Its number goes to the next one planned, so that no number is missing."""
    if not reason.strip():
        raise MoveRefused(N_("请写明理由。"), field="reason")
    row = _locked(session, actor, CONVENE, Session.PLANNED, version=version)
    freed, row.number = row.number, None
    row.state, row.reason = Session.CANCELLED, reason.strip()[:300]
    AgendaItem.objects.unscoped(reason=UNDER_LOCK).filter(session=row).delete()
    _saved(row, "cancel", actor, "state", "reason", "number", number=freed)
    if freed is not None:
        planned = _series(row.body, row.series).filter(state=Session.PLANNED).values_list("pk", "number")
        for key, number in rules.numbers_after(list(planned), freed):
            Session.objects.unscoped(reason=UNDER_LOCK).filter(pk=key).update(number=number)
    return row


@audit.together()
def hold(session: Session, *, actor: Actor, version: int | None = None) -> Session:
    """Writes down that a session was held, on its day or later, and in the order of the numbers."""
    row = _locked(session, actor, CONVENE, Session.PLANNED, version=version)
    if not rules.may_be_held(timezone.localdate(row.at), timezone.localdate()):
        raise MoveRefused(N_("会议还没有到召开的日子。"))
    planned = _series(row.body, row.series).filter(state=Session.PLANNED).values_list("number", flat=True)
    if not rules.is_next(row.number, planned):
        raise MoveRefused(N_("前面的会议还没有召开或取消，次序不能跳过。"))
    row.state = Session.HELD
    return _saved(row, "hold", actor, "state", number=row.number)


@audit.together()
def write_minutes(
    session: Session, *, actor: Actor, summary: str, findings: str = "", version: int | None = None
) -> Session:
    """What was said and, for field research and study trips, what was learned."""
    row = _locked(session, actor, CONVENE, Session.HELD, version=version)
    row.summary, row.findings = summary.strip(), findings.strip()
    return _saved(row, "minutes", actor, "summary", "findings")


@audit.together()
def approve(session: Session, *, actor: Actor, version: int | None = None, at: datetime | None = None) -> Session:
    """Approves the minutes; afterwards nothing in them changes. Every point of the agenda has its result."""
    row = _locked(session, actor, APPROVE, Session.HELD, version=version)
    results = AgendaItem.objects.unscoped(reason=UNDER_LOCK).filter(session=row).values_list("result", flat=True)
    if not rules.may_approve(results):
        raise MoveRefused(N_("议程上还有没有结果的议题，不能审定纪要。"))
    row.state, row.approved_by_id, row.approved_at = Session.APPROVED, actor.user_id, at or timezone.now()
    return _saved(row, "approve", actor, "state", "approved_by", "approved_at")


@audit.together()
def add_topic(session: Session, *, actor: Actor, topic: str, presenter: str = "") -> AgendaItem:
    """A point of its own on the agenda, without an item of the loop behind it."""
    row = _locked(session, actor, CONVENE, Session.PLANNED, Session.HELD)
    if not topic.strip():
        raise MoveRefused(N_("请写明议题。"), field="topic")
    point = AgendaItem.objects.create(
        session=row, place=next_place(row), topic=topic.strip(), presenter=presenter.strip()
    )
    _record(row, "topic", actor, {"point": point.pk})
    return point


@audit.together()
def move_up(point: AgendaItem, *, actor: Actor) -> None:
    """One place up on the agenda of a planned session; the first stays where it is."""
    row = _locked(point.session, actor, CONVENE, Session.PLANNED)
    order = list(AgendaItem.objects.unscoped(reason=UNDER_LOCK).filter(session=row))
    at = next(index for index, each in enumerate(order) if each.pk == point.pk)
    if at:
        order[at - 1], order[at] = order[at], order[at - 1]
    for place, each in enumerate(order, 1):
        each.place = place
        each.save(update_fields=["place"])
    _record(row, "order", actor, {"point": point.pk})


@audit.together()
def remove_point(point: AgendaItem, *, actor: Actor) -> None:
    """Takes a topic off the agenda of a planned session. An item of the loop leaves by its own move."""
    row = _locked(point.session, actor, CONVENE, Session.PLANNED)
    if point.matter_id:
        raise MoveRefused(N_("解忧事项请在事项页撤出议程。"))
    _record(row, "remove", actor, {"topic": point.topic})
    AgendaItem.objects.unscoped(reason=UNDER_LOCK).filter(pk=point.pk, session=row).delete()


@audit.together()
def conclude(point: AgendaItem, *, actor: Actor, result: str, conclusion: str) -> AgendaItem:
    """What a held session made of a topic of its own."""
    row = _locked(point.session, actor, CONVENE, Session.HELD)
    if point.matter_id:
        raise MoveRefused(N_("解忧事项的结果请在事项页记录。"))
    if result not in rules.AGENDA_SETTLED or not conclusion.strip():
        raise MoveRefused(N_("请写明结果和议定意见。"), field="conclusion")
    point.result, point.conclusion = result, conclusion.strip()
    point.save(update_fields=["result", "conclusion"])
    _record(row, "conclude", actor, {"point": point.pk, "result": result})
    return point


@audit.together()
def decide_topic(point: AgendaItem, *, actor: Actor, task: Task) -> Decision:
    """A task that follows from a topic of its own (后续任务). It is given out with :func:`give_out`."""
    row = _locked(point.session, actor, CONVENE, Session.HELD)
    if point.matter_id:
        raise MoveRefused(N_("解忧事项的任务请在事项页增加。"))
    point.session = row
    decision = write_decision(point, task)
    _record(row, "decide", actor, {"point": point.pk, "decision": decision.pk})
    return decision


@audit.together()
def give_out(session: Session, *, actor: Actor, at: datetime | None = None) -> int:
    """Gives every task of the session's own topics to its owner; how many."""
    row = _locked(session, actor, CONVENE, Session.HELD, Session.APPROVED)
    waiting = (
        Decision.objects.unscoped(reason=UNDER_LOCK)
        .select_related("owner")
        .filter(agenda_item__session=row, agenda_item__matter__isnull=True, matter__isnull=True)
    )
    given = [give(decision, actor=actor, item=None, place_path=row.place_path, at=at) for decision in waiting]
    _record(row, "give_out", actor, {"tasks": [task.number for task in given]})
    return len(given)


@audit.together()
def ask_to_attend(
    session: Session,
    *,
    actor: Actor,
    unit: Unit | None = None,
    office: str = "",
    part: str = "attend",
    persons: int = 1,
) -> Attendance:
    """Asks a unit, or somebody by office. A unit that is asked sees the session."""
    row = _locked(session, actor, CONVENE, Session.PLANNED, Session.HELD)
    rows = Attendance.objects.unscoped(reason=UNDER_LOCK)
    if unit is None and not office.strip():
        raise MoveRefused(N_("请选择单位或写明职务。"), field="office")
    if unit is not None and rows.filter(session=row, unit=unit).exists():
        raise MoveRefused(N_("这个单位已经在名单上。"), field="unit")
    asked = Attendance.objects.create(session=row, unit=unit, office=office.strip(), part=part, persons=max(1, persons))
    _record(row, "ask", actor, {"attendance": asked.pk})
    return asked


@audit.together()
def mark_came(session: Session, *, actor: Actor, came: dict[int, str]) -> Session:
    """Who came: attendance key → ``came`` · ``deputy`` · ``excused`` · "". Other keys are left alone."""
    row = _locked(session, actor, CONVENE, Session.HELD)
    for each in Attendance.objects.unscoped(reason=UNDER_LOCK).filter(session=row, pk__in=came):
        if came[each.pk] in dict(Attendance.CAME):
            each.came = came[each.pk]
            each.save(update_fields=["came"])
    _record(row, "attendance", actor, {"marked": len(came)})
    return row
