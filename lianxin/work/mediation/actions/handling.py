"""The mediator's work around the sessions: ask, check, start, extend, refer, lift."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.clock import deadlines
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.words import N_
from lianxin.work.mediation import rules
from lianxin.work.mediation.models import Body, Chosen, Dispute, Referral
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.words import DANGERS, FORMS, REFERRALS

WHY_NOT = {
    "parties": N_("至少要有两方当事人。"),
    "refused": N_("有当事人不同意调解，不能调解（人民调解法第十七条）。"),
    "unasked": N_("还有当事人没有表示同意，请先征求意见。"),
    "check": N_("请先做调解前检查。"),
    "danger": N_("有暴力或者一方害怕的情形，不能调解。请告知报警、人身安全保护令和法律援助等途径。"),
    "mediator": N_("请先选定调解员。"),
    "disclosure": N_("请调解员先说明与各方有没有亲属或者利害关系。"),
}


def of(row: Matter) -> Dispute:
    """The particulars, for writing on the locked row."""
    found: Dispute = Dispute.objects.unscoped(reason="own particulars under lock").get(matter=row)
    return found


def ask(
    matter: Matter, *, actor: Actor, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """Each party is asked whether it wants to be mediated, and gets its own code."""

    def mark(row: Matter) -> None:
        if len(queries.parties(row)) < 2:
            raise MoveRefused(WHY_NOT["parties"])
        Dispute.objects.unscoped(reason="own particulars under lock").filter(matter=row, asked_at__isnull=True).update(
            asked_at=at or timezone.now()
        )

    return perform(matter, "ask", actor=actor, at=at, version=version, note=note, adjust=mark)


def check(
    matter: Matter,
    *,
    actor: Actor,
    findings: Collection[str],
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Looks for violence, fear and dependence before (and during) mediation (ETH-16). findings: keys of DANGERS."""
    if unknown := set(findings) - set(DANGERS):
        raise ValueError(f"no such finding: {unknown}")

    def mark(row: Matter) -> None:
        dispute = of(row)
        dispute.findings, dispute.checked_at = sorted(findings), at or timezone.now()
        dispute.save(update_fields=["findings", "checked_at"])

    return perform(
        matter,
        "check",
        actor=actor,
        at=at,
        version=version,
        note=note,
        data={"findings": sorted(findings)},
        adjust=mark,
    )


def classify(
    matter: Matter, *, actor: Actor, type: str, amount_fen: int, version: int | None = None, at: datetime | None = None
) -> Matter:
    """What kind of dispute it is, and how much is in dispute (fen)."""
    if type not in queries.types():
        raise MoveRefused(N_("请从列表中选择纠纷类型。"), field="type")

    def mark(row: Matter) -> None:
        Dispute.objects.unscoped(reason="own particulars under lock").filter(matter=row).update(amount_fen=amount_fen)

    return perform(
        matter,
        "classify",
        actor=actor,
        at=at,
        version=version,
        changes={"category": type},
        data={"type": type},
        adjust=mark,
    )


