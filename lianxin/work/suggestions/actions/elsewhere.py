"""What is no suggestion goes where it belongs, if the person agrees (Shanghai Art. 10(2), SUG-02)."""

from __future__ import annotations

from datetime import datetime

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.suggestions import queries, rules
from lianxin.work.suggestions.actions.registering import own


def ask_consent(
    matter: Matter, *, actor: Actor, kind: str, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Asks the person whether it may be handed over; the clocks stand still until they answer."""
    _check_kind(kind)

    def keep(row: Matter) -> None:
        own(row).update(handover_kind=kind)

    return perform(
        matter, "ask_consent", actor=actor, at=at, version=version, public_note=text, adjust=keep, data={"kind": kind}
    )


@audit.together()
def agree(matter: Matter, *, actor: Actor, at: datetime | None = None) -> Matter:
    """The person's own yes, by their code. Returns the matter that was opened."""
    kind = queries.particulars(matter).handover_kind
    asked = queries.why_asked(matter)
    row = perform(matter, "agree", actor=actor, at=at, outcome="sent_on", data={"kind": kind})
    return relations.hand_over(row, to_kind=kind, actor=actor, note=asked)


def disagree(matter: Matter, *, actor: Actor, text: str = "", at: datetime | None = None) -> Matter:
    """The person's own no: it stays here, and the office decides what it is."""
    return perform(matter, "disagree", actor=actor, at=at, public_note=text)


def resume(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Nobody answered; without consent nothing is handed over."""
    return perform(matter, "resume", actor=actor, at=at, version=version, note=note)


@audit.together()
def hand_over(
    matter: Matter,
    *,
    actor: Actor,
    kind: str,
    public_note: str,
    has_consent: bool,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """With the consent that the person gave by word of mouth. Returns the matter that was opened."""
    _check_kind(kind)
    if not has_consent:
        raise MoveRefused(N_("移交要先得到本人同意。"), field="consent")
    row = perform(
        matter,
        "hand_over",
        actor=actor,
        at=at,
        version=version,
        public_note=public_note,
        outcome="sent_on",
        data={"kind": kind},
    )
    return relations.hand_over(row, to_kind=kind, actor=actor, note=public_note)


def decline(
    matter: Matter, *, actor: Actor, reason: str, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Not a suggestion; the person reads why, and where to go instead."""
    if reason not in rules.DECLINE_REASONS:
        raise MoveRefused(N_("请选择属于哪一种。"), field="reason")
    return perform(
        matter,
        "decline",
        actor=actor,
        at=at,
        version=version,
        public_note=text,
        outcome="refused",
        data={"reason": reason},
    )


def pass_on(
    matter: Matter, *, actor: Actor, unit: Unit, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """转送 to the office of another level or district; the clocks run on."""
    return perform(
        matter,
        "pass_on",
        actor=actor,
        at=at,
        version=version,
        note=note,
        changes={"holder_id": unit.pk, "assignee_id": None},
        data={"unit": unit.name},
    )


def _check_kind(kind: str) -> None:
    if kind not in queries.kinds_to_hand_to():
        raise MoveRefused(N_("请选择移交为哪一类。"), field="kind")
