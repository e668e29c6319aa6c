"""The one publication of where things are reported: the same cells for the map, the feed and every reader of a day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places import locate, tree
from lianxin.work.requests.models import Category
from lianxin.work.requests.public_cells import STEP, Cell, Point, cells

SECONDS_KEPT = 3600


def published() -> list[Cell]:
    """The cells of today, made once an hour: no two answers can be subtracted from each other (ETH-07)."""
    day = timezone.localdate()
    kept: list[Cell] = cache.get_or_set(f"published-{day}", lambda: cells(points(), settings.K_ANONYMITY), SECONDS_KEPT)
    return kept


def points() -> list[Point]:
    """Public requests of the last months, without today's: a day is published when it is over."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    start = today.replace(year=today.year - 1, day=1)
    rows: QuerySet[Any] = Matter.objects.unscoped(reason="public things, told only in groups of k or more")
    rows = rows.filter(
        kind="request",
        is_public=True,
        secrecy="C1",
        duplicate_of__isnull=True,
        opened_at__gte=start,
        opened_at__lt=today,
    )
    private = Category.objects.filter(is_private=True).values_list("code", flat=True)
    columns = ("place_path", "category", "closed_at", "opened_at", "lon", "lat")
    found = rows.exclude(category__in=list(private)).order_by().values_list(*columns)
    return [
        Point(path, category, "closed" if closed else "open", timezone.localtime(opened).strftime("%Y-%m"), lon, lat)
        for path, category, closed, opened, lon, lat in found.iterator(5000)
    ]


def geometry(cell: Cell) -> dict[str, Any] | None:
    """The square; for a rest the place's own point, or one inside its outline; none when it has neither."""
    if cell.square is None:
        return _point_of(cell.place_path)
    west, south = cell.square
    east, north = round(west + STEP, 6), round(south + STEP, 6)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _point_of(path: str) -> dict[str, Any] | None:
    node, known = tree.get(path), locate.outlines()
    if node is not None and node.lon is not None and node.lat is not None:
        return {"type": "Point", "coordinates": [node.lon, node.lat]}
    if path not in known.paths:
        return None
    inside = known.shapes[known.paths.index(path)].representative_point()
    return {"type": "Point", "coordinates": [round(inside.x, 4), round(inside.y, 4)]}
