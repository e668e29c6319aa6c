"""Boundaries as public GeoJSON, from which every map of ours draws its ground; and the places that somebody types."""

from __future__ import annotations

import hashlib
from typing import Any
from weakref import WeakKeyDictionary

import orjson
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotModified,
    JsonResponse,
)
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kernel.access.gate import public, signed_in
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import geojson, picking, tree
from lianxin.kernel.places.levels import STATISTICAL, Level
from lianxin.kernel.places.nodes import Tree

SECONDS_KEPT = 600
_made: WeakKeyDictionary[Tree, dict[tuple[str, str], tuple[bytes, str]]] = WeakKeyDictionary()


@public
@require_safe
def boundaries(request: HttpRequest) -> HttpResponse:
    """``?path=990100.&level=community``: one level of outlines below a path; the pack's city and communities else.

    City to community only: smaller outlines are working material. 400 for an unknown level or path.
    """
    path = request.GET.get("path") or str(pack().get("places.city", ""))
    level = request.GET.get("level") or Level.COMMUNITY.value
    if level not in {known.value for known in STATISTICAL} or (path and tree.get(path) is None):
        return HttpResponseBadRequest(_("没有这个地点或级别。"))
    body, etag = _answer(path, level)
    response: HttpResponse
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/geo+json")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    return response


def _answer(path: str, level: str) -> tuple[bytes, str]:
    """The bytes and their tag, made once for each state of the tree."""
    kept = _made.setdefault(tree.current(), {})
    if (path, level) not in kept:
        body = orjson.dumps(_titled(geojson.feature_collection(path, level)), option=orjson.OPT_SERIALIZE_NUMPY)
        kept[path, level] = (body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
    return kept[path, level]


def _titled(collection: dict[str, Any]) -> dict[str, Any]:
    """With ``title``, the name that a map writes beside an outline."""
    given = collection["features"]
    titled = [{**f, "properties": {**f["properties"], "title": f["properties"]["name"]}} for f in given]
    return {**collection, "features": titled}


@signed_in
@require_safe
def pick(request: HttpRequest) -> HttpResponse:
    """``?for=permission&q=words``: places where the actor holds it, as ``[{"value", "label", "hint"}]``."""
    permission, actor = request.GET.get("for", ""), request.actor
    if not permission or not actor.holds(permission):
        raise Http404
    words = request.GET.get("q", "").strip()[:80]
    found = picking.places_named(actor, permission, words)
    return JsonResponse([picking.facts_of(node) for node in found], safe=False)
