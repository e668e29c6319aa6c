"""An item at its session: on the agenda, decided or put off, and handed out as tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from lianxin.kernel import audit, search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import open_matter, perform
from lianxin.kernel.words import N_
from lianxin.work.sessions import rules
from lianxin.work.sessions.actions.guarded import require_level
from lianxin.work.sessions.flow import CONVENE
from lianxin.work.sessions.kinds import kind
from lianxin.work.sessions.models import AgendaItem, Decision, Session, SessionItem
from lianxin.work.sessions.queries import items

UNDER_LOCK = "an agenda under the lock of its item or session"


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, by whom, until which day, and what proves it."""

    text: str
    owner: Unit
    due_on: date
    proof_wanted: str = ""


def title_of(session: Session) -> str:
    """The session's name in Chinese, as it is kept in timelines: 服务群众周“解忧”第十六次会议."""
    with override("zh-hans"):
        return kind(session.kind).title(session.number, int(session.series or 0) or None, session.topic)


def leave_agenda(row: Matter, words: str) -> None:
    """Takes an item that will not be decided off planned agendas; a held session without result has taken note."""
    rows = AgendaItem.objects.unscoped(reason=UNDER_LOCK).filter(matter=row, result="")
    rows.filter(session__state=Session.PLANNED).delete()
    rows.update(result="noted", conclusion=words.strip())


def next_place(session: Session) -> int:
    rows = AgendaItem.objects.unscoped(reason=UNDER_LOCK).filter(session=session)
    return (rows.aggregate(last=Max("place"))["last"] or 0) + 1


