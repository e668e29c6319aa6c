"""Matters that belong together: hand-over to another kind, duplicates, the family under one root."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import locked
from lianxin.kernel.modules import registry
from lianxin.kernel.words import N_


@audit.together()
def hand_over(matter: Matter, *, to_kind: str, actor: Actor, note: str) -> Matter:
    """Opens a matter of another kind from this one, through the receiving module; both keep the link.

    The receiver is the module's ``receives[to_kind]``: ``function(source, *, actor, note) -> Matter``,
    which must pass ``parent=source`` so that both share a root and are counted once.
    """
    opener = registry.module_of(to_kind).receives.get(to_kind)
    if opener is None:
        raise MoveRefused(N_("这类事项不接收移交。"))
    opened: Matter = import_string(opener)(locked(matter.pk), actor=actor, note=note)
    return opened


def receivable_kinds() -> dict[str, str]:
    """Kinds that take hand-overs, with their Chinese labels."""
    return {kind: registry.flow(kind).label for module in registry.modules() for kind in module.receives}


def original(matter: Matter) -> Matter:
    """The matter that a duplicate was merged into, followed to the end; itself when it is none."""
    seen = {matter.pk}
    while matter.duplicate_of_id and matter.duplicate_of_id not in seen:
        seen.add(matter.duplicate_of_id)
        matter = Matter.objects.unscoped(reason="following a duplicate link").get(pk=matter.duplicate_of_id)
    return matter


def check_merge(matter: Matter, into: Matter) -> None:
    """Refuses a merge into itself, into one of its own duplicates, or into another kind."""
    if matter.pk == into.pk or original(into).pk == matter.pk:
        raise MoveRefused(N_("不能并入它自己。"), field="into")
    if matter.kind != into.kind:
        raise MoveRefused(N_("只能并入同一类事项。"), field="into")


def unite(matter: Matter, *, into: Matter) -> None:
    """One problem that came by several doors is one family: that of ``matter`` takes the root of ``into``.

    Counts of families then count it once, and each door still counts its own. Parents stay as they are, and with
    them what each person who asked may read (``tracking.public_timeline``). Inside the caller's transaction.
    """
    root, old = into.root_id or into.pk, matter.root_id or matter.pk
    if root == old:
        return
    rows = Matter.objects.unscoped(reason="two families become one, under the lock of their joining")
    rows.filter(Q(pk=old) | Q(root_id=old)).update(root_id=root)


def family(matter: Matter) -> QuerySet[Matter]:
    """Every matter under the same root, the root first."""
    root = matter.root_id or matter.pk
    rows = Matter.objects.unscoped(reason="family of a visible matter; heads only")
    found: QuerySet[Matter] = rows.filter(Q(pk=root) | Q(root_id=root)).order_by("id")
    return found
