"""Answers to what somebody is typing: places and units, as ``[{"value", "label", "hint"}]``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from lianxin.kernel.access.gate import staff
from lianxin.kernel.access.unit_kinds import kind_label
from lianxin.kernel.places import tree
from lianxin.work.requests import queries_desk


@staff("requests.route")
def units(request: HttpRequest) -> HttpResponse:
    """Units that the actor's desk may send to, by a part of the name or the beginning of the code."""
    words = request.GET.get("q", "").strip()[:80]
    found = queries_desk.units_for(request.actor, "requests.route", words)  # type: ignore[attr-defined]
    facts = [
        {"value": str(unit.pk), "label": unit.name, "hint": f"{tree.name(unit.place_path)} {kind_label(unit.kind)}"}
        for unit in found
    ]
    return JsonResponse(facts, safe=False)
