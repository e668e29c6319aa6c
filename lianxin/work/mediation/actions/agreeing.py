"""The agreement: drafted, slept over, signed or spoken; then performed, confirmed by a court, or broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.clock.calendar import UnknownYear
from lianxin.kernel.clock.city import calendar
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.words import N_
from lianxin.work.mediation import rules
from lianxin.work.mediation.actions.handling import of, require_safe, require_willing
from lianxin.work.mediation.models import Dispute, Step
from lianxin.work.mediation.queries import disputes as queries


@dataclass(frozen=True, slots=True)
class StepGiven:
    words: str
    due_on: date
    amount_fen: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed (调 29): facts, responsibilities, content, way, and steps with their days. Money in fen."""

    terms: str
    facts: str = ""
    duties: str = ""
    way: str = ""
    amount_fen: int = 0
    steps: Sequence[StepGiven] = ()


def draft(
    matter: Matter, terms: Terms, *, actor: Actor, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Writes the agreement down, to be read by the parties before they sign. A new draft replaces the last."""

    def write(row: Matter) -> None:
        _write(row, terms, is_written=True, drafted_at=at or timezone.now())

    return perform(matter, "draft", actor=actor, at=at, version=version, adjust=write)


@audit.together()
def sign(
    matter: Matter,
    *,
    actor: Actor,
    signed_on: date,
    parties_signed: bool,
    mediator_signed: bool,
    is_sealed: bool,
    is_about_status: bool = False,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """All parties and the mediator have signed and the committee has sealed: it takes effect that day (调 29(2)).

    Where the check found one side weaker, not before the draft has been slept over. is_about_status: it touches
    identity, adoption or marriage, so that no court confirms it.
    """
    moment = at or timezone.now()
    found = queries.steps(matter)

    def write(row: Matter) -> None:
        dispute = of(row)
        require_safe(dispute)
        require_willing(row)
        hours = int(pack().get("mediation.cooling_hours", rules.COOLING_HOURS))
        if not rules.may_sign(dispute.drafted_at, moment, dispute.findings, hours):
            raise MoveRefused(N_("请先起草协议；有一方处于弱势的，读过草稿 %(hours)d 小时以后才能签字。"), hours=hours)
        signed = [signed_on] if parties_signed and mediator_signed else []
        effective = rules.effective_on(True, signed_on, signed, is_sealed)
        if effective is None:
            raise MoveRefused(N_("各方和调解员都签名、调解委员会盖章以后，协议才生效（人民调解法第二十九条）。"))
        if not timezone.localdate(dispute.drafted_at) <= effective <= timezone.localdate(moment):
            raise MoveRefused(N_("签订日期应在起草之后、今天之前。"), field="signed_on")
        _take_effect(row, dispute, effective, moment, is_about_status)

    done = perform(matter, "sign", actor=actor, at=at, version=version, clocks=_clock(found, moment), adjust=write)
    return _finish(done, at)


@audit.together()
def settle(
    matter: Matter,
    terms: Terms,
    *,
    actor: Actor,
    is_about_status: bool = False,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """An oral agreement, in force when reached; its content is written down (调 28, 30)."""
    moment = at or timezone.now()

    def write(row: Matter) -> None:
        dispute = _write(row, terms, is_written=False, drafted_at=moment)
        if dispute.findings:
            raise MoveRefused(N_("有一方处于弱势的，请起草书面协议，读过以后再签。"))
        effective = rules.effective_on(False, timezone.localdate(moment), (), False)
        assert effective is not None
        _take_effect(row, dispute, effective, moment, is_about_status)

    done = perform(
        matter, "settle", actor=actor, at=at, version=version, clocks=_clock(terms.steps, moment), adjust=write
    )
    return _finish(done, at)


def _write(row: Matter, terms: Terms, *, is_written: bool, drafted_at: datetime) -> Dispute:
    dispute = of(row)
    require_safe(dispute)
    require_willing(row)
    if not terms.terms.strip():
        raise MoveRefused(N_("请写明协议内容。"), field="terms")
    if sum(step.amount_fen for step in terms.steps) > terms.amount_fen:
        raise MoveRefused(N_("各步的金额加起来超过了协议金额。"), field="steps")
    Step.objects.unscoped(reason="steps of a locked matter").filter(matter=row).delete()
    Step.objects.bulk_create(
        Step(matter=row, order=order, words=step.words[:200], amount_fen=step.amount_fen, due_on=step.due_on)
        for order, step in enumerate(sorted(terms.steps, key=lambda step: step.due_on), 1)
    )
    dispute.is_written, dispute.facts, dispute.duties = is_written, terms.facts, terms.duties
    dispute.terms, dispute.way, dispute.agreed_fen = terms.terms, terms.way[:200], terms.amount_fen
    dispute.drafted_at = drafted_at
    dispute.save()
    return dispute


def _take_effect(row: Matter, dispute: Dispute, effective: date, moment: datetime, is_about_status: bool) -> None:
    dispute.result, dispute.agreed_at, dispute.ended_at = "agreement", moment, moment
    dispute.effective_on = effective
    if rules.is_confirmable(row.category, is_about_status):
        dispute.confirm_until = confirm_until(effective)
    dispute.save()


def confirm_until(effective: date) -> date | None:
    """The last day for judicial confirmation; None while the year's holiday list is not there."""
    try:
        return rules.confirm_by(effective, calendar())
    except UnknownYear:
        return None


def _clock(steps: Sequence[StepGiven | Step], moment: datetime) -> dict[str, Clock | None]:
    """The clock of the next thing owed; none when everything is done."""
    if not steps:
        return {"perform": None}
    days = (min(step.due_on for step in steps) - timezone.localdate(moment)).days
    return {"perform": Clock("perform", max(days, 1), "day")}


def _finish(matter: Matter, at: datetime | None) -> Matter:
    """What is performed in full goes on to its return visit."""
    if any(step.done_on is None for step in queries.steps(matter)):
        return matter

    def mark(row: Matter) -> None:
        Dispute.objects.unscoped(reason="own particulars under lock").filter(matter=row).update(
            performed_at=at or timezone.now()
        )

    days = int(pack().get("mediation.visit_days", rules.VISIT_DAYS))
    return perform(matter, "complete", actor=SYSTEM, at=at, clocks={"visit": Clock("visit", days, "day")}, adjust=mark)


@audit.together()
def perform_step(
    matter: Matter,
    step: Step,
    *,
    actor: Actor,
    done_on: date,
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """One promised thing was done; with the last one the return visit is owed (调 31)."""
    moment = at or timezone.now()
    left = [one for one in queries.steps(matter) if one.done_on is None and one.pk != step.pk]

    def write(row: Matter) -> None:
        rows = Step.objects.unscoped(reason="steps of a locked matter").filter(matter=row, pk=step.pk)
        if done_on > timezone.localdate(moment):
            raise MoveRefused(N_("履行日期不能在今天之后。"), field="done_on")
        if not rows.filter(done_on__isnull=True).update(done_on=done_on, note=note[:300]):
            raise MoveRefused(N_("这一步已经登记过了。"), field="step")

    done = perform(
        matter,
        "perform_step",
        actor=actor,
        at=at,
        version=version,
        note=note,
        public_note=step.words,
        clocks=_clock(left, moment),
        adjust=write,
    )
    return _finish(done, at)


def breach(
    matter: Matter, *, actor: Actor, public_note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """It was not performed: the parties are told that they may go to court over it (调 32)."""

    def mark(row: Matter) -> None:
        Dispute.objects.unscoped(reason="own particulars under lock").filter(matter=row).update(
            routes=["court", "legal_aid"]
        )

    days = int(pack().get("mediation.visit_days", rules.VISIT_DAYS))
    return perform(
        matter,
        "breach",
        actor=actor,
        at=at,
        version=version,
        public_note=public_note,
        clocks={"visit": Clock("visit", days, "day")},
        adjust=mark,
    )


def apply_court(
    matter: Matter,
    *,
    actor: Actor,
    court: str,
    on: date,
    applying: Sequence[bool],
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """All parties together have asked the court to confirm, within 30 days of its effect (调 33, 民诉 205)."""

    def write(row: Matter) -> None:
        dispute = of(row)
        if dispute.confirm_until is None:
            raise MoveRefused(N_("这份协议不能申请司法确认：涉及身份、收养、婚姻关系，或者期限还不能推算。"))
        if len(applying) < len(queries.parties(row)) or not rules.may_apply_for_confirmation(
            applying, on, dispute.confirm_until
        ):
            raise MoveRefused(
                N_("要由各方共同申请，最晚 %(until)s。"), field="applying", until=dispute.confirm_until.isoformat()
            )
        dispute.court, dispute.court_applied_on = court[:80], on
        dispute.save(update_fields=["court", "court_applied_on"])

    return perform(matter, "apply_court", actor=actor, at=at, version=version, public_note=court, adjust=write)


def court_answer(
    matter: Matter,
    *,
    actor: Actor,
    is_confirmed: bool,
    reference: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """What the court decided."""

    def write(row: Matter) -> None:
        dispute = of(row)
        if dispute.court_applied_on is None:
            raise MoveRefused(N_("还没有申请司法确认。"))
        dispute.court_result, dispute.court_ref = "confirmed" if is_confirmed else "rejected", reference[:60]
        dispute.save(update_fields=["court_result", "court_ref"])

    return perform(matter, "court_answer", actor=actor, at=at, version=version, adjust=write)
