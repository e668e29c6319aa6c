"""The one way in which a matter changes: locked, checked, written down, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.clock import deadlines
from lianxin.kernel.matters import numbers
from lianxin.kernel.matters.announce import Announcement, announce
from lianxin.kernel.matters.errors import AlreadyDone, ChildrenOpen, MoveRefused, NeedsNote, NeedsOutcome, NotNow, Stale
from lianxin.kernel.matters.flow import OUTCOMES, Clock, Flow, Move
from lianxin.kernel.matters.models import NO_HURRY, SEALED, Event, KeptFrom, Matter
from lianxin.kernel.modules import registry

CHANGEABLE = frozenset(
    {
        "title",
        "place_path",
        "holder_id",
        "assignee_id",
        "category",
        "urgency",
        "secrecy",
        "is_public",
        "lon",
        "lat",
        "duplicate_of_id",
        "supervised_at",
    }
)


def locked(matter_id: int) -> Matter:
    """The matter as it is now, locked until the transaction ends. Visibility is the caller's to have checked."""
    rows = Matter.objects.unscoped(reason="re-read under lock inside a transaction").select_related(None)
    found: Matter = rows.select_for_update().get(pk=matter_id)
    return found


@audit.together()
def open_matter(
    *,
    actor: Actor,
    kind: str,
    title: str,
    place_path: str,
    channel: str,
    at: datetime | None = None,
    clocks: Mapping[str, Clock | None] | None = None,
    parent: Matter | None = None,
    note: str = "",
    public_note: str = "",
    data: Mapping[str, Any] | None = None,
    kept_from: Iterable[int] = (),
    **header: Any,
) -> Matter:
    """A new matter in its flow's first state, with its clocks started and its first event written.

    clocks: the category's own limits in place of the flow's, by clock name; None for one that does not run here.
    kept_from: ids of units that may not learn of a sealed matter (secrecy C4).
    header: further fields of :class:`Matter`.
    """
    flow, moment = registry.flow(kind), at or timezone.now()
    matter = Matter(
        number=_number(flow, place_path, moment, header.get("secrecy", "")),
        tracking_code=numbers.new_tracking_code(),
        kind=kind,
        state=flow.initial,
        title=title[:200],
        place_path=place_path,
        channel=channel,
        opened_at=moment,
        opened_by_id=actor.user_id if actor.is_staff else None,
        parent=parent,
        root_id=(parent.root_id or parent.pk) if parent else None,
        **header,
    )
    matter.save(force_insert=True)
    KeptFrom.objects.bulk_create(KeptFrom(matter=matter, unit_id=unit) for unit in kept_from)
    _start(matter, flow.starts, clocks or {}, moment, actor)
    _set_due(matter)
    matter.save(update_fields=["due_at", "attention_at"])
    event = _write(matter, "open", "", actor=actor, at=moment, note=note, public_note=public_note, data=data or {})
    audit.record(
        actor, f"{kind}.open", subject=matter.subject, place_path=_audited_place(matter), detail={"event": event.pk}
    )
    announce(Announcement(matter=matter, event=event, flow=flow, actor=actor))
    return matter


@audit.together()
def perform(
    matter: Matter,
    move_name: str,
    *,
    actor: Actor,
    version: int | None = None,
    note: str = "",
    public_note: str = "",
    outcome: str = "",
    at: datetime | None = None,
    clocks: Mapping[str, Clock | None] | None = None,
    changes: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    adjust: Callable[[Matter], None] | None = None,
) -> Matter:
    """Makes one move and returns the matter as it then stands.

    Raises Denied without the permission at the matter's place, or a MoveRefused that says why
    (already done, not from this state, changed since ``version``, no reason, no outcome, open children).
    clocks: as for :func:`open_matter`.
    adjust: the module's own checks and writes on the locked row, before clocks are read; may raise.
    """
    row, flow = locked(matter.pk), registry.flow(matter.kind)
    move, moment = flow.move(move_name), at or timezone.now()
    _check(row, flow, move, actor, version, note or public_note, outcome)
    if adjust:
        adjust(row)
    before = row.state
    row.state = move.target or row.state
    row.version += 1
    _change(row, changes or {})
    _mark_ends(row, move, outcome, moment)
    _run_clocks(row, move, clocks or {}, moment, actor, note)
    row.save()
    told = {"note": note, "public_note": public_note, "is_public": move.public, "data": data or {}}
    event = _write(row, move.name, before, actor=actor, at=moment, **told)
    facts = {"event": event.pk, "from": before, "to": row.state, "version": row.version}
    place = _audited_place(row)
    audit.record(actor, f"{row.kind}.{move.name}", subject=row.subject, place_path=place, detail=facts)
    announce(Announcement(matter=row, event=event, flow=flow, actor=actor, move=move))
    return row


def _number(flow: Flow, place_path: str, moment: datetime, secrecy: str) -> str:
    year = timezone.localtime(moment).year
    give = numbers.hidden_number if secrecy == SEALED else numbers.next_number
    return give(flow.prefix, place_path, year)


