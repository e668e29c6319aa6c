"""Who mediates: chosen by the parties on the menu or off it, or appointed (调 19); disclosure and recusal."""

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
from lianxin.work.mediation.models import Chosen, Mediator, Party, Tie
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.queries import register
from lianxin.work.mediation.words import TIES


def choose(
    matter: Matter,
    *,
    actor: Actor,
    mediator: Mediator | None = None,
    name: str = "",
    party: Party | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Names who shall mediate. ``mediator`` is on the menu; ``name`` is somebody off it whom the parties trust.

    party: who chose; None when the committee appoints. Refused: a mediator with a tie, full, or chosen before.
    """

    def write(row: Matter) -> None:
        if (mediator is None) == (not name.strip()):
            raise MoveRefused(N_("请在名册上选一位，或者写下名册以外的一位。"), field="mediator")
        if mediator is not None:
            _check(row, mediator)
        Chosen.objects.create(
            matter=row, mediator=mediator, name=name.strip()[:40], party=party, chosen_at=at or timezone.now()
        )

    data = {"mediator": mediator.name if mediator else "", "by": party.label if party else ""}
    return perform(matter, "choose", actor=actor, at=at, version=version, data=data, adjust=write)


def _check(row: Matter, mediator: Mediator) -> None:
    rows = Chosen.objects.unscoped(reason="mediators of a locked matter")
    before = rows.filter(matter=row, mediator=mediator).first()
    if before is not None:
        raise MoveRefused(
            N_("这位调解员已经回避。") if before.state != Chosen.CHOSEN else N_("这位调解员已经选过了。"),
            field="mediator",
        )
    loaded = register.mediator(mediator.pk)
    if not register.may_offer(loaded, queries.parties(row), register.ties(row)):
        raise MoveRefused(N_("这位调解员与当事人有关系，或者手上的纠纷已满，请另选一位。"), field="mediator")


@audit.together()
def disclose(
    matter: Matter,
    chosen: Chosen,
    *,
    actor: Actor,
    tie: str = "",
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The mediator says before mediation whether there is a tie with a party (PMD-18). tie: key of TIES or ""."""
    moment = at or timezone.now()

    def write(row: Matter) -> None:
        if tie and tie not in TIES:
            raise MoveRefused(N_("请选择是什么关系。"), field="tie")
        held = _held(row, chosen)
        held.disclosed_at = moment
        if tie:
            held.state, held.is_lead, held.why = Chosen.TIED, False, note[:300]
            if held.mediator_id:
                Tie.objects.create(matter=row, mediator_id=held.mediator_id, kind=tie, note=note[:300], at=moment)
        held.save()
        if row.state == "mediating":
            _take_the_lead(row)

    return perform(
        matter, "disclose", actor=actor, at=at, version=version, note=note, data={"tie": tie or "none"}, adjust=write
    )


@audit.together()
def recuse(
    matter: Matter,
    chosen: Chosen,
    *,
    actor: Actor,
    note: str = "",
    party: Party | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """A party asks a mediator to withdraw: that is enough, no reason is needed (PMD-18)."""

    def write(row: Matter) -> None:
        held = _held(row, chosen)
        if rules.must_withdraw(is_asked_by_party=True):
            held.state, held.is_lead, held.why = Chosen.RECUSED, False, note[:300]
            held.save()
        if row.state == "mediating":
            _take_the_lead(row)

    return perform(
        matter, "recuse", actor=actor, at=at, version=version, data={"by": party.label if party else ""}, adjust=write
    )


def _held(row: Matter, chosen: Chosen) -> Chosen:
    rows = Chosen.objects.unscoped(reason="mediators of a locked matter")
    held: Chosen | None = rows.filter(matter=row, pk=chosen.pk, state=Chosen.CHOSEN).first()
    if held is None:
        raise MoveRefused(N_("这位调解员已经不在这件纠纷里了。"), field="chosen")
    return held


def _take_the_lead(row: Matter) -> None:
    """While mediation runs somebody who has disclosed is responsible; the first chosen who can be."""
    standing = queries.standing_mediators(row)
    if any(one.is_lead for one in standing):
        return
    follower = next((one for one in standing if one.disclosed_at), None)
    if follower is not None:
        follower.is_lead = True
        follower.save(update_fields=["is_lead"])
        row.assignee_id = follower.mediator.user_id if follower.mediator else None
