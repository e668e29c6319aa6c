"""The public GeoJSON feed: where things are reported, in cells of at least ``settings.K_ANONYMITY``."""

from __future__ import annotations

from typing import Any, Literal

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from lianxin.kernel.api.answers import as_json
from lianxin.kernel.api.places import code_of
from lianxin.kernel.api.rules import public
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places import tree
from lianxin.kernel.words import N_
from lianxin.work.requests import public_cells
from lianxin.work.requests.models import Category
from lianxin.work.requests.public_cells import STEP, Cell, Point

MEDIA_TYPE = "application/geo+json"
SECONDS_KEPT = 3600
router = Router(tags=[N_("公开数据")])


class Properties(Schema):
    place: str | None
    place_name: str | None
    count: int
    by: dict[str, dict[str, int]] = Field(..., description=N_("按类别、状态、月份的件数；少于 5 件的合并在空名下"))


class Feature(Schema):
    type: Literal["Feature"]
    geometry: dict[str, Any] | None
    properties: Properties


class Features(Schema):
    type: Literal["FeatureCollection"]
    until: str
    features: list[Feature]


@router.get("/public/requests.geojson", summary=N_("公开诉求分布，每格至少 5 件"), response=Features)
@public(per_minute=30)
def public_requests(request: HttpRequest) -> HttpResponse:
    body = cache.get_or_set(f"public-requests-{timezone.localdate()}", _collection, SECONDS_KEPT)
    response = HttpResponse(body, content_type=MEDIA_TYPE)
    response["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _collection() -> bytes:
    features = [feature(cell) for cell in public_cells.cells(points(), settings.K_ANONYMITY)]
    return as_json({"type": "FeatureCollection", "until": str(timezone.localdate()), "features": features})


def points() -> list[Point]:
    """Public requests of the last months, without today's: a day is published when it is over."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    start = today.replace(year=today.year - 1, day=1)
    rows: QuerySet[Any] = Matter.objects.unscoped(reason="public things, told only in groups of k or more")
    rows = rows.filter(kind="request", is_public=True, secrecy="C1", duplicate_of__isnull=True,
                       opened_at__gte=start, opened_at__lt=today)
    private = Category.objects.filter(is_private=True).values_list("code", flat=True)
    columns = ("place_path", "category", "closed_at", "opened_at", "lon", "lat")
    found = rows.exclude(category__in=list(private)).order_by().values_list(*columns)
    return [
        Point(path, category, "closed" if closed else "open", timezone.localtime(opened).strftime("%Y-%m"), lon, lat)
        for path, category, closed, opened, lon, lat in found.iterator(5000)
    ]


def feature(cell: Cell) -> dict[str, Any]:
    properties = {
        "place": code_of(cell.place_path) if cell.place_path else None,
        "place_name": tree.name(cell.place_path) if cell.place_path else None, "count": cell.count, "by": cell.by,
    }
    return {"type": "Feature", "geometry": geometry(cell), "properties": properties}


def geometry(cell: Cell) -> dict[str, Any] | None:
    """The square, or the place's own point; none when the place has no point."""
    if cell.square is None:
        node = tree.get(cell.place_path)
        has_point = node is not None and node.lon is not None and node.lat is not None
        return {"type": "Point", "coordinates": [node.lon, node.lat]} if node and has_point else None
    west, south = cell.square
    east, north = round(west + STEP, 6), round(south + STEP, 6)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