@audit.together()
def schedule(
    matter: Matter,
    *,
    actor: Actor,
    session: Session,
    presenter: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Puts an item onto the agenda of a session of its level, planned or just held. Once on each."""

    def keep(row: Matter) -> None:
        require_level(row, actor, CONVENE)
        there = Session.objects.unscoped(reason=UNDER_LOCK).select_for_update().get(pk=session.pk)
        if there.place_path != items.particulars(row).level_path or there.state not in {"planned", "held"}:
            raise MoveRefused(N_("这次会议不能再列入议题。"), field="session")
        points = AgendaItem.objects.unscoped(reason=UNDER_LOCK).filter(matter=row)
        if points.filter(session=there).exists():
            raise MoveRefused(N_("已经在这次会议的议程上。"), field="session")
        if points.filter(result="").exists():
            raise MoveRefused(N_("已经在另一次会议的议程上，还没有结果。"), field="session")
        AgendaItem.objects.create(
            session=there, place=next_place(there), matter=row, topic=row.title, presenter=presenter
        )

    return perform(
        matter,
        "schedule",
        actor=actor,
        version=version,
        at=at,
        adjust=keep,
        public_note=title_of(session),
        data={"session": session.pk},
    )


@audit.together()
def put_on(session: Session, *, actor: Actor, matters: Sequence[Matter], at: datetime | None = None) -> list[Matter]:
    """Puts several items onto one agenda, each presented by the unit that was talked to last."""
    if not matters:
        raise MoveRefused(N_("请至少选择一个事项。"))
    return [schedule(row, actor=actor, session=session, presenter=items.presenter_of(row), at=at) for row in matters]


def unschedule(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Takes an item off the agenda of a session that has not been held."""

    def keep(row: Matter) -> None:
        require_level(row, actor, CONVENE)
        gone, _rows = (
            AgendaItem.objects.unscoped(reason=UNDER_LOCK).filter(matter=row, session__state=Session.PLANNED).delete()
        )
        if not gone:
            raise MoveRefused(N_("它不在待召开会议的议程上。"))

    return perform(matter, "unschedule", actor=actor, version=version, note=note, at=at, adjust=keep)


def _point(row: Matter) -> AgendaItem:
    """The point on the agenda of a held session that has no result yet."""
    point = items.agenda_of(row, Session.HELD).filter(result="").first()
    if point is None:
        raise MoveRefused(N_("请先列入议程，并在会议召开之后再记录结果。"))
    return point


def defer(
    matter: Matter, *, actor: Actor, public_note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The session came to no decision; the item waits for another one."""

    def keep(row: Matter) -> None:
        require_level(row, actor, CONVENE)
        point = _point(row)
        point.result, point.conclusion = "deferred", public_note.strip()
        point.save(update_fields=["result", "conclusion"])

    return perform(matter, "defer", actor=actor, version=version, public_note=public_note, at=at, adjust=keep)


def decide(
    matter: Matter, *, actor: Actor, conclusion: str, task: Task, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Writes down what the session decided, with its first task. The person who asked reads the decision."""

    def keep(row: Matter) -> None:
        require_level(row, actor, CONVENE)
        point = _point(row)
        point.result, point.conclusion = "decided", conclusion.strip()
        point.save(update_fields=["result", "conclusion"])
        SessionItem.objects.unscoped(reason=UNDER_LOCK).filter(matter=row).update(conclusion=conclusion.strip())
        write_decision(point, task)

    return perform(matter, "decide", actor=actor, version=version, public_note=conclusion, at=at, adjust=keep)


def write_decision(point: AgendaItem, task: Task) -> Decision:
    """Raises MoveRefused without words, or for a day that is not after the session."""
    if not task.text.strip():
        raise MoveRefused(N_("请写明要做什么。"), field="text")
    if rules.term(timezone.localdate(point.session.at), task.due_on) is None:
        raise MoveRefused(N_("完成时限要晚于会议当天。"), field="due_on")
    return Decision.objects.create(
        agenda_item=point,
        text=task.text.strip(),
        owner=task.owner,
        due_on=task.due_on,
        proof_wanted=task.proof_wanted.strip(),
    )


@audit.together()
def add_decision(
    matter: Matter, *, actor: Actor, task: Task, version: int | None = None, at: datetime | None = None
) -> Matter:
    """A further task. While the item is already being supervised it is handed out at once."""
    made: list[Decision] = []

    def keep(row: Matter) -> None:
        require_level(row, actor, CONVENE)
        point = items.agenda_of(row).filter(result="decided").first()
        if point is None:
            raise MoveRefused(N_("请先记下会议决定。"))
        made.append(write_decision(point, task))

    row = perform(
        matter,
        "add_decision",
        actor=actor,
        version=version,
        note=task.text,
        at=at,
        adjust=keep,
        data={"unit": task.owner.name},
    )
    if row.state == "supervised":
        give(made[0], actor=actor, item=row, at=at)
    return row


@audit.together()
def assign(
    matter: Matter, *, actor: Actor, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """Hands every decision out as a task to its owner; the item's own clock runs to the last of their days."""
    today = timezone.localdate(at)
    decisions = _waiting(matter)
    if not decisions:
        raise MoveRefused(N_("还没有要交办的任务。"))
    days = rules.latest(rules.term_from(today, decision.due_on) for decision in decisions)

    def check(row: Matter) -> None:
        require_level(row, actor, CONVENE)

    row = perform(
        matter,
        "assign",
        actor=actor,
        version=version,
        note=note,
        at=at,
        adjust=check,
        clocks={"perform": Clock("perform", days, "day")},
        data={"units": [decision.owner.name for decision in decisions]},
    )
    for decision in _waiting(row):
        give(decision, actor=actor, item=row, at=at)
    return row


def _waiting(matter: Matter) -> list[Decision]:
    rows = Decision.objects.unscoped(reason=UNDER_LOCK).select_related("owner")
    return list(rows.filter(agenda_item__matter=matter, matter__isnull=True))


def give(
    decision: Decision, *, actor: Actor, item: Matter | None, place_path: str = "", at: datetime | None = None
) -> Matter:
    """Opens the task of a decision, held by its owner, due on the day that the session set.

    It lies where the item is; one of a topic of its own where its owner is, inside the session's place.
    """
    days = rules.term_from(timezone.localdate(at), decision.due_on)
    own = decision.owner.place_path
    where = item.place_path if item else own if own.startswith(place_path) else place_path
    task = open_matter(
        actor=actor,
        kind="session_task",
        title=decision.text,
        place_path=where,
        at=at,
        parent=item,
        channel=item.channel if item else "other",
        holder=decision.owner,
        note=decision.text,
        clocks={"perform": Clock("perform", days, "day")},
        data={"unit": decision.owner.name},
    )
    decision.matter = task
    decision.save(update_fields=["matter"])
    search.index("matter", task.pk, f"{task.number} {decision.text} {decision.owner.name}")
    return task