def start(
    matter: Matter,
    *,
    actor: Actor,
    form: str = "peoples",
    body: Body | None = None,
    lead: Chosen | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Mediation begins: every party has agreed, nothing forbids it, and a mediator without a tie is responsible.

    lead: who answers for it (谁调处谁负责); the first chosen unless another is named. The term is 30 days.
    """
    if form not in FORMS:
        raise MoveRefused(N_("请选择调解方式。"), field="form")

    def begin(row: Matter) -> None:
        dispute = of(row)
        if found := rules.hindrances(queries.standing(row, dispute)):
            raise MoveRefused(WHY_NOT[found[0]])
        if not row.category:
            raise MoveRefused(N_("请先定纠纷类型。"))
        responsible = _responsible(row, lead)
        dispute.form, dispute.body = form, body or _body_of(responsible)
        dispute.started_at = dispute.started_at or at or timezone.now()
        dispute.save(update_fields=["form", "body", "started_at"])
        if responsible.mediator and responsible.mediator.user_id:
            row.assignee_id = responsible.mediator.user_id

    days = int(pack().get("mediation.days", rules.MEDIATE_DAYS))
    return perform(
        matter,
        "start",
        actor=actor,
        at=at,
        version=version,
        data={"form": form},
        clocks={"mediate": Clock("mediate", days, "day")},
        adjust=begin,
    )


def _responsible(row: Matter, lead: Chosen | None) -> Chosen:
    standing = queries.standing_mediators(row)
    named = next((one for one in standing if lead and one.pk == lead.pk), standing[0])
    Chosen.objects.unscoped(reason="mediators of a locked matter").filter(matter=row, is_lead=True).update(
        is_lead=False
    )
    named.is_lead = True
    named.save(update_fields=["is_lead"])
    return named


def _body_of(chosen: Chosen) -> Body | None:
    return chosen.mediator.bodies.order_by("pk").first() if chosen.mediator else None


def require_safe(dispute: Dispute) -> None:
    """No step towards an agreement while the check tells of violence or fear (ETH-16)."""
    if rules.HALTS & set(dispute.findings):
        raise MoveRefused(WHY_NOT["danger"])


def require_willing(row: Matter) -> None:
    """Every party has agreed, also one that was added later (PMD-04)."""
    if any(party.consent != "agreed" for party in queries.parties(row)):
        raise MoveRefused(WHY_NOT["unasked"])


def extend(
    matter: Matter,
    *,
    actor: Actor,
    days: int,
    note: str,
    consents: Sequence[bool],
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """More days, by consent of every party (PMD-19). note: how they agreed."""

    def lengthen(row: Matter) -> None:
        if not rules.may_extend(days, consents) or len(consents) < len(queries.parties(row)):
            raise MoveRefused(N_("延长调解要经每一方当事人同意。"), field="consents")
        clock = queries.mediation_clock(row)
        if clock is None:
            raise MoveRefused(N_("没有正在计时的调解期限。"))
        try:
            deadlines.extend(clock, days=days, reason=note, actor=actor, approver=SYSTEM, at=at or timezone.now())
        except deadlines.ClockRefused as refused:
            raise MoveRefused(refused.sentence, field="days") from refused

    return perform(matter, "extend", actor=actor, at=at, version=version, note=note, adjust=lengthen)


def refer(
    matter: Matter,
    *,
    actor: Actor,
    kind: str,
    to_words: str = "",
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """A party is shown to legal aid, counselling, police, court … beside mediation. kind: key of REFERRALS."""
    if kind not in REFERRALS:
        raise MoveRefused(N_("请选择转介到哪里。"), field="kind")

    def write(row: Matter) -> None:
        Referral.objects.create(matter=row, kind=kind, to_words=to_words[:80], note=note[:300], at=at or timezone.now())

    return perform(
        matter, "refer", actor=actor, at=at, version=version, note=note, data={"referral": kind}, adjust=write
    )


@audit.together()
def lift(matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None) -> Matter:
    """One level up, with the file and its consents; the higher level begins anew with its own mediators."""
    level = queries.particulars(matter).level
    above = rules.lifted(level)
    if above == level:
        raise MoveRefused(N_("已经是最高一级，不能再提级。"))
    holder = queries.holder_for(above, matter.place_path)

    def mark(row: Matter) -> None:
        Dispute.objects.unscoped(reason="own particulars under lock").filter(matter=row).update(level=above)

    return perform(
        matter,
        "lift",
        actor=actor,
        at=at,
        version=version,
        note=note,
        adjust=mark,
        changes={"holder_id": holder.pk if holder else None, "assignee_id": None},
        data={"level": above, **({"unit": holder.name} if holder else {})},
    )


def lift_overdue(now: datetime) -> int:
    """Lifts what was not settled within its term; how many (小事不出社区、大事不出镇)."""
    late = list(queries.past_their_term(now))
    for dispute in late:
        lift(dispute.matter, actor=SYSTEM, note="调解期限已满，自动提级。", at=now)
    return len(late)


def supervise(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """A level above asks for progress."""
    return perform(
        matter,
        "supervise",
        actor=actor,
        at=at,
        version=version,
        note=note,
        changes={"supervised_at": at or timezone.now()},
    )


def remark(matter: Matter, *, actor: Actor, note: str) -> Matter:
    return perform(matter, "remark", actor=actor, note=note)
