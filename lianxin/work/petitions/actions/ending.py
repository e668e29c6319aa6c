"""The end belongs to the person: their word, their confirmation, their revocation; and the quiet end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor, Denied
from lianxin.kernel.matters.errors import AlreadyDone, MoveRefused
from lianxin.kernel.matters.models import SEALED, Matter
from lianxin.kernel.matters.perform import locked, perform
from lianxin.kernel.words import N_
from lianxin.work.petitions import queries, rules
from lianxin.work.petitions.actions.guarded import step
from lianxin.work.petitions.flow import ANSWERED
from lianxin.work.petitions.models import Petition, Rating

GRADES = {"satisfied": N_("满意"), "basic": N_("基本满意"), "unsatisfied": N_("不满意")}


@dataclass(frozen=True, slots=True)
class Word:
    """What the person says. ``solved`` True ends the matter; False leaves review and going on open."""

    solved: bool
    grade: str
    comment: str = ""


@audit.together()
def rate(matter: Matter, word: Word, *, actor: Actor, at: datetime | None = None) -> Matter:
    """The person's own word by their code or link (Art. 21). Staff sessions and tokens are refused (ETH-11)."""
    if actor.is_staff or actor.scopes is not None:
        raise Denied("rating")
    row = locked(matter.pk)
    if actor.matter_id != row.pk and not (actor.kind == "resident" and row.reporter_id == actor.user_id):
        raise Denied("rating")
    if row.state not in ANSWERED:
        raise MoveRefused(N_("现在还没有可以评价的答复。"))
    if word.grade not in GRADES:
        raise MoveRefused(N_("请选择满意程度。"), field="grade")
    petition = queries.particulars(row)
    try:
        with transaction.atomic():
            Rating.objects.create(
                matter=row,
                round=petition.round,
                unit_id=row.holder_id,
                solved=word.solved,
                grade=word.grade,
                comment=word.comment,
                rated_at=at or timezone.now(),
            )
    except IntegrityError as problem:
        raise AlreadyDone(N_("您已经评价过了，谢谢。")) from problem
    place = "" if row.secrecy == SEALED else row.place_path
    audit.record(actor, "petition.rate", subject=row.subject, place_path=place)
    return confirm(row, actor=actor, at=at) if word.solved else row


def confirm(matter: Matter, *, actor: Actor, at: datetime | None = None) -> Matter:
    """The person agrees that it is at an end. Nothing ends as solved that they said is not."""
    return perform(matter, "confirm", actor=actor, at=at, outcome=_outcome(matter))


def lapse(matter: Matter, *, at: datetime) -> Matter:
    """Ends an answered petition after the time for a word and for a review; silence is not counted as content."""
    return perform(matter, "lapse", actor=SYSTEM, at=at, outcome=_outcome(matter))


def _outcome(matter: Matter) -> str:
    petition = queries.particulars(matter)
    word = queries.last_word(matter, petition.round)
    return rules.outcome_at_end(petition.answer_outcome, word.solved if word else None)


def revoke(matter: Matter, *, actor: Actor, text: str = "", at: datetime | None = None) -> Matter:
    """The person takes the mandate back, at any time and without a reason."""

    def keep(row: Matter) -> None:
        _revoked(queries.particulars(row), at)

    return perform(matter, "revoke", actor=actor, at=at, public_note=text, outcome="withdrawn", adjust=keep)


def revoke_at_window(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The person takes the mandate back at the window; the note says how it was confirmed."""
    return step(
        matter,
        "revoke_at_window",
        actor=actor,
        keep=lambda row, petition: _revoked(petition, at),
        version=version,
        note=note,
        outcome="withdrawn",
        at=at,
    )


def _revoked(petition: Petition, at: datetime | None) -> None:
    petition.revoked_at = at or timezone.now()
    petition.save(update_fields=["revoked_at"])


def drop(matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None) -> Matter:
    """The person does not want an agent for a matter that was handed over."""
    return step(matter, "drop", actor=actor, version=version, note=note, outcome="withdrawn", at=at)
