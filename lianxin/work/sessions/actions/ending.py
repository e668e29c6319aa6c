"""Struck off with proof, visited again, and ended by the person's own word; and the quiet ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.sessions import rules
from lianxin.work.sessions.actions.deciding import leave_agenda
from lianxin.work.sessions.actions.guarded import at_level, require_level, require_striker
from lianxin.work.sessions.actions.tasks import attach, strike_one
from lianxin.work.sessions.flow import STUDY, SUPERVISE
from lianxin.work.sessions.models import ReturnVisit, SessionItem
from lianxin.work.sessions.queries import items

UNDER_LOCK = "own particulars under lock"


@audit.together()
def complete(
    matter: Matter, *, actor: Actor, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """Goes on to be struck off by hand, when no task is left to be done."""

    def check(row: Matter) -> None:
        require_level(row, actor, SUPERVISE)
        _require_done(row)

    return perform(matter, "complete", actor=actor, version=version, note=note, at=at, adjust=check)


def _require_done(row: Matter) -> None:
    left = [task for task in items.tasks_of(row) if task.state not in {"proved", "closed"}]
    if left:
        raise MoveRefused(N_("还有 %(count)d 项任务没有完成。"), count=len(left))


@audit.together()
def strike(
    matter: Matter,
    *,
    actor: Actor,
    outcome: str,
    proof: str,
    files: Sequence[Cleaned] = (),
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Strikes an item off with proof, and with it the tasks that wait for their check. Never by one of the owners."""
    if outcome not in rules.STRIKE_OUTCOMES:
        raise MoveRefused(N_("请选择办理结果。"), field="outcome")
    tasks: list[Matter] = []

    def keep(row: Matter) -> None:
        require_level(row, actor, SUPERVISE)
        _require_done(row)
        tasks.extend(items.tasks_of(row))
        require_striker(actor, {task.holder_id for task in tasks}, proof, "public_note")
        SessionItem.objects.unscoped(reason=UNDER_LOCK).filter(matter=row).update(
            outcome=outcome, proof=proof.strip(), struck_at=at or timezone.now(), struck_by_id=actor.unit_id
        )

    row = perform(
        matter,
        "strike",
        actor=actor,
        version=version,
        public_note=proof,
        at=at,
        adjust=keep,
        data={"outcome": outcome},
        clocks=items.city_clock("visit", "visit_days", 10),
    )
    for task in tasks:
        if task.closed_at is None:
            strike_one(task, actor=actor, outcome=outcome, at=at)
    for file in files:
        attach(row, file, actor=actor)
    return row


@audit.together()
def visit(
    matter: Matter,
    *,
    actor: Actor,
    on: date,
    how: str,
    note: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Writes a return visit down; the person who asked is then asked for their own word."""
    return _visit(matter, "visit", actor, on, how, note, version, at)


@audit.together()
def finish(
    matter: Matter,
    *,
    actor: Actor,
    on: date,
    how: str,
    note: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The return visit for an item that nobody in particular asked for: with it the item ends."""
    return _visit(matter, "finish", actor, on, how, note, version, at)


def _visit(
    matter: Matter, move: str, actor: Actor, on: date, how: str, note: str, version: int | None, at: datetime | None
) -> Matter:
    moment = at or timezone.now()
    if how not in dict(ReturnVisit.HOW):
        raise MoveRefused(N_("请选择回访方式。"), field="how")
    if on > timezone.localdate(moment):
        raise MoveRefused(N_("回访日期不能晚于今天。"), field="on")
    particulars = items.particulars(matter)
    if particulars.has_person == (move == "finish"):
        raise MoveRefused(
            N_("有反映人的事项，回访之后要由本人说是否解决。")
            if particulars.has_person
            else N_("没有反映人的事项，登记回访即办结。")
        )

    def keep(row: Matter) -> None:
        ReturnVisit.objects.create(
            matter=row,
            round=particulars.round,
            on=on,
            how=how,
            note=note.strip(),
            unit_id=actor.unit_id,
            told_at=moment,
        )

    outcome = particulars.outcome if move == "finish" else ""
    return perform(
        matter, move, actor=actor, version=version, public_note=note, outcome=outcome, at=moment, adjust=keep
    )


@audit.together()
def confirm(matter: Matter, *, actor: Actor, text: str = "", at: datetime | None = None) -> Matter:
    """The person's own word: it is solved. Nobody else can say it."""
    return perform(
        matter,
        "confirm",
        actor=actor,
        public_note=text,
        at=at,
        adjust=_said(True, text, at),
        outcome=items.particulars(matter).outcome,
    )


@audit.together()
def reopen(matter: Matter, *, actor: Actor, text: str, at: datetime | None = None) -> Matter:
    """The person's own word: it is not solved. The item goes back to be supervised; further tasks may be given."""
    write = _said(False, text, at)

    def keep(row: Matter) -> None:
        if not rules.may_reopen(row.closed_at, at or timezone.now()):
            raise MoveRefused(N_("办结已超过 %(days)d 天，请作为新的问题提出。"), days=rules.REOPEN_DAYS)
        particulars = items.particulars(row)
        if not particulars.struck_at:
            raise MoveRefused(N_("没有上会办结的事项不能继续办理，请作为新的问题提出。"))
        write(row)
        particulars.round, particulars.struck_at, particulars.struck_by_id = particulars.round + 1, None, None
        particulars.save(update_fields=["round", "struck_at", "struck_by"])

    return perform(matter, "reopen", actor=actor, public_note=text, at=at, adjust=keep)


def _said(solved: bool, text: str, at: datetime | None) -> Callable[[Matter], None]:
    def write(row: Matter) -> None:
        visits = ReturnVisit.objects.unscoped(reason=UNDER_LOCK)
        visits.filter(matter=row, round=items.particulars(row).round, said_at__isnull=True).update(
            solved=solved, words=text.strip(), said_at=at or timezone.now()
        )

    return write


def lapse(matter: Matter, *, at: datetime) -> Matter:
    """Ends a visited item after the time for the person's word; silence is not counted as content."""
    return perform(matter, "lapse", actor=SYSTEM, outcome=items.particulars(matter).outcome, at=at)


def withdraw(matter: Matter, *, actor: Actor, text: str = "", at: datetime | None = None) -> Matter:
    """The person takes the clue back, before it is talked about."""
    return perform(matter, "withdraw", actor=actor, public_note=text, outcome="withdrawn", at=at)


def decline(
    matter: Matter,
    *,
    actor: Actor,
    outcome: str,
    public_note: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Ends an item that does not go to a session, with a reason that the person and the source read."""
    if outcome not in rules.DECLINE_OUTCOMES:
        raise MoveRefused(N_("请选择结果。"), field="outcome")

    def leave(row: Matter) -> None:
        require_level(row, actor, STUDY)
        leave_agenda(row, public_note)

    return perform(
        matter, "decline", actor=actor, version=version, public_note=public_note, outcome=outcome, at=at, adjust=leave
    )


@audit.together()
def hand_over(
    matter: Matter,
    *,
    actor: Actor,
    kind: str,
    public_note: str,
    has_consent: bool,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """What is no matter for a session goes on as another kind; both keep the link. With the person's consent."""
    if items.particulars(matter).has_person and not has_consent:
        raise MoveRefused(N_("移交要先得到本人同意。"), field="consent")
    row = perform(
        matter,
        "hand_over",
        actor=actor,
        version=version,
        public_note=public_note,
        outcome="sent_on",
        data={"kind": kind},
        at=at,
        adjust=at_level(actor, STUDY),
    )
    return relations.hand_over(row, to_kind=kind, actor=actor, note=public_note)