def _audited_place(row: Matter) -> str:
    """Entries on a sealed matter are read by auditors of the whole installation only."""
    return "" if row.secrecy == SEALED else row.place_path


def may_move(matter: Matter, move: Move, actor: Actor) -> bool:
    """Whether this actor may make this move on this matter at all, whatever its state."""
    if actor.is_system:
        return True
    if move.by in {"reporter", "any"} and actor.kind in {"reporter", "resident"}:
        return actor.matter_id == matter.pk or (actor.kind == "resident" and matter.reporter_id == actor.user_id)
    if move.by in {"staff", "any"} and actor.is_staff:
        return actor.may(move.permission, matter.place_path, matter.holder_id)
    return False


def moves_open_to(matter: Matter, actor: Actor) -> tuple[Move, ...]:
    """The buttons that this actor has on this matter now, the main one first."""
    moves = registry.flow(matter.kind).moves_from(matter.state)
    return tuple(move for move in moves if move.by != "system" and may_move(matter, move, actor))


def _check(row: Matter, flow: Flow, move: Move, actor: Actor, version: int | None, reason: str, outcome: str) -> None:
    if not may_move(row, move, actor):
        raise Denied(move.permission or move.name)
    if row.state not in move.sources:
        raise _not_from_here(row, flow, move)
    if version is not None and version != row.version:
        raise Stale(who=_last_mover(row))
    if move.needs_note and not reason.strip():
        raise NeedsNote(field="note")
    if move.closes:
        _check_end(row, outcome, move)


def _check_end(row: Matter, outcome: str, move: Move) -> None:
    if outcome not in OUTCOMES:
        raise NeedsOutcome(field="outcome")
    if move.despite_children:
        return
    unfinished = Matter.objects.unscoped(reason="open children of a locked parent")
    count = unfinished.filter(parent=row, closed_at__isnull=True).exclude(secrecy=SEALED).count()
    if count:
        raise ChildrenOpen(count=count)


def _not_from_here(row: Matter, flow: Flow, move: Move) -> MoveRefused:
    last = _events(row).last()
    if last is not None and last.move == move.name:
        return AlreadyDone(who=last.actor_name or last.unit_name or "—")
    return NotNow(state=flow.state(row.state).label, move=move.label)


def _last_mover(row: Matter) -> str:
    last = _events(row).last()
    return (last.actor_name if last else "") or "—"


def _events(row: Matter) -> Any:
    return Event.objects.unscoped(reason="timeline of a locked matter").filter(matter=row)


def _change(row: Matter, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name not in CHANGEABLE:
            raise ValueError(f"{name} does not change with a move")
        setattr(row, name, value)


def _mark_ends(row: Matter, move: Move, outcome: str, moment: datetime) -> None:
    if move.closes:
        row.closed_at, row.outcome = moment, outcome
    if move.reopens:
        row.closed_at, row.outcome = None, ""
        row.reopenings += 1


def _run_clocks(
    row: Matter,
    move: Move,
    clocks: Mapping[str, Clock | None],
    moment: datetime,
    actor: Actor,
    note: str,
) -> None:
    if move.resumes and row.waiting:
        deadlines.resume(row, at=moment, actor=actor)
        row.waiting = False
    for name in move.meets:
        deadlines.meet(row, name, at=moment)
    if move.stops or move.closes:
        deadlines.stop(row, at=moment)
    _start(row, move.starts, clocks, moment, actor)
    if move.pauses and not row.waiting:
        deadlines.pause(row, at=moment, reason=note, actor=actor)
        row.waiting = True
    _set_due(row)


def _start(
    row: Matter, starts: tuple[Clock, ...], clocks: Mapping[str, Clock | None], moment: datetime, actor: Actor
) -> None:
    for default in starts:
        clock = clocks.get(default.name, default)
        if clock is None:
            continue
        deadlines.start(row, clock.name, amount=clock.amount, unit=clock.unit, at=moment, actor=actor)


def _set_due(row: Matter) -> None:
    row.due_at = None if row.closed_at else deadlines.nearest_due(row)  # a paused clock is not counted there
    row.attention_at = row.due_at or NO_HURRY


def count_unknown_ends() -> int:
    """Counts ends that waited for a year's holiday list, once it is there; how many matters changed."""
    changed = 0
    for matter_id in deadlines.matters_to_fill():
        with transaction.atomic():
            row = locked(matter_id)
            if deadlines.fill_unknown(row):
                _set_due(row)
                row.save(update_fields=["due_at", "attention_at"])
                changed += 1
    return changed


def _write(row: Matter, move: str, before: str, *, actor: Actor, at: datetime, **told: Any) -> Event:
    written: Event = Event.objects.create(
        matter=row,
        move=move,
        from_state=before,
        to_state=row.state,
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        actor_name=actor.name,
        unit_name=actor.unit_name,
        **told,
    )
    return written
