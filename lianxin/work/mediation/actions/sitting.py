"""Sessions: arranged, held, written down, read back and confirmed by each party."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.mediation import rules
from lianxin.work.mediation.actions.handling import require_safe, require_willing
from lianxin.work.mediation.models import Party, Session
from lianxin.work.mediation.queries import disputes as queries


def meet(
    matter: Matter,
    *,
    actor: Actor,
    on_at: datetime,
    place_words: str,
    public_asked_by: Collection[bool] = (),
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """A session is arranged. public_asked_by: one answer a party; open to others only when each wants it so (调 23)."""

    def write(row: Matter) -> None:
        require_willing(row)
        if queries.lead(row) is None:
            raise MoveRefused(N_("请先选定负责的调解员。"))
        is_public = rules.may_be_public(bool(public_asked_by), public_asked_by)
        Session.objects.create(
            matter=row,
            order=len(queries.sessions(row)) + 1,
            at=on_at,
            place_words=place_words[:120],
            is_public=is_public,
        )

    when = timezone.localtime(on_at).strftime("%Y-%m-%d %H:%M")
    return perform(
        matter, "meet", actor=actor, at=at, version=version, public_note=f"{when} {place_words}", adjust=write
    )


def record(
    matter: Matter,
    session: Session,
    *,
    actor: Actor,
    text: str,
    present: str,
    was_read_back: bool,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The record of a session (调解笔录), read back to those present. A changed record must be confirmed anew."""

    def write(row: Matter) -> None:
        require_safe(queries.particulars(row))
        if not text.strip():
            raise MoveRefused(N_("请写明调解经过。"), field="text")
        if not was_read_back:
            raise MoveRefused(N_("笔录要向各方宣读，由各方核对。"), field="was_read_back")
        rows = Session.objects.unscoped(reason="sessions of a locked matter").filter(matter=row, pk=session.pk)
        rows.update(record=text, present=present, record_at=at or timezone.now())
        for party in queries.parties(row):
            if party.confirmed.pop(str(session.order), None):
                party.save(update_fields=["confirmed"])

    return perform(matter, "record", actor=actor, at=at, version=version, adjust=write)


def confirm_record(
    party: Party, session: Session, *, actor: Actor, version: int | None = None, at: datetime | None = None
) -> Matter:
    """A party has read the record, or heard it read, and says that it is right."""

    def write(row: Matter) -> None:
        held = queries.party_of(row, party.order)
        rows = Session.objects.unscoped(reason="sessions of a locked matter")
        if not rows.filter(matter=row, pk=session.pk, record_at__isnull=False).exists():
            raise MoveRefused(N_("这次调解还没有笔录。"), field="session")
        held.confirmed[str(session.order)] = {"at": (at or timezone.now()).isoformat(), "is_assisted": actor.is_staff}
        held.save(update_fields=["confirmed"])

    return perform(
        party.matter, "confirm_record", actor=actor, at=at, version=version, data={"party": party.label}, adjust=write
    )
