"""Around the petition: another agent, supervision, remarks, and handing over to another kind."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import SEALED, Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.petitions.actions.guarded import step
from lianxin.work.petitions.actions.mandates import check_agent
from lianxin.work.petitions.models import Agent, Petition


def reassign(
    matter: Matter, *, actor: Actor, agent: Agent, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Another agent carries it on, with the reason; the mandate stands."""

    def keep(row: Matter, petition: Petition) -> None:
        check_agent(agent, row.place_path, petition.against_unit_id)
        petition.agent = agent
        petition.save(update_fields=["agent"])

    return step(
        matter,
        "reassign",
        actor=actor,
        keep=keep,
        version=version,
        note=note,
        at=at,
        changes={"assignee_id": agent.user_id, "holder_id": agent.unit_id or matter.holder_id},
        data={"agent": agent.name},
    )


def supervise(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Puts a matter under supervision (督办)."""
    return perform(
        matter,
        "supervise",
        actor=actor,
        at=at,
        version=version,
        note=note,
        changes={"supervised_at": at or timezone.now()},
    )


def remark(matter: Matter, *, actor: Actor, note: str, at: datetime | None = None) -> Matter:
    """A note for colleagues; the person does not see it."""
    return perform(matter, "remark", actor=actor, at=at, note=note)


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
    """Opens a matter of another kind from this one, with the person's consent; both keep the link and their clocks.

    A sealed one is not handed over: what it becomes would tell of it.
    """
    if not has_consent:
        raise MoveRefused(N_("移交要先得到本人同意。"), field="consent")
    if matter.secrecy == SEALED:
        raise MoveRefused(N_("密封的检举控告不移交。"))
    if kind == matter.kind:
        raise MoveRefused(N_("请选择另一类事项。"), field="kind")
    row = perform(
        matter, "hand_over", actor=actor, version=version, public_note=public_note, data={"kind": kind}, at=at
    )
    return relations.hand_over(row, to_kind=kind, actor=actor, note=public_note)
