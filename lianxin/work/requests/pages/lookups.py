"""Answers to what somebody is typing: places and units, as ``[{"value", "label", "hint"}]``."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from lianxin.kernel.access.gate import signed_in, staff
from lianxin.kernel.access.unit_kinds import kind_label
from lianxin.kernel.places import tree
from lianxin.work.requests import queries_desk
from lianxin.work.requests.module import MODULE


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


@signed_in
def places(request: HttpRequest) -> HttpResponse:
    """Places where the actor holds the permission ``for``; nothing for one that the actor holds nowhere."""
    permission = request.GET.get("for", "")
    actor = request.actor  # type: ignore[attr-defined]
    if permission not in MODULE.permissions or not actor.holds(permission):
        raise Http404
    words = request.GET.get("q", "").strip()[:80]
    nodes = (
        queries_desk.places_named(actor, permission, words) if words else queries_desk.places_of(actor, permission, 12)
    )
    return JsonResponse([queries_desk.facts_of(node) for node in nodes], safe=False)
