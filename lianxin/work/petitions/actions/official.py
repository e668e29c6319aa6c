"""What the official procedure does, as the agent learns of it: routing, notice, acceptance, extension."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.clock import deadlines
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.words import N_
from lianxin.work.petitions import rules
from lianxin.work.petitions.actions.guarded import step
from lianxin.work.petitions.actions.terms import require_in_time
from lianxin.work.petitions.models import Petition


def route(
    matter: Matter,
    *,
    actor: Actor,
    way: str,
    organ: str,
    public_note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Registered and passed on by the petitions office (Art. 22); the organ's 15 days begin (Art. 23(3))."""
    if way not in rules.WAYS:
        raise MoveRefused(N_("请选择转送方式。"), field="way")
    return _to_organ(matter, "route", actor, organ, public_note, version, at, way)


def decide(
    matter: Matter,
    *,
    actor: Actor,
    organ: str,
    public_note: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The common superior has said which organ is competent (Art. 24); its 15 days begin."""
    return _to_organ(matter, "decide", actor, organ, public_note, version, at, "")


def _to_organ(
    matter: Matter,
    move: str,
    actor: Actor,
    organ: str,
    public_note: str,
    version: int | None,
    at: datetime | None,
    way: str,
) -> Matter:
    if not organ.strip():
        raise MoveRefused(N_("请写明有权处理的机关。"), field="organ")

    def keep(row: Matter, petition: Petition) -> None:
        petition.organ, petition.way, petition.routed_at = (
            organ.strip()[:120],
            way or petition.way,
            at or timezone.now(),
        )
        petition.save(update_fields=["organ", "way", "routed_at"])

    return step(
        matter,
        move,
        actor=actor,
        keep=keep,
        version=version,
        public_note=public_note,
        at=at,
        data={"organ": organ.strip()},
    )


def object_to(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The organ says that it is not competent: within 5 working days of receipt, with reasons (Art. 23(3))."""
    moment = at or timezone.now()

    def keep(row: Matter, petition: Petition) -> None:
        require_in_time("object", petition.routed_at or row.opened_at, moment)

    return step(matter, "object", actor=actor, keep=keep, version=version, note=note, at=moment)


def accept(
    matter: Matter,
    *,
    actor: Actor,
    route: str = "",
    public_note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The written notice of acceptance. route: of Art. 31, for appeals; 60 days run for the sixth only (Art. 34)."""
    moment = at or timezone.now()
    kind = _kind_of(matter)
    _check_route(kind, route, tuple(rules.ROUTES))

    def keep(row: Matter, petition: Petition) -> None:
        petition.route, petition.accepted_at = route, moment
        petition.save(update_fields=["route", "accepted_at"])

    clocks = {} if rules.runs_for_sixty_days(kind, route) else {"handle": None}
    return step(
        matter,
        "accept",
        actor=actor,
        keep=keep,
        version=version,
        public_note=public_note,
        at=moment,
        clocks=clocks,
        data={"route": route} if route else {},
    )


def _kind_of(matter: Matter) -> str:
    rows = Petition.objects.unscoped(reason="the class of a matter that the caller holds")
    return str(rows.values_list("kind", flat=True).get(matter=matter))


def _check_route(kind: str, route: str, allowed: tuple[str, ...]) -> None:
    if kind == "appeal" and route not in allowed:
        raise MoveRefused(N_("请选择属于第三十一条的哪一项。"), field="route")
    if kind != "appeal" and route:
        raise MoveRefused(N_("只有申诉求决类按第三十一条分项。"), field="route")


def refuse(
    matter: Matter, *, actor: Actor, public_note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The written notice that it is not accepted, with the reason (Art. 23(2))."""
    return _end_early(matter, "refuse", actor, public_note, "refused", "", version, at)


def redirect(
    matter: Matter,
    *,
    actor: Actor,
    route: str,
    public_note: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The person is shown the lawful way that the matter belongs to (Art. 31(1)-(5))."""
    _check_route(_kind_of(matter), route, tuple(name for name in rules.ROUTES if name != rules.RESIDUAL))
    return _end_early(matter, "redirect", actor, public_note, "sent_on", route, version, at)


def _end_early(
    matter: Matter,
    move: str,
    actor: Actor,
    text: str,
    outcome: str,
    route: str,
    version: int | None,
    at: datetime | None,
) -> Matter:
    moment = at or timezone.now()

    def keep(row: Matter, petition: Petition) -> None:
        petition.route = route or petition.route
        petition.answer, petition.answer_outcome, petition.answered_at = text, outcome, moment
        petition.round += 1
        petition.save(update_fields=["route", "answer", "answer_outcome", "answered_at", "round"])

    return step(
        matter, move, actor=actor, keep=keep, version=version, public_note=text, at=moment, data={"outcome": outcome}
    )


def ask_extension(
    matter: Matter, *, actor: Actor, days: int, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Asks the head of the organ for more time: once, at most 30 days (Art. 34)."""

    def keep(row: Matter, petition: Petition) -> None:
        _sixty_days(row)
        if not rules.may_extend(days, petition.extension_days > 0):
            raise MoveRefused(N_("办理期限只能延长一次，不超过30天（《信访工作条例》第三十四条）。"), field="days")
        petition.extension_days_asked, petition.extension_asked_by_id = days, actor.user_id
        petition.save(update_fields=["extension_days_asked", "extension_asked_by"])

    return step(
        matter, "ask_extension", actor=actor, keep=keep, version=version, note=note, at=at, data={"calendar_days": days}
    )


def grant_extension(
    matter: Matter, *, actor: Actor, public_note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The head approves, and the person is told the reason (Art. 34). Not by the one who asked."""

    def keep(row: Matter, petition: Petition) -> None:
        days = _asked(petition)
        if petition.extension_asked_by_id == actor.user_id:
            raise MoveRefused(N_("不能批准自己提出的延期。"))
        asker = Actor(kind="staff", user_id=petition.extension_asked_by_id)
        try:
            deadlines.extend(
                _sixty_days(row), days=days, reason=public_note, actor=asker, approver=actor, at=at or timezone.now()
            )
        except deadlines.ClockRefused as refused:
            raise MoveRefused(refused.sentence, field="public_note") from refused
        petition.extension_days, petition.extension_reason = days, public_note[:500]
        _clear(petition, "extension_days", "extension_reason")

    return step(matter, "grant_extension", actor=actor, keep=keep, version=version, public_note=public_note, at=at)


def refuse_extension(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The head does not approve; the 60 days stand."""

    def keep(row: Matter, petition: Petition) -> None:
        _asked(petition)
        _clear(petition)

    return step(matter, "refuse_extension", actor=actor, keep=keep, version=version, note=note, at=at)


def _sixty_days(row: Matter) -> Deadline:
    running = [
        clock for clock in deadlines.clocks(row) if clock.name == "handle" and clock.state in {"running", "unknown"}
    ]
    if not running:
        raise MoveRefused(N_("没有正在计时的60天办理期限。"))
    return running[-1]


def _asked(petition: Petition) -> int:
    if not petition.extension_days_asked:
        raise MoveRefused(N_("没有待批的延期申请。"))
    return int(petition.extension_days_asked)


def _clear(petition: Petition, *more: str) -> None:
    petition.extension_days_asked, petition.extension_asked_by_id = 0, None
    petition.save(update_fields=["extension_days_asked", "extension_asked_by", *more])
