"""The statistics table by type, source and level, as a page and as a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access.gate import staff
from lianxin.kernel.exchange.out import write_xlsx
from lianxin.kernel.figures import periods
from lianxin.kernel.places import tree
from lianxin.kernel.ui.render import render
from lianxin.kernel.words import N_
from lianxin.work.mediation.exchange import STATISTICS
from lianxin.work.mediation.queries import statistics as queries
from lianxin.work.mediation.queries.disputes import types

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BY = {"type": N_("按类型"), "source": N_("按来源"), "level": N_("按级别")}
FILTERS_OF = {"type": "category", "source": "channel"}


@staff("figures.read")
def statistics(request: HttpRequest) -> HttpResponse:
    """One of the three tables; every number of types and sources opens the figures behind it."""
    asked = _asked(request)
    context = {
        **asked,
        "table": _table(request, asked),
        "ways": [(name, _(label)) for name, label in BY.items()],
        "places": _places(request),
        "filter": FILTERS_OF.get(asked["by"], ""),
    }
    return render(request, "mediation/statistics.html", context)


@staff("figures.read")
@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """The same table as XLSX, with a last line for the whole."""
    asked = _asked(request)
    file = io.BytesIO()
    write_xlsx(
        _lines(_table(request, asked)),
        STATISTICS,
        file,
        actor=request.actor,
        layout="mediation.statistics",
        place_path=asked["place"],
    )
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="mediation-{asked["by"]}-{asked["period"]}.xlsx"'
    return response


def _asked(request: HttpRequest) -> dict[str, Any]:
    """``period``, ``place`` and ``by`` from the address or the form; 404 for a place that is not the actor's."""
    told = request.POST if request.method == "POST" else request.GET
    text = told.get("period") or str(timezone.localdate().year)
    try:
        period = periods.parse(text)
    except periods.BadPeriod:
        text = str(timezone.localdate().year)
        period = periods.parse(text)
    by = told.get("by", "type")
    place = told.get("place", "")
    if place and (tree.get(place) is None or not request.actor.may("figures.read", place)):
        raise Http404
    return {"period": text, "span": period, "by": by if by in BY else "type", "place": place}


def _table(request: HttpRequest, asked: dict[str, Any]) -> queries.Table:
    return queries.table(request.actor, asked["place"], asked["span"], asked["by"])


def _lines(table: queries.Table) -> Iterator[dict[str, Any]]:
    names = types()
    for code, line in [*table.lines.items(), ("*", table.whole)]:
        label = _("合计") if code == "*" else names.get(code) or _(table.labels.get(code, "") or "未定")
        yield {"label": label, **asdict(line), "amount": line.amount_fen / 100}


def _places(request: HttpRequest) -> list[tuple[str, str]]:
    """The actor's areas and what lies directly in them."""
    found = []
    for path in request.actor.paths("figures.read"):
        top = tree.get(path) if path else None
        found += [(node.path, node.name) for node in [*([top] if top else []), *tree.children(path)]]
    return found
