"""What the law says about mediating a dispute. Pure; each rule names its article.

《人民调解法》 (in force 2011-01-01) is cited as 调; 《民事诉讼法》 (2023) as 民诉; 最高法 2011 规定 is the Supreme
Court's on judicial confirmation; rules that are local law or our own design say so and are settings of the pack.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from lianxin.kernel.words import N_

MEDIATE_DAYS = 30
"""Unless the parties set another term: 深圳矛盾纠纷多元化解条例 Art. 25 (local, adopted as platform rule; PMD-19)."""

CONFIRM_DAYS = 30
"""调 33(1), 民诉 205: from the day on which the agreement takes effect (PMD-13)."""

COURT_ACCEPTS_DAYS, COURT_DECIDES_DAYS, COURT_EXTENDS_DAYS = 3, 15, 10
"""最高法 2011 规定 Art. 4, 5 (PMD-16): told to the parties, counted by the court."""

COOLING_HOURS = 24
"""Between reading a draft and signing it where one side is weaker (RULES ETH-16, our design; a pack setting)."""

VISIT_DAYS = 15
"""Within which the one return visit is owed after performance (一事一回访; our design, a pack setting)."""

LEVELS = ("small", "ordinary", "major")
NOT_CONFIRMABLE = frozenset({"marriage_family"})
"""Dispute types that may be of identity, adoption or marriage: asked about one by one."""

STOPS_ALL = frozenset({"refused", "stopped"})
HALTS = frozenset({"violence", "fear"})
"""Findings of the check before mediation with which none is begun; the others ask for safeguards."""

MIXES = {
    "violence": ("police", "protection", "court", "legal_aid"),
    "fear": ("police", "protection", "legal_aid"),
    "dependence": ("legal_aid", "counselling"),
    "capacity": ("legal_aid",),
    "debt": ("legal_aid", "court"),
}
"""Which routes are shown for which finding (ETH-16)."""


class Calendar(Protocol):
    """What is asked of the calendar of working days."""

    def add_days(self, start: date, n: int, roll: bool = True) -> date: ...


def ends_by_refusal(consents: Collection[str]) -> bool:
    """调 17, 23(2): one party that clearly refuses, or later stops, ends it (PMD-04, PMD-07)."""
    return bool(STOPS_ALL & set(consents))


@dataclass(frozen=True, slots=True)
class Standing:
    """What must be known before mediation begins. consents: one a party; mediators: how many stand chosen."""

    consents: tuple[str, ...]
    mediators: int
    is_checked: bool
    findings: frozenset[str] = frozenset()
    is_disclosed: bool = False


def hindrances(case: Standing) -> list[str]:
    """Why mediation cannot begin yet; empty when it may. Codes, in the order in which they are put right.

    parties, refused, unasked: 调 17, 19, 20; mediator: 调 19; disclosure: 深圳条例 Art. 23 (PMD-18); check,
    danger: ETH-16. No mediation enters its state while any party's consent is ``refused`` (RULES 12.5, 7).
    """
    found = []
    if len(case.consents) < 2:
        found.append("parties")
    if ends_by_refusal(case.consents):
        found.append("refused")
    elif any(consent != "agreed" for consent in case.consents):
        found.append("unasked")
    if not case.is_checked:
        found.append("check")
    if HALTS & case.findings:
        found.append("danger")
    if case.mediators < 1:
        found.append("mediator")
    if not case.is_disclosed:
        found.append("disclosure")
    return found


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a dispute is, as far as the next step depends on it. hindrances: of :func:`hindrances`."""

    state: str
    hindrances: tuple[str, ...] = ()
    is_asked: bool = False
    has_session: bool = False
    has_record: bool = False
    is_drafted: bool = False


PUT_RIGHT = {
    "parties": "add_party",
    "check": "check",
    "danger": "unsuit",
    "mediator": "choose",
    "disclosure": "disclose",
    "unasked": "agree",
}
"""Which step puts right what stands in the way, in the order in which a desk goes about it."""


def next_step(stage: Stage) -> str:
    """The one step that brings a dispute on: what the desk is shown first. "" when it is the flow's own first."""
    if stage.state == "registered":
        missing = [PUT_RIGHT[name] for name in PUT_RIGHT if name in stage.hindrances]
        if stage.is_asked or missing[:1] == ["add_party"]:
            return missing[0] if missing else "start"
        return "ask"
    if stage.state != "mediating":
        return ""
    if stage.is_drafted:
        return "sign"
    return "draft" if stage.has_record else "record" if stage.has_session else "meet"


def routes_for(findings: Collection[str]) -> tuple[str, ...]:
    """The routes to show for what the check has found, each once (ETH-16)."""
    return tuple(dict.fromkeys(route for name in MIXES if name in findings for route in MIXES[name]))


def routes_after_failure(dispute_type: str) -> tuple[str, ...]:
    """调 26: the parties are told their other legal routes (PMD-08). Labour disputes: arbitration first."""
    labour = dispute_type in {"wages", "labour"}
    return ("arbitration", "court", "legal_aid") if labour else ("court", "arbitration", "administrative", "legal_aid")


