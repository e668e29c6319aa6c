"""Checks that several verbs share: whose session it is, and how tasks and their item are locked."""

from __future__ import annotations

from collections.abc import Callable

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import locked
from lianxin.kernel.words import N_
from lianxin.work.sessions import rules
from lianxin.work.sessions.queries import items

REFUSALS = {
    "owner": N_("承办单位不能给自己销号，请由其他单位核验。"),
    "no_unit": N_("销号要由有单位的工作人员办理。"),
    "no_proof": N_("请写明以什么为凭。"),
}


def at_level(actor: Actor, permission: str) -> Callable[[Matter], None]:
    """The check that an item is worked on by staff of the level to whose session it goes.

    A county's staff see what the city's session takes up in their county; they do not work on it in its place.
    """

    def check(row: Matter) -> None:
        require_level(row, actor, permission)

    return check


def require_level(row: Matter, actor: Actor, permission: str) -> None:
    if not actor.may(permission, items.particulars(row).level_path):
        raise MoveRefused(N_("这件事由上一级的例会办理。"))


def require_striker(actor: Actor, owners: set[int | None], proof: str, field: str) -> None:
    """Raises MoveRefused for the owner itself, for somebody without a unit, and without proof."""
    refusal = rules.may_strike(actor.unit_id, owners, proof)
    if refusal is not None:
        raise MoveRefused(REFUSALS[refusal.code], field=field if refusal.code == "no_proof" else "")


def lock_parent(task: Matter) -> Matter | None:
    """Locks the item before its task: everybody takes the two locks in this order."""
    return locked(task.parent_id) if task.parent_id else None
