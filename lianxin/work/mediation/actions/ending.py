"""Ends without an agreement: failed, unsuitable, handed over, joined. Each tells where the parties can go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.mediation import rules
from lianxin.work.mediation.actions.calls import cancel_open_calls
from lianxin.work.mediation.actions.consenting import end_with


@audit.together()
def fail(
    matter: Matter,
    *,
    actor: Actor,
    public_note: str,
    undisputed: str = "",
    signed: Mapping[int, bool] | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """No agreement: ended, and the parties are told their other routes (调 26).

    undisputed: facts that no party contests, kept only when each has signed them (PMD-21). signed: party's pk → signed.
    """
    if undisputed.strip() and not rules.may_use_facts(signed or {}):
        raise MoveRefused(N_("无争议事实要经各方签名同意，才能记录下来以后使用。"), field="undisputed")
    cancel_open_calls(matter, at=at)
    return perform(
        matter,
        "fail",
        actor=actor,
        at=at,
        version=version,
        public_note=public_note,
        outcome="given_up",
        adjust=lambda row: end_with(row, "failed", at, undisputed=undisputed),
    )


@audit.together()
def unsuit(
    matter: Matter, *, actor: Actor, public_note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Not to be mediated at all (violence, another body's exclusive matter); told with the routes that fit (ETH-16)."""
    cancel_open_calls(matter, at=at)
    return perform(
        matter,
        "unsuit",
        actor=actor,
        at=at,
        version=version,
        public_note=public_note,
        outcome="refused",
        adjust=lambda row: end_with(row, "unsuitable", at),
    )


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
    """Becomes a matter of another kind, with the parties' consent and the link kept; returns the new one."""
    if not has_consent:
        raise MoveRefused(N_("移送要先得到当事人同意。"), field="consent")
    if kind == matter.kind:
        raise MoveRefused(N_("不能移送给它自己。"), field="kind")
    cancel_open_calls(matter, at=at)
    row = perform(
        matter,
        "hand_over",
        actor=actor,
        at=at,
        version=version,
        public_note=public_note,
        outcome="sent_on",
        data={"kind": kind},
        adjust=lambda row: end_with(row, "sent_on", at),
    )
    return relations.hand_over(row, to_kind=kind, actor=actor, note=public_note)


@audit.together()
def join(
    matter: Matter,
    *,
    into: Matter,
    actor: Actor,
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The same dispute came by two doors: goes on as one."""
    relations.check_merge(matter, into)
    return perform(
        matter,
        "join",
        actor=actor,
        at=at,
        version=version,
        note=note,
        outcome="merged",
        changes={"duplicate_of_id": into.pk},
        data={"into": into.number},
        adjust=lambda row: end_with(row, "joined", at),
    )