def may_be_public(is_asked_public: bool, consents: Collection[bool]) -> bool:
    """调 23(3): the session is public when the parties want it so; otherwise closed (PMD-07)."""
    return is_asked_public and bool(consents) and all(consents)


def has_tie(ties: Collection[str], mediator_unit: int | None, party_units: Collection[int], is_party: bool) -> bool:
    """PMD-18: a declared tie, the mediator's own unit as a party, or being a party: not offered."""
    return bool(ties) or is_party or (mediator_unit is not None and mediator_unit in party_units)


def may_offer(load: int, most: int, is_active: bool, tied: bool) -> bool:
    """Whether the menu offers a mediator for this dispute: at work, without a tie, with room for one more."""
    return is_active and not tied and (most == 0 or load < most)


def must_withdraw(is_asked_by_party: bool) -> bool:
    """深圳条例 Art. 23 "调解员应当回避": a party's request is enough (PMD-18)."""
    return is_asked_by_party


def mediate_by(started_on: date, calendar: Calendar, days: int = MEDIATE_DAYS) -> date:
    """The last day of mediation (PMD-19); the first day is not counted, a last day of rest rolls (民法典 201, 203)."""
    return calendar.add_days(started_on, days)


def may_extend(days: int, consents: Collection[bool]) -> bool:
    """PMD-19: longer only by consent of every party."""
    return days > 0 and bool(consents) and all(consents)


def effective_on(is_written: bool, reached_on: date, signed: Sequence[date], is_sealed: bool) -> date | None:
    """When an agreement takes effect; None while something is missing.

    Written: when all parties and the mediator have signed and the committee has sealed, so on the last of those days
    (调 29(2)). Oral: when it is reached (调 30).
    """
    if not is_written:
        return reached_on
    return max(signed) if signed and is_sealed else None


def may_sign(drafted_at: datetime | None, now: datetime, findings: Collection[str], hours: int = COOLING_HOURS) -> bool:
    """Where the check found one side weaker, the draft is slept over before it is signed (ETH-16)."""
    if drafted_at is None:
        return False
    return not findings or now - drafted_at >= timedelta(hours=hours)


def is_confirmable(dispute_type: str, is_about_status: bool) -> bool:
    """最高法 2011 规定 Art. 4 (PMD-15): not identity, adoption or marriage; a family dispute about money may be."""
    return not is_about_status


def must_ask_about_status(dispute_type: str) -> bool:
    """Whether the form asks if the agreement touches identity or marriage relations (PMD-15)."""
    return dispute_type in NOT_CONFIRMABLE


def confirm_by(effective: date, calendar: Calendar) -> date:
    """Last day on which the parties may jointly ask the court (PMD-13); rolls off a day of rest (民法典 203)."""
    return calendar.add_days(effective, CONFIRM_DAYS)


def may_apply_for_confirmation(applying: Collection[bool], today: date, until: date) -> bool:
    """调 33(1): all parties together, within the term."""
    return len(applying) >= 2 and all(applying) and today <= until


def courts_for(is_invited: bool) -> tuple[str, ...]:
    """民诉 205 (PMD-14): the court that invited the mediation; else one of three basic courts."""
    if is_invited:
        return (N_("作出邀请的人民法院"),)
    return (N_("当事人住所地、标的物所在地、调解组织所在地的基层人民法院"),)


def committee_problems(members: int, women: int) -> list[str]:
    """调 8: three to nine members, at least one woman (PMD-03). Codes ``few``, ``many``, ``women``."""
    found = ["few"] if members < 3 else ["many"] if members > 9 else []
    return found + (["women"] if women < 1 else [])


def lifted(level: str) -> str:
    """The next level up; the highest stays. 小事不出社区、大事不出镇."""
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]


def must_lift(level: str, due_at: datetime | None, now: datetime, *, is_serious: bool = False) -> bool:
    """Time (the term of mediation has run out) or seriousness lifts a dispute one level, with its file."""
    return level != LEVELS[-1] and (is_serious or (due_at is not None and now > due_at))


def may_visit(visitor: int | None, responsible: int | None, is_over: bool) -> bool:
    """谁调处谁负责: the return visit is made by the responsible mediator; without a log-in the desk writes it down."""
    return is_over and (responsible is None or visitor == responsible)


def may_close(is_performed: bool, is_visited: bool) -> bool:
    """一事一回访: no agreement is laid to rest without its return visit (调 31(2), PMD-12)."""
    return is_performed and is_visited


def may_use_facts(signed: Mapping[int, bool]) -> bool:
    """深圳条例 Art. 73 (PMD-21): undisputed facts of a failed mediation count only when every party has signed."""
    return len(signed) >= 2 and all(signed.values())


def others_may_join(consents: Collection[bool]) -> bool:
    """调 20(1): relatives, neighbours, experts, other bodies are asked in only with the parties' consent (PMD-06)."""
    return bool(consents) and all(consents)


FEE_FEN = 0
"""调 4: nothing is charged (PMD-02)."""
