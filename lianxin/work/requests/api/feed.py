"""The public GeoJSON feed: where things are reported, in cells of at least ``settings.K_ANONYMITY``."""

from __future__ import annotations

from typing import Any, Literal

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from lianxin.kernel.api.answers import as_json
from lianxin.kernel.api.places import code_of
from lianxin.kernel.api.rules import public
from lianxin.kernel.places import tree
from lianxin.kernel.words import N_
from lianxin.work.requests.public_cells import Cell, limits
from lianxin.work.requests.publication import SECONDS_KEPT, geometry, published

MEDIA_TYPE = "application/geo+json"
router = Router(tags=[N_("公开数据")])


class Band(Schema):
    """A count as the public map tells it: never exactly, so that two days cannot be subtracted."""

    least: int
    most: int | None = Field(..., description=N_("没有上限的一档为空"))


class Properties(Schema):
    place: str | None
    place_name: str | None
    count: Band
    by: dict[str, dict[str, Band]] = Field(..., description=N_("按类别、状态、月份的件数；少于 5 件的合并在空名下"))


class Feature(Schema):
    type: Literal["Feature"]
    geometry: dict[str, Any] | None
    properties: Properties


class Features(Schema):
    type: Literal["FeatureCollection"]
    until: str
    features: list[Feature]


@router.get("/public/requests.geojson", summary=N_("公开诉求分布，每格至少 5 件"), response=Features)
@public(per_minute=30, media_type=MEDIA_TYPE)
def public_requests(request: HttpRequest) -> HttpResponse:
    body = cache.get_or_set(f"public-requests-{timezone.localdate()}", _collection, SECONDS_KEPT)
    response = HttpResponse(body, content_type=MEDIA_TYPE)
    response["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _collection() -> bytes:
    features = [feature(cell) for cell in published()]
    return as_json({"type": "FeatureCollection", "until": str(timezone.localdate()), "features": features})


def _band(count: int) -> dict[str, int | None]:
    least, most = limits(count)
    return {"least": least, "most": most}


def feature(cell: Cell) -> dict[str, Any]:
    properties = {
        "place": code_of(cell.place_path) if cell.place_path else None,
        "place_name": tree.name(cell.place_path) if cell.place_path else None,
        "count": _band(cell.count),
        "by": {name: {value: _band(count) for value, count in told.items()} for name, told in cell.by.items()},
    }
    return {"type": "Feature", "geometry": geometry(cell), "properties": properties}
