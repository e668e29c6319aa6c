"""The public map: what is reported where, in groups of five and more, one publication a day (ETH-07)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from lianxin.kernel.access.gate import public
from lianxin.kernel.places import locate, tree
from lianxin.kernel.ui.render import render
from lianxin.work.requests import public_queries
from lianxin.work.requests.public_cells import BANDS, STEP, Cell, band, limits
from lianxin.work.requests.publication import SECONDS_KEPT, geometry, published

ROWS_MOST = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell as the page tells it. band: 0–4, the last one open upwards."""

    cell: Cell
    place: str
    number: int
    band: int
    closed: int | None


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The map, the same as a list, and one choice: all, one kind, or one month, never two at once."""
    cells, names = published(), public_queries.category_names()
    chosen = _chosen(request, cells)
    rows = _listed(_shown(cells, chosen))
    context = {
        "rows": rows,
        "bands": [band_text(number) for number in BANDS],
        "chosen": ":".join(chosen),
        "kinds": [(f"category:{code}", names.get(code, code)) for code in _values(cells, "category")],
        "months": [(f"month:{month}", _month(month)) for month in reversed(_values(cells, "month"))],
        "cells": f"{reverse('requests:map_cells')}?show={':'.join(chosen)}",
        "boundaries": reverse("places:boundaries"),
        "k": settings.K_ANONYMITY,
    }
    return render(request, "requests/public/map.html", context, fragment="requests/public/_map.html")


@public
@require_safe
def map_cells(request: HttpRequest) -> HttpResponse:
    """The cells as GeoJSON: squares of about 500 m, and communities by their own point. Nobody's words, no numbers."""
    cells = published()
    rows = _shown(cells, _chosen(request, cells))
    features = [feature for row in rows if (feature := _feature(row)) is not None]
    body = orjson.dumps({"type": "FeatureCollection", "features": features})
    response = HttpResponse(body, content_type="application/geo+json")
    response.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    return response


def _listed(shown: list[Shown]) -> list[dict[str, Any]]:
    """One line a place: its squares and its rest together. Only what the map tells is added up."""
    sums: dict[str, list[int]] = {}
    for row in shown:
        line = sums.setdefault(row.place, [0, 0])
        line[0] += row.number
        line[1] += row.closed or 0
    lines = sorted(sums.items(), key=lambda line: (-line[1][0], line[0]))[:ROWS_MOST]
    return [
        {"place": place, "told": band_text(number), "closed": band_text(closed) if closed else ""}
        for place, (number, closed) in lines
    ]


def _feature(row: Shown) -> dict[str, Any] | None:
    shape = geometry(row.cell)
    if shape is None:
        return None
    title = _("%(place)s一带") % {"place": row.place} if row.cell.square else row.place
    told = {"title": title, "sub": band_text(row.number), "band": row.band}
    return {"type": "Feature", "geometry": shape, "properties": told}


def _chosen(request: HttpRequest, cells: list[Cell]) -> tuple[str, ...]:
    """("category", code) or ("month", "2026-03") when the publication tells it, else ()."""
    kind, _colon, value = request.GET.get("show", "").partition(":")
    return (kind, value) if kind in {"category", "month"} and value in _values(cells, kind) else ()


def _values(cells: list[Cell], kind: str) -> list[str]:
    """What the cells tell of a kind: only values that are told of some cell, so five and more."""
    return sorted({value for cell in cells for value in cell.by[kind] if value})


def _shown(cells: list[Cell], chosen: tuple[str, ...]) -> list[Shown]:
    found = []
    for cell in cells:
        number = cell.by[chosen[0]].get(chosen[1], 0) if chosen else cell.count
        if number:
            closed = _told_closed(cell.by["state"]) if not chosen else None
            found.append(Shown(cell, _place(cell), number, band(number), closed))
    return found


def _told_closed(by_state: Mapping[str, int]) -> int | None:
    return by_state.get("closed")


def _place(cell: Cell) -> str:
    """The name of the community around the middle of a square, or of the place of a rest."""
    if cell.square is None:
        return tree.name(cell.place_path)
    path = locate.place_at(cell.square[0] + STEP / 2, cell.square[1] + STEP / 2)
    return tree.name(path) if path else _("没有社区名的地方")


def band_text(number: int) -> str:
    """``5–9 件``: a number as the page tells it."""
    least, most = limits(number)
    if most is None:
        return ngettext("%(n)d 件以上", "%(n)d 件以上", least) % {"n": least}
    return _("%(least)d–%(most)d 件") % {"least": least, "most": most}


def _month(month: str) -> str:
    return str(date_format(date.fromisoformat(f"{month}-01"), _("Y年n月")))
