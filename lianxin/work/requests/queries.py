"""Reads of the requests module, actor first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.relations import Told
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places.paths import ancestors
from lianxin.work.requests.models import Category, Request, RoutingLine
from lianxin.work.requests.rules import RoutingRule, proposed_unit

NEARBY_METRES = 150
DEGREE_METRES = 111_320


def request_of(actor: Actor, number: str) -> Request:
    """The particulars with their header. Raises Request.DoesNotExist when not there or not this actor's to see."""
    rows = Request.objects.visible_to(actor)
    return rows.select_related(
        "matter__holder", "matter__assignee", "matter__parent", "matter__duplicate_of", "answered_by_unit"
    ).get(matter__number=number)


def particulars(matter: Matter) -> Request:
    """The particulars of a matter that the caller already holds, with ``category_name``; read once an object."""
    known: Request | None = matter.__dict__.get("_particulars")
    if known is None:
        known = matter.__dict__["_particulars"] = _particulars(matter)
    return known


def _particulars(matter: Matter) -> Request:
    rows = Request.objects.unscoped(reason="particulars of a matter already fetched under a scope")
    name = Category.objects.filter(code=OuterRef("matter__category")).values("name")[:1]
    return rows.annotate(category_name=Subquery(name)).get(matter=matter)


def told(matter: Matter) -> Told:
    """What the person said, for the kind that it goes on as."""
    request = particulars(matter)
    return Told(request.text, request.place_words)


def request_by_client_key(key: str) -> Request | None:
    """The request that this phone has already sent under this key, so that it is sent once."""
    rows = Request.objects.unscoped(reason="exactly-once by the sender's own key").select_related("matter")
    return rows.filter(client_key=key).first() if key else None


def request_by_reference(source: str, reference: str) -> Request | None:
    rows = Request.objects.unscoped(reason="exactly-once by the source's own number").select_related("matter")
    return rows.filter(source=source, external_ref=reference).first() if reference else None


def limits(category: Category | None) -> dict[str, Clock]:
    """The category's own day limit in place of the flow's (HOT-06, HOT-15)."""
    return {"handle": Clock("handle", category.days, "wday")} if category else {}


def desk_at(place_path: str) -> Unit | None:
    """The dispatch desk that answers for a place: the nearest unit upwards of the pack's desk kinds."""
    kinds = pack().get("requests.desk_kinds", ["street", "county", "city"])
    units = Unit.objects.filter(place_path__in=[place_path, *ancestors(place_path)], kind__in=kinds, is_active=True)
    return max(units, key=lambda unit: len(unit.place_path), default=None)


def next_level_up(unit: Unit | None, place_path: str) -> Unit | None:
    """The desk one level above a unit, for escalation and objections."""
    kinds = pack().get("requests.desk_kinds", ["street", "county", "city"])
    here = unit.place_path if unit else place_path
    above = [path for path in ancestors(here) if path != here]
    units = Unit.objects.filter(place_path__in=above, kind__in=kinds, is_active=True)
    return max(units, key=lambda found: len(found.place_path), default=None)


def proposal(category: Category | None, place_path: str, at: datetime | None = None) -> Unit | None:
    """The unit that category, place and hour point to: the routing table, else the category's or its parents' unit."""
    return _proposed([(category.code if category else "", place_path)], at)[0]


def proposals(matters: Iterable[Matter], at: datetime | None = None) -> dict[int, Unit]:
    """:func:`proposal` for many matters by their pk, in two queries; those that nothing points to are left out."""
    rows = list(matters)
    found = _proposed([(row.category, row.place_path) for row in rows], at) if rows else []
    return {row.pk: unit for row, unit in zip(rows, found, strict=True) if unit is not None}


def _proposed(asked: Sequence[tuple[str, str]], at: datetime | None) -> list[Unit | None]:
    """The unit for each (category code, place path). A category's own unit counts only where it answers."""
    hour = timezone.localtime(at or timezone.now()).hour
    lines = list(RoutingLine.objects.select_related("unit").filter(unit__is_active=True))
    rules = [
        RoutingRule(line.unit.code, line.category_code, line.place_path, line.from_hour, line.to_hour) for line in lines
    ]
    by_code = {line.unit.code: line.unit for line in lines}
    beginnings = {code[:end] for code, _path in asked for end in range(1, len(code) + 1)}
    with_unit = Category.objects.filter(code__in=beginnings, unit__is_active=True).select_related("unit")
    usual = {category.code: category.unit for category in with_unit} if beginnings else {}
    return [
        by_code.get(proposed_unit(rules, code, path, hour)) or _usual_unit(usual, code, path) for code, path in asked
    ]


def _usual_unit(usual: Mapping[str, Unit | None], code: str, place_path: str) -> Unit | None:
    """The unit of the category or the nearest of its parents, whose codes begin its own."""
    for end in range(len(code), 0, -1):
        unit = usual.get(code[:end])
        if unit is not None and place_path.startswith(unit.place_path):
            return unit
    return None


def nearby(lon: float, lat: float, category_code: str, limit: int = 5) -> list[Matter]:
    """Open, public matters of the same kind within NEARBY_METRES, so that a person may follow one instead."""
    dlat = NEARBY_METRES / DEGREE_METRES
    dlon = dlat / max(math.cos(math.radians(lat)), 0.01)
    rows = Matter.objects.unscoped(reason="public things near a public place; titles and states only")
    near = rows.filter(
        kind="request",
        closed_at__isnull=True,
        is_public=True,
        duplicate_of__isnull=True,
        lon__range=(lon - dlon, lon + dlon),
        lat__range=(lat - dlat, lat + dlat),
        category__startswith=category_code,
    )
    return list(near.order_by("-opened_at")[:limit])


def unanswered_ratings(now: datetime, days: int) -> QuerySet[Request]:
    """Answered requests whose time for a rating is over."""
    rows = Request.objects.unscoped(reason="timed ending of answered requests")
    return rows.filter(matter__state="answered", answered_at__lt=now - timedelta(days=days)).select_related("matter")


def units_to_choose(actor: Actor, place_path: str) -> QuerySet[Unit]:
    """Units that a desk at this place may send to: those that answer for the place or lie inside the desk's area."""
    wide = Q(place_path__in=[place_path, *ancestors(place_path)])
    return Unit.objects.filter(wide, is_active=True).order_by("-place_path", "code")


def family_of(matter: Matter) -> dict[str, Any]:
    rows = Matter.objects.unscoped(reason="children of a visible matter; heads only")
    return {"children": list(rows.filter(parent=matter).select_related("holder").order_by("id"))}


def category_name(code: str) -> str:
    """What the city calls a category; "" for a code that is not ours."""
    return Category.objects.filter(code=code).values_list("name", flat=True).first() or ""
