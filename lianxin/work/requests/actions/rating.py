"""The reporter's word: by one-time link, tracking code, QR card, or sealed paper typed by another unit."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor, Denied, reporter
from lianxin.kernel.matters.errors import AlreadyDone, MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.numbers import ALPHABET, normal_code
from lianxin.kernel.matters.perform import locked
from lianxin.kernel.words import N_
from lianxin.work.requests import queries, rules
from lianxin.work.requests.actions import ending
from lianxin.work.requests.models import Ballot, Rating

GRADES = {"satisfied": N_("满意"), "basic": N_("基本满意"), "unsatisfied": N_("不满意")}


@dataclass(frozen=True, slots=True)
class Word:
    """What the person says. ``solved`` False sends the matter back for a second handling."""

    solved: bool
    grade: str = ""
    contacted: bool | None = None
    comment: str = ""


@audit.together()
def make_ballot(matter: Matter, *, door: str, actor: Actor) -> str:
    """A one-time right to rate the present answer. Returns the token; only its hash is kept."""
    request = queries.particulars(matter)
    token = _new_token(door)
    Ballot.objects.create(matter=matter, round=request.round, door=door, token_hash=_hash(token))
    audit.record(actor, "request.ballot", subject=matter.subject, place_path=matter.place_path, detail={"door": door})
    return token


def ballot_by_token(token: str) -> Ballot | None:
    """The unused ballot of a token, with its matter."""
    rows = Ballot.objects.unscoped(reason="holder of the one-time token").select_related("matter__holder")
    return rows.filter(token_hash=_hash(token)).first()


@audit.together()
def rate_by_token(token: str, word: Word, *, actor: Actor, at: datetime | None = None) -> Matter:
    """Rates by a link or a card. Staff sessions and staff tokens are refused (ETH-11)."""
    _refuse_staff(actor)
    return _rate_with(_usable(token), word, door=None, is_assisted=False, at=at)


@audit.together()
def rate_by_code(matter: Matter, word: Word, *, actor: Actor, at: datetime | None = None) -> Matter:
    """Rates from the tracking page, by the holder of the tracking code."""
    _refuse_staff(actor)
    if actor.matter_id != matter.pk:
        raise Denied("rating")
    return _rate(locked(matter.pk), word, door=Rating.CODE, is_assisted=False, at=at)


@audit.together()
def type_paper(token: str, word: Word, *, actor: Actor, at: datetime | None = None) -> Matter:
    """Types a sealed paper rating. Only by another unit than the handler's, and marked as assisted."""
    ballot = _usable(token)
    actor.require("requests.paper", ballot.matter.place_path)
    handler = queries.particulars(ballot.matter).answered_by_unit_id
    if ballot.door != Rating.PAPER or not rules.may_type_paper(handler, actor.unit_id):
        raise MoveRefused(N_("纸质评价要由承办单位以外的单位录入。"), field="token")
    matter = _rate_with(ballot, word, door=Rating.PAPER, is_assisted=True, at=at)
    audit.record(actor, "request.paper", subject=matter.subject, place_path=matter.place_path)
    return matter


def _refuse_staff(actor: Actor) -> None:
    if actor.is_staff or actor.scopes is not None:
        raise Denied("rating")


def _usable(token: str) -> Ballot:
    ballot = ballot_by_token(token)
    if ballot is None:
        raise MoveRefused(N_("没有找到这个评价码，请核对后再试。"), field="token")
    rows = Ballot.objects.unscoped(reason="one-time use under lock").select_related("matter")
    ballot = rows.select_for_update(of=("self",)).get(pk=ballot.pk)
    if ballot.used_at is not None:
        raise MoveRefused(N_("这个评价码已经用过了。"), field="token")
    return ballot


def _rate_with(ballot: Ballot, word: Word, *, door: str | None, is_assisted: bool, at: datetime | None) -> Matter:
    matter = locked(ballot.matter_id)
    if queries.particulars(matter).round != ballot.round:
        raise MoveRefused(N_("事项已经重新办理，请用最新的评价链接。"), field="token")
    ballot.used_at = at or timezone.now()
    ballot.save(update_fields=["used_at"])
    return _rate(matter, word, door=door or ballot.door, is_assisted=is_assisted, at=at)


def _rate(matter: Matter, word: Word, *, door: str, is_assisted: bool, at: datetime | None) -> Matter:
    if word.grade and word.grade not in GRADES:
        raise MoveRefused(N_("请选择满意程度。"), field="grade")
    request = queries.particulars(matter)
    try:
        with transaction.atomic():
            Rating.objects.create(
                matter=matter,
                round=request.round,
                unit_id=request.answered_by_unit_id,
                door=door,
                contacted=word.contacted,
                solved=word.solved,
                grade=word.grade,
                comment=word.comment,
                is_assisted=is_assisted,
                rated_at=at or timezone.now(),
            )
    except IntegrityError as problem:
        raise AlreadyDone(N_("您已经评价过了，谢谢。")) from problem
    person = reporter(matter.pk)
    if not word.solved:
        return ending.reopen(matter, actor=person, text=word.comment or "—", at=at)
    return matter if matter.state == "closed" else ending.confirm(matter, actor=person, at=at)


def _new_token(door: str) -> str:
    if door == Rating.PAPER:
        return "".join(secrets.choice(ALPHABET) for _ in range(12))
    return secrets.token_urlsafe(24)


def _hash(token: str) -> str:
    typed = normal_code(token) if len(token.replace("-", "").strip()) == 12 else token.strip()
    return hashlib.sha256(typed.encode()).hexdigest()
