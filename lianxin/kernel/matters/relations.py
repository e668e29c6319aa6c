"""Matters that belong together: hand-over to another kind, duplicates, the family under one root."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor, reporter
from lianxin.kernel.files import store
from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import locked
from lianxin.kernel.modules import registry
from lianxin.kernel.words import N_


@dataclass(frozen=True, slots=True)
class Told:
    """What the person said at the first door, for the next one to begin with. place: where it is, in words."""

    words: str
    place: str = ""


@audit.together()
def hand_over(matter: Matter, *, to_kind: str, actor: Actor, note: str) -> Matter:
    """Opens a matter of another kind from this one, through the receiving module; both keep the link.

    The receiver is the module's ``receives[to_kind]``: ``function(source, *, told, actor, note) -> Matter``,
    which must pass ``parent=source`` so that both share a root and are counted once. It begins with what the person
    said; their sealed contact and their photos come along. note: why it is handed over.
    """
    opener = registry.module_of(to_kind).receives.get(to_kind)
    if opener is None:
        raise MoveRefused(N_("这类事项不接收移交。"))
    source = locked(matter.pk)
    opened: Matter = import_string(opener)(source, told=_told(source), actor=actor, note=note)
    contacts.carry(source, opened)
    store.carry(source, opened, seen_by=reporter(source.pk))
    return opened


def _told(source: Matter) -> Told:
    teller = registry.module_of(source.kind).tells.get(source.kind)
    told: Told = import_string(teller)(source) if teller else Told("")
    return told if told.words.strip() else Told(source.title, told.place)


def receivable_kinds(without: str = "") -> dict[str, str]:
    """Kinds that take hand-overs, with their Chinese labels; but not the one that hands over."""
    kinds = [kind for module in registry.modules() for kind in module.receives if kind != without]
    return {kind: registry.flow(kind).label for kind in kinds}


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
