"""The end belongs to the person who asked: confirm, reopen, withdraw; and the quiet ends: lapse, merge."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.matters.relations import check_merge
from lianxin.kernel.words import N_
from lianxin.work.requests import queries, rules


def confirm(matter: Matter, *, actor: Actor, at: datetime | None = None) -> Matter:
    """The person agrees that it is at an end; the outcome is the one the answer named."""
    return perform(matter, "confirm", actor=actor, at=at, outcome=queries.particulars(matter).answer_outcome)


def reopen(matter: Matter, *, actor: Actor, text: str, at: datetime | None = None) -> Matter:
    """Not solved: a second handling by the same unit (HOT-16). Until 30 days after the end."""

    def check(row: Matter) -> None:
        if not rules.may_reopen(row.closed_at, at or timezone.now()):
            raise MoveRefused(N_("办结已超过 %(days)d 天，请作为新的诉求提出。"), days=rules.REOPEN_DAYS)
        if row.outcome in {"merged", "withdrawn"}:
            raise MoveRefused(N_("已撤回或已并入的事项不能继续办理，请作为新的诉求提出。"))

    return perform(matter, "reopen", actor=actor, at=at, public_note=text, adjust=check)


def withdraw(matter: Matter, *, actor: Actor, text: str = "", at: datetime | None = None) -> Matter:
    """The person takes the request back."""
    return perform(matter, "withdraw", actor=actor, at=at, public_note=text, outcome="withdrawn")


def lapse(matter: Matter, *, at: datetime) -> Matter:
    """Ends an answered request after the time for a rating; silence is not counted as content."""
    return perform(matter, "lapse", actor=SYSTEM, outcome=queries.particulars(matter).answer_outcome, at=at)


@audit.together()
def merge(
    matter: Matter,
    *,
    into: Matter,
    actor: Actor,
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Makes a request a duplicate of another that the actor may see; its reporter then reads the other's end."""
    check_merge(matter, into)
    return perform(
        matter,
        "merge",
        actor=actor,
        at=at,
        version=version,
        note=note,
        outcome="merged",
        changes={"duplicate_of_id": into.pk},
        data={"into": into.number},
    )
