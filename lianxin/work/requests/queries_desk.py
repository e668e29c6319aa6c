"""Reads of the dispatch desk and of the pages around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from lianxin.kernel import search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.files.models import Attachment
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.places.paths import ancestors, under
from lianxin.work.requests.models import Category, ReplyText, RoutingLine
from lianxin.work.requests.queries import DEGREE_METRES, NEARBY_METRES

TABS = {"received": "requests.route", "returned": "requests.decide", "extensions": "requests.approve"}
"""The three things that wait at a desk, and the permission that each needs."""
RECEIPT_FOR = timedelta(hours=1)
MOST_NEAR = 400


def waiting_at_desk(actor: Actor, tab: str, filters: Mapping[str, str] | None = None) -> QuerySet[Matter]:
    """What waits at the actor's desk under one tab, with its particulars and the first photo's pk as ``photo``."""
    rows = _tab(actor, tab).select_related("holder", "request")
    told = filters or {}
    if told.get("q"):
        rows = rows.filter(Q(number__iexact=told["q"]) | Q(pk__in=search.matching("matter", told["q"])))
    if told.get("category"):
        rows = rows.filter(category__startswith=told["category"])
    if told.get("channel"):
        rows = rows.filter(channel=told["channel"])
    if told.get("urgent"):
        rows = rows.filter(urgency="urgent")
    photos = (
        Attachment.objects.unscoped(reason="photos of matters already scoped")
        .filter(matter=OuterRef("pk"), state=Attachment.KEPT)
        .exclude(thumb_key="")
    )
    return rows.annotate(photo=Subquery(photos.order_by("at", "pk").values("pk")[:1]))


def counts_at_desk(actor: Actor) -> dict[str, int]:
    """How many wait under each tab that the actor may work on, in one query."""
    tabs = [tab for tab, permission in TABS.items() if actor.paths(permission)]
    if not tabs:
        return {}
    rows = Matter.objects.unscoped(reason="counts of rows that each tab's own scope picks")
    picked = {tab: Count("pk", filter=Q(pk__in=_tab(actor, tab).values("pk"))) for tab in tabs}
    open_ones = rows.filter(kind="request", closed_at__isnull=True)
    return dict(open_ones.aggregate(**picked))


def _tab(actor: Actor, tab: str) -> QuerySet[Matter]:
    rows: QuerySet[Matter] = Matter.objects.visible_to(actor, lens="place", permission=TABS[tab]).filter(
        kind="request", closed_at__isnull=True
    )
    if tab == "extensions":
        return rows.filter(state__in=("handling", "waiting"), request__extension_days_asked__gt=0)
    return rows.filter(state=tab)


def near_ones(actor: Actor, matters: Sequence[Matter]) -> dict[int, list[Matter]]:
    """Open requests of the same category within NEARBY_METRES of each matter, in one query: hints for merging."""
    placed = [row for row in matters if row.lon is not None and row.lat is not None and row.category]
    if not placed:
        return {}
    step = NEARBY_METRES / DEGREE_METRES
    lons, lats = [row.lon or 0.0 for row in placed], [row.lat or 0.0 for row in placed]
    rows = Matter.objects.visible_to(actor, lens="place").filter(
        kind="request",
        closed_at__isnull=True,
        category__in={row.category for row in placed},
        lon__range=(min(lons) - 2 * step, max(lons) + 2 * step),
        lat__range=(min(lats) - step, max(lats) + step),
    )
    others = list(rows.order_by("-opened_at", "-pk")[:MOST_NEAR])
    return {row.pk: found for row in placed if (found := [other for other in others if _is_near(row, other, step)][:3])}


def _is_near(row: Matter, other: Matter, step: float) -> bool:
    """A square of NEARBY_METRES each way; a degree of longitude is taken as 0.7 of one of latitude."""
    if row.lon is None or row.lat is None or other.lon is None or other.lat is None:
        return False
    return (
        row.pk != other.pk
        and row.category == other.category
        and abs(row.lat - other.lat) <= step
        and abs(row.lon - other.lon) <= step / 0.7
    )


def reasons(matters: Sequence[Matter], move: str) -> dict[int, Event]:
    """The last event of a move on each of these matters."""
    if not matters:
        return {}
    events = Event.objects.unscoped(reason="timelines of matters already fetched under a scope")
    return {event.matter_id: event for event in events.filter(matter__in=matters, move=move).order_by("at", "id")}


def units_for(actor: Actor, permission: str, words: str = "", limit: int = 12) -> QuerySet[Unit]:
    """Active units that a desk may send to: those above its places, inside them, and those of the routing table."""
    reach = Q(pk__in=RoutingLine.objects.values("unit"))
    for path in actor.paths(permission):
        reach |= Q(place_path__in=ancestors(path)) | under("place_path", path)
    rows = Unit.objects.filter(reach, is_active=True)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code__istartswith=words))
    return rows.order_by("place_path", "code")[:limit] if limit else rows.order_by("place_path", "code")


def unit_to_route(matter: Matter, pk: object) -> Unit | None:
    """The active unit of this pk, when it answers for the matter's place or the routing table names it."""
    if not str(pk).isdigit():
        return None
    reach = Q(place_path__in=[matter.place_path, *ancestors(matter.place_path)]) | Q(
        pk__in=RoutingLine.objects.values("unit")
    )
    return Unit.objects.filter(reach, pk=int(str(pk)), is_active=True).first()


