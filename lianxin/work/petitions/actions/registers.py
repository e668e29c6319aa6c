"""The registers: windows, agents, documents; and the rota of leaders' receptions."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db import IntegrityError, transaction

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.words import N_
from lianxin.work.petitions import rules
from lianxin.work.petitions.models import Agent, Policy, Sitting, Window

MANAGE = "petitions.manage"


@transaction.atomic
def save_window(*, actor: Actor, window: Window | None = None, **facts: Any) -> Window:
    """A new window, or a changed one. Both the old and the new place must be the actor's."""
    saved: Window = _save(Window, window, actor, "petition.window", facts)
    return saved


@transaction.atomic
def save_agent(*, actor: Actor, agent: Agent | None = None, **facts: Any) -> Agent:
    """A new agent, or a changed one. An agent who leaves keeps the row, with its last day."""
    saved: Agent = _save(Agent, agent, actor, "petition.agent", facts)
    return saved


@transaction.atomic
def save_policy(*, actor: Actor, policy: Policy | None = None, **facts: Any) -> Policy:
    saved: Policy = _save(Policy, policy, actor, "petition.policy", facts)
    return saved


def _save(model: Any, row: Any, actor: Actor, action: str, facts: dict[str, Any]) -> Any:
    if row is not None:
        actor.require(MANAGE, row.place_path)
    actor.require(MANAGE, facts.get("place_path", row.place_path if row is not None else ""))
    begins = facts.get("since_on", getattr(row, "since_on", None))
    ends = facts.get("until_on", getattr(row, "until_on", None))
    if begins and ends and ends < begins:
        raise MoveRefused(N_("结束日期不能早于开始日期。"), field="until_on")
    saved = row if row is not None else model()
    for name, value in facts.items():
        setattr(saved, name, value)
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as problem:
        raise MoveRefused(N_("已有相同的代码或名称。"), field="title" if model is Policy else "code") from problem
    audit.record(
        actor,
        action,
        subject=f"{model._meta.model_name}:{saved.pk}",
        place_path=saved.place_path,
        detail={name: str(value) for name, value in facts.items()},
    )
    return saved


@transaction.atomic
def add_sitting(
    *,
    actor: Actor,
    on: date,
    level: str,
    place_path: str,
    leader: str,
    form: str,
    where: str,
    from_time: time,
    until_time: time,
    post: str = "",
) -> Sitting:
    """One line of the rota. Raises MoveRefused when the leader already sits then, or it ends before it begins."""
    actor.require("petitions.rota", place_path)
    if until_time <= from_time:
        raise MoveRefused(N_("结束时间要晚于开始时间。"), field="until_time")
    if level not in rules.LEVELS:
        raise MoveRefused(N_("请选择层级。"), field="level")
    try:
        with transaction.atomic():
            row = Sitting.objects.create(
                on=on,
                level=level,
                place_path=place_path,
                leader=leader.strip(),
                post=post,
                form=form,
                where=where,
                from_time=from_time,
                until_time=until_time,
            )
    except IntegrityError as problem:
        raise MoveRefused(N_("这位领导在这个时间已经排了班。"), field="leader") from problem
    audit.record(
        actor,
        "petition.sitting",
        subject=f"sitting:{row.pk}",
        place_path=place_path,
        detail={"on": on.isoformat(), "leader": row.leader},
    )
    return row


@transaction.atomic
def cancel_sitting(sitting: Sitting, *, actor: Actor, because: str) -> Sitting:
    """A sitting that does not take place stays on the rota, with the reason that residents read."""
    actor.require("petitions.rota", sitting.place_path)
    if not because.strip():
        raise MoveRefused(N_("请写明取消的原因，居民会看到。"), field="because")
    row = Sitting.objects.select_for_update().get(pk=sitting.pk)
    row.cancelled_because = because.strip()[:200]
    row.save(update_fields=["cancelled_because"])
    audit.record(
        actor,
        "petition.cancel_sitting",
        subject=f"sitting:{row.pk}",
        place_path=row.place_path,
        detail={"because": row.cancelled_because},
    )
    return row
