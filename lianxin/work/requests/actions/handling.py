"""The unit's work: accept or object, ask, ask for time, answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.clock import deadlines
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.words import N_
from lianxin.work.requests import queries, rules
from lianxin.work.requests.actions.photos import attach
from lianxin.work.requests.models import Request


def accept(
    matter: Matter,
    *,
    actor: Actor,
    version: int | None = None,
    assignee_id: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Takes the request on; the one who accepts handles it unless another is named."""
    return perform(
        matter, "accept", actor=actor, at=at, version=version, changes={"assignee_id": assignee_id or actor.user_id}
    )


def object_to(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Returns a request with a reason; the next level decides (HOT-05)."""
    return perform(matter, "object", actor=actor, at=at, version=version, note=note)


def ask(
    matter: Matter, *, actor: Actor, question: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Asks the person who reported; the clocks stand still until they answer."""
    return perform(matter, "ask", actor=actor, at=at, version=version, public_note=question)


def supply(matter: Matter, *, actor: Actor, text: str, at: datetime | None = None) -> Matter:
    """The person's own answer to a question; the clocks run on."""
    return perform(matter, "supply", actor=actor, at=at, public_note=text)


def resume(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Goes on without the answer, for a written reason (told by telephone, or none came)."""
    return perform(matter, "resume", actor=actor, at=at, version=version, note=note)


def contact(
    matter: Matter, *, actor: Actor, public_note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """Writes down that the person was contacted (HOT-08)."""

    def mark(row: Matter) -> None:
        Request.objects.unscoped(reason="own particulars under lock").filter(
            matter=row, contacted_at__isnull=True
        ).update(contacted_at=at or timezone.now())

    return perform(matter, "contact", actor=actor, at=at, version=version, public_note=public_note, adjust=mark)


def ask_extension(
    matter: Matter, *, actor: Actor, days: int, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Asks for more working days, with the reason. The next level decides."""
    limit = int(pack().get("requests.extension_days_max", 10))

    def check(row: Matter) -> None:
        request = queries.particulars(row)
        if not rules.may_extend(days, request.extension_days_given, limit):
            raise MoveRefused(N_("延期累计不能超过 %(limit)d 个工作日。"), field="days", limit=limit)
        request.extension_days_asked, request.extension_asked_by_id = days, actor.user_id
        request.save(update_fields=["extension_days_asked", "extension_asked_by"])

    return perform(
        matter, "ask_extension", actor=actor, at=at, version=version, note=note, data={"days": days}, adjust=check
    )


def grant_extension(
    matter: Matter, *, actor: Actor, public_note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Grants the days asked for; the reason is told to the person. Not by the one who asked."""

    def extend(row: Matter) -> None:
        request = _asked(row)
        if request.extension_asked_by_id == actor.user_id:
            raise MoveRefused(N_("不能批准自己提出的延期。"))
        asker = Actor(kind="staff", user_id=request.extension_asked_by_id)
        try:
            deadlines.extend(
                _handling_clock(row),
                days=request.extension_days_asked,
                reason=public_note,
                actor=asker,
                approver=actor,
                at=at or timezone.now(),
            )
        except deadlines.ClockRefused as refused:
            raise MoveRefused(refused.sentence, field="public_note") from refused
        request.extension_days_given += request.extension_days_asked
        request.extension_days_asked, request.extension_asked_by_id = 0, None
        request.save(update_fields=["extension_days_given", "extension_days_asked", "extension_asked_by"])

    return perform(
        matter, "grant_extension", actor=actor, at=at, version=version, public_note=public_note, adjust=extend
    )


def refuse_extension(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Turns an extension down; the limit stands."""

    def clear(row: Matter) -> None:
        request = _asked(row)
        request.extension_days_asked, request.extension_asked_by_id = 0, None
        request.save(update_fields=["extension_days_asked", "extension_asked_by"])

    return perform(matter, "refuse_extension", actor=actor, at=at, version=version, note=note, adjust=clear)


def _handling_clock(row: Matter) -> Deadline:
    clocks = [clock for clock in deadlines.clocks(row) if clock.name == "handle" and clock.met_at is None]
    if not clocks:
        raise MoveRefused(N_("没有正在计时的办理期限。"))
    return clocks[-1]


def _asked(row: Matter) -> Request:
    request = queries.particulars(row)
    if not request.extension_days_asked:
        raise MoveRefused(N_("没有待批的延期申请。"))
    return request


@audit.together()
def answer(
    matter: Matter,
    *,
    actor: Actor,
    outcome: str,
    text: str,
    version: int | None = None,
    at: datetime | None = None,
    photos: Sequence[Cleaned] = (),
) -> Matter:
    """The honest end as the unit sees it: an outcome and an answer. The person has the last word."""
    answered = _answer(matter, "answer", actor, outcome, text, version, at)
    for photo in photos:
        attach(answered, photo, actor=actor)
    return answered


def answer_now(
    matter: Matter, *, actor: Actor, outcome: str, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Answers a consultation at the desk at once (HOT-03)."""
    return _answer(matter, "answer_now", actor, outcome, text, version, at)


@audit.together()
def solve_found(matter: Matter, *, actor: Actor, text: str, photos: Sequence[Cleaned] = ()) -> Matter:
    """What the finder has put right on the spot (HOT-12): answered as solved by the finder's own unit."""
    solved = _answer(matter, "solve_found", actor, "solved", text, None, None, by_unit=actor.unit_id)
    for photo in photos:
        attach(solved, photo, actor=actor)
    return solved


@audit.together()
def _answer(
    matter: Matter,
    move: str,
    actor: Actor,
    outcome: str,
    text: str,
    version: int | None,
    at: datetime | None,
    by_unit: int | None = None,
) -> Matter:
    if outcome not in rules.STAFF_OUTCOMES:
        raise MoveRefused(N_("请选择办理结果。"), field="outcome")
    if not text.strip():
        raise MoveRefused(N_("请写明答复内容。"), field="public_note")
    moment = at or timezone.now()

    def keep(row: Matter) -> None:
        open_calls = Matter.objects.unscoped(reason="open children of a locked parent")
        count = open_calls.filter(parent=row, closed_at__isnull=True).count()
        if count:
            raise MoveRefused(N_("还有 %(count)d 个子事项没有办结，不能先答复。"), count=count)
        request = queries.particulars(row)
        request.answer, request.answer_outcome, request.answered_at = text, outcome, moment
        request.answered_by_unit_id, request.round = by_unit or row.holder_id, request.round + 1
        request.save(update_fields=["answer", "answer_outcome", "answered_at", "answered_by_unit", "round"])

    own = {"holder_id": by_unit, "assignee_id": actor.user_id} if by_unit else {}
    return perform(
        matter,
        move,
        actor=actor,
        version=version,
        public_note=text,
        at=moment,
        data={"outcome": outcome},
        changes=own,
        adjust=keep,
    )


def remark(matter: Matter, *, actor: Actor, note: str, at: datetime | None = None) -> Matter:
    """A note for colleagues; the person who asked does not see it."""
    return perform(matter, "remark", actor=actor, at=at, note=note)