def units_to_call(actor: Actor) -> list[Unit]:
    """Units that may be whistled for: those that answer for the actor's places from above, other than the own."""
    reach = Q(pk__in=[])
    for path in actor.paths("requests.whistle"):
        reach |= Q(place_path__in=[path, *ancestors(path)])
    others = Unit.objects.filter(reach, is_active=True).exclude(pk=actor.unit_id or 0)
    return list(others.order_by("-place_path", "code"))


def categories(active: bool = True) -> list[Category]:
    """All categories in the order of their codes."""
    rows = Category.objects.select_related("unit")
    return list(rows.filter(is_active=True) if active else rows)


def entered_lately(actor: Actor, number: str) -> Matter:
    """What this actor entered in the last hour: only then, and only to its writer, is the tracking code shown again."""
    rows = Matter.objects.visible_to(actor).filter(
        number=number, opened_by_id=actor.user_id, opened_at__gte=timezone.now() - RECEIPT_FOR
    )
    found: Matter = rows.select_related("holder", "request").get()
    return found


def calls_of(matter: Matter) -> list[tuple[Matter, dict[str, Deadline]]]:
    """The called units of a whistle with their clocks by name, in two queries."""
    rows = Matter.objects.unscoped(reason="calls of a visible matter").filter(parent=matter, kind="call")
    calls = list(rows.select_related("holder").order_by("id"))
    clocks: dict[int, dict[str, Deadline]] = {call.pk: {} for call in calls}
    for clock in Deadline.objects.filter(matter__in=calls):
        clocks[clock.matter_id][clock.name] = clock
    return [(call, clocks[call.pk]) for call in calls]


def routing_lines() -> list[RoutingLine]:
    return list(RoutingLine.objects.select_related("unit"))


def reply_texts() -> list[ReplyText]:
    return list(ReplyText.objects.all())


def names_of_categories(codes: Iterable[str]) -> dict[str, str]:
    """Names by code, for what a page shows."""
    return dict(Category.objects.filter(code__in=set(codes)).values_list("code", "name"))


def children_of(rows: Sequence[Category]) -> dict[int | None, list[Category]]:
    """Categories by their parent's pk; None holds the tops."""
    found: dict[int | None, list[Category]] = {}
    for row in rows:
        found.setdefault(row.parent_id, []).append(row)
    return found
