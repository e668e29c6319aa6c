"""What a party says of being mediated at all: agree, refuse, stop, withdraw (人民调解法 Art. 3, 17, 23).

A party says it by its own code. What staff write down for somebody who stands before them or telephones needs
``mediation.assist`` and is marked as assisted, with how it was told (RULES ETH-17).
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.mediation import rules
from lianxin.work.mediation.actions.calls import cancel_open_calls
from lianxin.work.mediation.models import Dispute, Party
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.words import WAYS

COUNTER = "counter"
HOW = {COUNTER: N_("当面，在窗口"), **WAYS}
"""How a party told what staff write down."""


def agree(
    party: Party, *, actor: Actor, how: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """The party agrees to be mediated."""
    return perform(
        party.matter,
        "agree",
        actor=actor,
        at=at,
        version=version,
        data=_told(party, how),
        adjust=lambda row: _say(party, "agreed", actor, how, at),
    )


@audit.together()
def refuse(
    party: Party, *, actor: Actor, how: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """The party does not want it: that ends it for all, and the other legal routes are shown (Art. 17)."""
    return _end(party, "refuse", "refused", actor, how, version, at)


@audit.together()
def stop(
    party: Party, *, actor: Actor, how: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """The party wants no more of it while it runs (Art. 23(2))."""
    return _end(party, "stop", "stopped", actor, how, version, at)


@audit.together()
def withdraw(
    party: Party, *, actor: Actor, how: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """The applicant takes the application back."""
    if party.side != "applicant":
        raise MoveRefused(N_("只有申请人可以撤回申请；其他当事人可以不同意或者要求终止。"))
    cancel_open_calls(party.matter, at=at)
    return perform(
        party.matter,
        "withdraw",
        actor=actor,
        at=at,
        version=version,
        outcome="withdrawn",
        data=_told(party, how),
        adjust=lambda row: end_with(row, "withdrawn", at),
    )


def _end(
    party: Party, move: str, consent: str, actor: Actor, how: str, version: int | None, at: datetime | None
) -> Matter:
    def write(row: Matter) -> None:
        _say(party, consent, actor, how, at)
        end_with(row, consent, at)

    cancel_open_calls(party.matter, at=at)
    return perform(
        party.matter,
        move,
        actor=actor,
        at=at,
        version=version,
        outcome="given_up",
        data=_told(party, how),
        adjust=write,
    )


def end_with(row: Matter, result: str, at: datetime | None, **facts: object) -> None:
    """Writes how mediation itself ended, and which routes the parties are told (Art. 26). On the locked row."""
    dispute = queries.particulars(row)
    routes = (*rules.routes_for(dispute.findings), *rules.routes_after_failure(row.category))
    Dispute.objects.unscoped(reason="own particulars under lock").filter(matter=row).update(
        result=result, ended_at=at or timezone.now(), routes=list(dict.fromkeys(routes)), **facts
    )


def _say(party: Party, consent: str, actor: Actor, how: str, at: datetime | None) -> None:
    if actor.is_staff and how not in HOW:
        raise MoveRefused(N_("请选择本人是怎么说的。"), field="how")
    Party.objects.unscoped(reason="consent of a party under its matter's lock").filter(pk=party.pk).update(
        consent=consent,
        consent_at=at or timezone.now(),
        is_assisted=actor.is_staff,
        how=how if actor.is_staff else "",
    )


def _told(party: Party, how: str) -> dict[str, str]:
    return {"party": party.label, **({"how": how} if how else {})}
