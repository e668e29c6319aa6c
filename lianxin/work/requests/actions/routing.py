"""Desk work: send to a unit, decide objections, send up, split, supervise, decline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.requests import queries, rules
from lianxin.work.requests.actions.opening import Entry, enter
from lianxin.work.requests.models import Category, Request


def route(
    matter: Matter, *, actor: Actor, unit: Unit, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """Sends a received request to a unit; the category's day limit starts (HOT-06)."""
    category = _category(matter)
    return perform(
        matter,
        "route",
        actor=actor,
        at=at,
        version=version,
        note=note,
        clocks=queries.limits(category),
        changes={"holder_id": unit.pk, "assignee_id": None},
        data={"unit": unit.name, "by": actor.unit_id},
    )


def reassign(
    matter: Matter, *, actor: Actor, unit: Unit, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """Upholds an objection: another unit gets the request."""
    return perform(
        matter,
        "reassign",
        actor=actor,
        at=at,
        version=version,
        note=note,
        adjust=_decided_by(actor),
        changes={"holder_id": unit.pk, "assignee_id": None},
        data={"unit": unit.name, "by": actor.unit_id},
    )


def insist(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Turns an objection down: the unit handles it."""
    return perform(matter, "insist", actor=actor, at=at, version=version, note=note, adjust=_decided_by(actor))


def _decided_by(actor: Actor) -> Callable[[Matter], None]:
    """The check that an objection is not decided by the desk that it objects to."""

    def check(row: Matter) -> None:
        events = Event.objects.unscoped(reason="timeline of a locked matter")
        last = events.filter(matter=row, move__in=("route", "reassign", "transfer")).order_by("id").last()
        routed_by = last.data.get("by") if last else None
        if not rules.may_decide(routed_by, actor.unit_id, is_top=actor.place_path.count(".") <= 1):
            raise MoveRefused(N_("退回由上一级裁定，不能由派单的单位自己裁定。"))

    return check


def transfer(
    matter: Matter, *, actor: Actor, unit: Unit, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Moves a request from one unit to another; the day limit keeps running."""
    return perform(
        matter,
        "transfer",
        actor=actor,
        at=at,
        version=version,
        note=note,
        changes={"holder_id": unit.pk, "assignee_id": None},
        data={"unit": unit.name, "by": actor.unit_id},
    )


def escalate(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Sends a request to the desk one level up. Raises MoveRefused at the top."""
    desk = queries.next_level_up(matter.holder, matter.place_path)
    if desk is None:
        raise MoveRefused(N_("已经是最高一级，不能再上报。"))
    return perform(
        matter,
        "escalate",
        actor=actor,
        at=at,
        version=version,
        note=note,
        changes={"holder_id": desk.pk, "assignee_id": None},
        data={"unit": desk.name},
    )


def supervise(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Puts a matter under supervision (督办): marked in lists, told to the holder."""
    return perform(
        matter,
        "supervise",
        actor=actor,
        at=at,
        version=version,
        note=note,
        changes={"supervised_at": at or timezone.now()},
    )


def decline(
    matter: Matter,
    *,
    actor: Actor,
    outcome: str,
    public_note: str,
    reason: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Ends a request that is not for dispatch, with a reason that the person reads (HOT-04)."""
    if outcome not in rules.DECLINE_OUTCOMES:
        raise MoveRefused(N_("请选择办理结果。"), field="outcome")
    return perform(
        matter,
        "decline",
        actor=actor,
        at=at,
        version=version,
        public_note=public_note,
        outcome=outcome,
        data={"reason": reason} if reason else {},
    )


@audit.together()
def hand_over(
    matter: Matter, *, actor: Actor, kind: str, public_note: str, has_consent: bool, version: int | None = None
) -> Matter:
    """Opens a matter of another kind from this request, with the person's consent; both keep the link."""
    if rules.has_person(matter.channel) and not has_consent:
        raise MoveRefused(N_("移交要先得到本人同意。"), field="consent")
    row = perform(matter, "hand_over", actor=actor, version=version, public_note=public_note, data={"kind": kind})
    return relations.hand_over(row, to_kind=kind, actor=actor, note=public_note)


@audit.together()
def split(
    matter: Matter,
    *,
    actor: Actor,
    parts: Sequence[tuple[str, Category | None]],
    version: int | None = None,
    at: datetime | None = None,
) -> list[Request]:
    """Makes a child request of each part (text, category); the parent ends after its children."""
    texts = [(text.strip(), category) for text, category in parts if text.strip()]
    if len(texts) < 2:
        raise MoveRefused(N_("请至少写出两个部分。"), field="parts")
    parent = perform(matter, "split", actor=actor, at=at, version=version, data={"parts": len(texts)})
    made = []
    for text, category in texts:
        entry = Entry(
            text=text,
            place_path=parent.place_path,
            channel=parent.channel,
            category=category,
            lon=parent.lon,
            lat=parent.lat,
            is_private=not parent.is_public,
            at=at,
        )
        made.append(enter(entry, actor=actor, parent=parent).request)
    return made


def _category(matter: Matter) -> Category | None:
    return Category.objects.filter(code=matter.category).first() if matter.category else None
