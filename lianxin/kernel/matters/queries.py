"""Reads on the matter header: one matter, work lists by lens, the family of a matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lianxin.kernel import search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.clock.lamps import lamp_q
from lianxin.kernel.matters.models import SEALED, Event, Matter
from lianxin.kernel.places.paths import under

ROW = (
    "id",
    "number",
    "title",
    "state",
    "kind",
    "place_path",
    "holder__name",
    "assignee__name",
    "category",
    "channel",
    "urgency",
    "opened_at",
    "due_at",
    "attention_at",
    "closed_at",
    "outcome",
    "waiting",
    "version",
    "supervised_at",
    "reopenings",
)
"""The columns that a list shows; enough for a row without a further query."""


def matter(actor: Actor, number: str, kind: str = "") -> Matter:
    """One matter by its number, with ``has_children``. Raises Matter.DoesNotExist when it is not there, not the actor's
    to see, or another kind than the one asked for."""
    rows = Matter.objects.visible_to(actor).select_related("holder", "assignee", "parent", "duplicate_of", "contact")
    below = Matter.objects.unscoped(reason="whether there are children").filter(parent=OuterRef("pk"))
    found: Matter = rows.annotate(has_children=Exists(below)).get(number=number, **({"kind": kind} if kind else {}))
    return found


def number_for(actor: Actor, other: Matter | None) -> str:
    """The number of a matter that a visible one points to; "" of a sealed one that is not this actor's to see."""
    if other is None or (other.secrecy == SEALED and not Matter.objects.visible_to(actor).filter(pk=other.pk).exists()):
        return ""
    return other.number


def source(actor: Actor, matter: Matter) -> str:
    """The number of the matter that this one came from, when the actor may see it; else ""."""
    if matter.parent_id is None:
        return ""
    rows = Matter.objects.visible_to(actor).filter(pk=matter.parent_id)
    return rows.values_list("number", flat=True).first() or ""


def work_list(actor: Actor, lens: str, filters: Mapping[str, Any]) -> QuerySet[Matter]:
    """Matters through one lens (``place``, ``unit``, ``mine``), narrowed by filters.

    filters: kind, state, category (prefix), channel, place (path), unit (id), lamp, q, open ("1"/"0"/""),
    opened_from, opened_to (dates), supervised, outcome. Unknown or empty ones change nothing.
    """
    rows = Matter.objects.visible_to(actor, lens=lens)
    for key in ("kind", "state", "channel", "outcome"):
        if filters.get(key):
            rows = rows.filter(**{key: filters[key]})
    if filters.get("category"):
        rows = rows.filter(category__startswith=filters["category"])
    if filters.get("place"):
        rows = rows.filter(under("place_path", filters["place"]))
    if filters.get("unit"):
        rows = rows.filter(holder_id=filters["unit"])
    return _narrowed_by_time(_narrowed_by_words(rows, filters), filters)


def _narrowed_by_words(rows: QuerySet[Matter], filters: Mapping[str, Any]) -> QuerySet[Matter]:
    words = str(filters.get("q") or "").strip()
    if words:
        rows = rows.filter(Q(number__iexact=words) | Q(pk__in=search.matching("matter", words)))
    if filters.get("supervised"):
        rows = rows.filter(supervised_at__isnull=False)
    return rows


def _narrowed_by_time(rows: QuerySet[Matter], filters: Mapping[str, Any]) -> QuerySet[Matter]:
    if filters.get("open") in {"1", "0"}:
        rows = rows.filter(closed_at__isnull=filters["open"] == "1")
    if filters.get("lamp"):
        rows = rows.filter(lamp_q(filters["lamp"], timezone.now()))
    if filters.get("opened_from"):
        rows = rows.filter(opened_at__date__gte=filters["opened_from"])
    if filters.get("opened_to"):
        rows = rows.filter(opened_at__date__lte=filters["opened_to"])
    return rows


def timeline(matter: Matter) -> list[Event]:
    """The whole timeline of a matter that the caller has already been allowed to see."""
    return list(
        Event.objects.unscoped(reason="timeline of a visible matter").filter(matter=matter).order_by("at", "id")
    )


def children(matter: Matter) -> QuerySet[Matter]:
    """Heads of the children, for everybody who may see the parent; so sealed ones are not among them."""
    rows = Matter.objects.unscoped(reason="children of a visible matter; the list shows heads only")
    found: QuerySet[Matter] = rows.filter(parent=matter).exclude(secrecy=SEALED).select_related("holder").order_by("id")
    return found


def open_counts(actor: Actor, lens: str, by: Iterable[str] = ("state",)) -> list[dict[str, Any]]:
    rows = Matter.objects.visible_to(actor, lens=lens).filter(closed_at__isnull=True)
    return list(rows.values(*by).annotate(n=Count("pk")).order_by())
