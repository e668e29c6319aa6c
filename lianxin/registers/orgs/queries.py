"""Reads of the register, actor first."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianxin.kernel import search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.places import tree
from lianxin.kernel.places.nodes import Node
from lianxin.kernel.places.paths import under
from lianxin.registers.orgs.models import Organisation

ROW = ("id", "uscc", "name", "kind", "place_path", "address", "registered_on", "valid_to")
SEARCH = "organisation"


def organisation(actor: Actor, uscc: str) -> Organisation:
    """One organisation. Raises Organisation.DoesNotExist when not there or not this actor's to see."""
    row: Organisation = Organisation.objects.visible_to(actor).get(uscc=uscc)
    return row


def organisations(actor: Actor, filters: Mapping[str, str]) -> QuerySet[Organisation]:
    """The visible ones, narrowed by q (words or code), kind, place (path), state ("there" or "gone")."""
    rows: QuerySet[Organisation] = Organisation.objects.visible_to(actor)
    words = (filters.get("q") or "").strip()
    if words:
        rows = rows.filter(Q(uscc__iexact=words) | Q(pk__in=search.matching(SEARCH, words)))
    if filters.get("kind"):
        rows = rows.filter(kind=filters["kind"])
    if filters.get("place"):
        rows = rows.filter(under("place_path", filters["place"]))
    if filters.get("state"):
        gone = Q(valid_to__isnull=False, valid_to__lte=timezone.localdate())
        rows = rows.filter(gone if filters["state"] == "gone" else ~gone)
    return rows


def places_to_choose(actor: Actor) -> list[Node]:
    """The counties (or what lies right below) of the actor's subtrees, for the filter."""
    current = tree.current()
    found = [node for path in actor.paths("orgs.read") for node in current.children(path)]
    return [child for node in found for child in (current.children(node.path) if node.level == "city" else [node])]
