"""Reads of the register of mediators, and who of it may be offered for one dispute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places.paths import ancestors, under
from lianxin.work.mediation import rules
from lianxin.work.mediation.models import Body, Chosen, Mediator, Party, Tie

LOAD = Count("chosen", filter=Q(chosen__state=Chosen.CHOSEN, chosen__matter__closed_at__isnull=True))


def reach(actor: Actor, permission: str) -> Q:
    condition = Q(pk__in=[])
    for path in actor.paths(permission):
        condition |= under("place_path", path)
    return condition


def register(filters: Mapping[str, str] | None = None) -> QuerySet[Mediator]:
    """The register with each one's load of open disputes. filters: q, kind, form, field, body, place, gone."""
    told = filters or {}
    rows = Mediator.objects.annotate(load=LOAD).prefetch_related("bodies")
    rows = rows if told.get("gone") else rows.filter(is_active=True)
    if told.get("q"):
        rows = rows.filter(Q(name__icontains=told["q"]) | Q(intro__icontains=told["q"]))
    if told.get("kind"):
        rows = rows.filter(kind=told["kind"])
    if told.get("body", "").isdigit():
        rows = rows.filter(pk__in=Mediator.bodies.through.objects.filter(body_id=told["body"]).values("mediator_id"))
    if told.get("place"):
        rows = rows.filter(under("place_path", told["place"]))
    for name, column in (("form", "forms"), ("field", "fields")):
        if told.get(name):
            rows = rows.filter(**{f"{column}__contains": f",{told[name]},"})
    return rows


def mediator(pk: int) -> Mediator:
    found: Mediator = (
        Mediator.objects.annotate(load=LOAD).select_related("unit", "user").prefetch_related("bodies").get(pk=pk)
    )
    return found


def bodies(active: bool = True) -> QuerySet[Body]:
    """Bodies with how many active members and women they have."""
    alive = Q(mediators__is_active=True)
    rows = Body.objects.annotate(
        members=Count("mediators", filter=alive, distinct=True),
        women=Count("mediators", filter=alive & Q(mediators__is_woman=True), distinct=True),
    )
    return rows.filter(is_active=True) if active else rows


def menu(matter: Matter, parties: list[Party] | None = None) -> list[Mediator]:
    """Mediators offered for one dispute: of its place or above it, of its field, at work, with room, without a tie.

    Those whose fields name the type come first, then the nearest, then the least loaded.
    """
    sides = list(_parties(matter)) if parties is None else parties
    rows = (
        Mediator.objects.filter(
            Q(place_path__in=[matter.place_path, *ancestors(matter.place_path)])
            | under("place_path", matter.place_path),
            is_active=True,
        )
        .exclude(chosen__matter=matter)
        .exclude(ties__matter=matter)
        .annotate(load=LOAD)
        .prefetch_related("bodies")
    )
    offered = [row for row in rows if may_offer(row, sides, {})]
    top = matter.category.split(".")[0]
    fits = [row for row in offered if not row.fields or top in row.field_codes]
    return sorted(fits, key=lambda row: (top not in row.field_codes, -len(row.place_path), row.load, row.name))


def may_offer(row: Any, sides: list[Party], tied: Mapping[int, str]) -> bool:
    """``row`` carries its ``load``."""
    phones = {side.phone_index for side in sides if side.phone_index}
    units = {side.unit_id for side in sides if side.unit_id}
    has_tie = rules.has_tie(
        [tied[row.pk]] if row.pk in tied else [],
        row.unit_id,
        units,
        bool(row.phone_index) and row.phone_index in phones,
    )
    return rules.may_offer(row.load, row.most, row.is_active, has_tie)


def ties(matter: Matter) -> dict[int, str]:
    """Mediator → kind of tie, as told for this dispute."""
    rows = Tie.objects.unscoped(reason="ties of a matter already fetched under a scope")
    return dict(rows.filter(matter=matter).values_list("mediator_id", "kind"))


def _parties(matter: Matter) -> QuerySet[Party]:
    found: QuerySet[Party] = Party.objects.unscoped(reason="parties of a matter already fetched under a scope").filter(
        matter=matter
    )
    return found
