"""What the owner of a decision does, and what is checked of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.clock import deadlines
from lianxin.kernel.files import store
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.sessions import rules
from lianxin.work.sessions.actions.guarded import lock_parent, require_striker
from lianxin.work.sessions.models import Decision
from lianxin.work.sessions.queries import items

DONE = ("proved", "closed")


def attach(matter: Matter, cleaned: Cleaned, *, actor: Actor) -> None:
    """Keeps proof, already cleaned by ``files.intake``, beside a task or item; who asked may see it."""
    kept = store.keep(cleaned, matter=matter, actor=actor, is_public=True)
    audit.record(
        actor, "session.attach", subject=matter.subject, place_path=matter.place_path, detail={"attachment": kept.pk}
    )


def accept(task: Matter, *, actor: Actor, version: int | None = None, at: datetime | None = None) -> Matter:
    """The owner takes the task on."""
    return perform(task, "accept", actor=actor, version=version, at=at, changes={"assignee_id": actor.user_id})


def progress(
    task: Matter, *, actor: Actor, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The owner tells how it goes; the person who asked reads it."""
    return perform(task, "progress", actor=actor, version=version, public_note=text, at=at)


@audit.together()
def prove(
    task: Matter,
    *,
    actor: Actor,
    proof: str,
    files: Sequence[Cleaned] = (),
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The owner reports it done, with proof. When it was the last, the item goes on to be struck off."""
    item = lock_parent(task)

    def keep(row: Matter) -> None:
        rows = Decision.objects.unscoped(reason="own particulars under lock")
        rows.filter(matter=row).update(proof=proof.strip(), proved_at=at or timezone.now())

    row = perform(task, "prove", actor=actor, version=version, public_note=proof, at=at, adjust=keep)
    for file in files:
        attach(row, file, actor=actor)
    _go_on(item, at)
    return row


def _go_on(item: Matter | None, at: datetime | None) -> None:
    """The item waits to be struck off once every task is proved or at its end."""
    if item is not None and item.state == "supervised" and all(t.state in DONE for t in items.tasks_of(item)):
        perform(item, "complete", actor=SYSTEM, at=at)


@audit.together()
def send_back(
    task: Matter, *, actor: Actor, due_on: date, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """What was proved is not enough: the owner goes on until a new day."""
    item, clock = lock_parent(task), _clock(due_on, at)
    if item is not None and item.state not in {"supervised", "striking"}:
        raise MoveRefused(N_("这件事已经销号，任务不能再退回。"))
    require_striker(actor, {task.holder_id}, note or "—", "note")
    row = perform(task, "send_back", actor=actor, version=version, note=note, at=at, clocks={"perform": clock})
    _set_day(row, due_on)
    if item is not None and item.state == "striking":
        perform(item, "rework", actor=SYSTEM, note=note, at=at, clocks={"perform": clock})
    return row


def _clock(due_on: date, at: datetime | None) -> Clock:
    days = rules.term(timezone.localdate(at), due_on)
    if days is None:
        raise MoveRefused(N_("完成时限要晚于今天。"), field="due_on")
    return Clock("perform", days, "day")


def _set_day(task: Matter, due_on: date) -> None:
    Decision.objects.unscoped(reason="own particulars under lock").filter(matter=task).update(due_on=due_on)


@audit.together()
def strike_task(
    task: Matter, *, actor: Actor, outcome: str, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """Checks the proof and strikes the task off. Never by its owner, never without proof."""
    item = lock_parent(task)
    row = strike_one(task, actor=actor, outcome=outcome, note=note, version=version, at=at)
    _go_on(item, at)
    return row


def strike_one(
    task: Matter, *, actor: Actor, outcome: str, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """:func:`strike_task` for a caller who has locked the item and goes on itself."""
    if outcome not in rules.STRIKE_OUTCOMES:
        raise MoveRefused(N_("请选择办理结果。"), field="outcome")

    def check(row: Matter) -> None:
        decision = items.decision_of(row)
        require_striker(actor, {row.holder_id}, decision.proof, "note")
        decision.struck_by_id = actor.unit_id
        decision.save(update_fields=["struck_by"])

    return perform(task, "strike", actor=actor, version=version, note=note, outcome=outcome, at=at, adjust=check)


def supervise_task(
    task: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Puts one task under supervision (跟踪督办)."""
    return perform(
        task,
        "supervise",
        actor=actor,
        version=version,
        note=note,
        at=at,
        changes={"supervised_at": at or timezone.now()},
    )


@audit.together()
def redate(
    task: Matter, *, actor: Actor, due_on: date, reason: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Another, later day, before the old one has passed: lateness does not disappear afterwards."""
    moment = at or timezone.now()

    def extend(row: Matter) -> None:
        decision = items.decision_of(row)
        days = rules.term(decision.due_on, due_on)
        if days is None:
            raise MoveRefused(N_("新的时限要晚于原来的时限。"), field="due_on")
        open_ones = [clock for clock in deadlines.clocks(row) if clock.name == "perform" and clock.state == "running"]
        if not open_ones:
            raise MoveRefused(N_("没有正在计时的期限。"))
        try:
            deadlines.extend(
                open_ones[-1],
                days=days,
                reason=reason,
                at=moment,
                approver=actor,
                actor=Actor(kind="staff", user_id=row.assignee_id),
            )
        except deadlines.ClockRefused as refused:
            raise MoveRefused(refused.sentence, field="due_on") from refused

    row = perform(task, "redate", actor=actor, version=version, public_note=reason, at=at, adjust=extend)
    _set_day(row, due_on)
    return row


@audit.together()
def cancel_task(
    task: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Takes a task back, with the reason."""
    item = lock_parent(task)
    row = perform(task, "cancel", actor=actor, version=version, note=note, outcome="given_up", at=at)
    _go_on(item, at)
    return row
