"""The answer brought to the person, and the two levels above it: review (Art. 35) and re-review (Art. 36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.petitions import rules
from lianxin.work.petitions.actions.carrying import keep_filing
from lianxin.work.petitions.actions.guarded import Keep, step
from lianxin.work.petitions.actions.terms import last_day, require_in_time
from lianxin.work.petitions.models import Opinion, Petition

ANSWER_OUTCOMES = ("solved", "explained", "refused", "sent_on", "given_up")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was delivered. opinion: a key of ``rules.OPINIONS``, with request, facts and basis, for matters of
    Art. 31(6); any other answer names an outcome instead."""

    text: str
    opinion: str = ""
    outcome: str = ""
    request: str = ""
    facts: str = ""
    basis: str = ""
    issuer: str = ""
    number: str = ""


def answer(
    matter: Matter, told: Answer, *, actor: Actor, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Delivers the answer; with it begins the time to ask for a review (Art. 35)."""
    moment = at or timezone.now()

    def keep(row: Matter, petition: Petition) -> None:
        is_reviewable = rules.may_be_reviewed(petition.kind, petition.route)
        outcome = _outcome(told, needs_opinion=is_reviewable)
        _kept(petition, told, outcome, moment)
        petition.review_until = last_day("ask_review", moment) if is_reviewable else None
        petition.save()
        if told.opinion:
            _written(row, petition, "reply", told, moment)

    return _deliver(matter, "answer", told, actor=actor, keep=keep, version=version, at=moment)


def answer_review(
    matter: Matter, told: Answer, *, actor: Actor, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Delivers the opinion of the review; with it begins the time to ask for a re-review (Art. 36)."""
    moment = at or timezone.now()

    def keep(row: Matter, petition: Petition) -> None:
        _kept(petition, told, _outcome(told, needs_opinion=True), moment)
        petition.rereview_until = last_day("ask_rereview", moment)
        petition.save()
        _written(row, petition, "review", told, moment)

    return _deliver(matter, "answer_review", told, actor=actor, keep=keep, version=version, at=moment)


def answer_rereview(
    matter: Matter, told: Answer, *, actor: Actor, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Delivers the opinion of the re-review: the same facts and reasons are not taken again (Art. 36(3))."""
    moment = at or timezone.now()

    def keep(row: Matter, petition: Petition) -> None:
        _kept(petition, told, _outcome(told, needs_opinion=True), moment)
        petition.final_at = moment
        petition.save()
        _written(row, petition, "rereview", told, moment)

    return _deliver(matter, "answer_rereview", told, actor=actor, keep=keep, version=version, at=moment)


def _deliver(
    matter: Matter, move: str, told: Answer, *, actor: Actor, keep: Keep, version: int | None, at: datetime
) -> Matter:
    return step(
        matter,
        move,
        actor=actor,
        keep=keep,
        version=version,
        public_note=told.text,
        at=at,
        data={"outcome": _outcome_named(told)},
    )


def _outcome_named(told: Answer) -> str:
    return rules.OUTCOME_OF.get(told.opinion, told.outcome)


def _outcome(told: Answer, *, needs_opinion: bool) -> str:
    if needs_opinion:
        if told.opinion not in rules.OPINIONS:
            raise MoveRefused(N_("请选择支持、解释说明或者不予支持（《信访工作条例》第三十二条）。"), field="opinion")
        missing = rules.missing_of_opinion(
            {"request": told.request, "facts": told.facts, "text": told.text, "basis": told.basis}
        )
        if missing:
            raise MoveRefused(
                N_("处理意见书要写明请求、事实和理由、处理意见、法律依据（《信访工作条例》第三十二条）。"),
                field=missing[0],
            )
        return rules.OUTCOME_OF[told.opinion]
    if told.outcome not in ANSWER_OUTCOMES:
        raise MoveRefused(N_("请选择办理结果。"), field="outcome")
    return told.outcome


def _kept(petition: Petition, told: Answer, outcome: str, moment: datetime) -> None:
    petition.answer, petition.answer_outcome, petition.answered_at = told.text, outcome, moment
    petition.round += 1


def _written(row: Matter, petition: Petition, stage: str, told: Answer, moment: datetime) -> None:
    Opinion.objects.create(
        matter=row,
        stage=stage,
        round=petition.round,
        opinion=told.opinion,
        issuer=(told.issuer or petition.organ)[:120],
        number=told.number[:60],
        request=told.request,
        facts=told.facts,
        text=told.text,
        basis=told.basis,
        delivered_at=moment,
    )


def follow_up(matter: Matter, *, actor: Actor, text: str, at: datetime | None = None) -> Matter:
    """The person says that what was answered has not been done; the agent goes on."""
    return perform(matter, "follow_up", actor=actor, at=at, public_note=text)


@audit.together()
def ask_review(
    matter: Matter,
    *,
    actor: Actor,
    text: str,
    office: str = "",
    reference: str = "",
    channel: str = "visit",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The person, or the agent for them, asks the next higher organ for a review within 30 days (Art. 35)."""
    moment = at or timezone.now()

    def keep(row: Matter, petition: Petition) -> None:
        if not rules.may_be_reviewed(petition.kind, petition.route) or petition.answered_at is None:
            raise MoveRefused(N_("只有出具处理意见书的事项可以请求复查（《信访工作条例》第三十五条）。"))
        require_in_time("ask_review", petition.answered_at, moment)

    moved = step(matter, "ask_review", actor=actor, keep=keep, version=version, public_note=text, at=moment)
    if reference:
        keep_filing(moved, "review", office, reference, channel, moment)
    return moved


@audit.together()
def ask_rereview(
    matter: Matter,
    *,
    actor: Actor,
    text: str,
    office: str = "",
    reference: str = "",
    channel: str = "visit",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The person, or the agent for them, asks for a re-review within 30 days of the review (Art. 36)."""
    moment = at or timezone.now()

    def keep(row: Matter, petition: Petition) -> None:
        require_in_time("ask_rereview", petition.answered_at or row.opened_at, moment)

    moved = step(matter, "ask_rereview", actor=actor, keep=keep, version=version, public_note=text, at=moment)
    if reference:
        keep_filing(moved, "rereview", office, reference, channel, moment)
    return moved


def hear(
    matter: Matter, *, actor: Actor, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """A hearing begins; its time is not counted (Art. 36(2))."""
    return step(matter, "hear", actor=actor, version=version, note=note, at=at)


def end_hearing(
    matter: Matter, *, actor: Actor, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """The hearing is over; the 30 days run on."""
    return step(matter, "end_hearing", actor=actor, version=version, note=note, at=at)
