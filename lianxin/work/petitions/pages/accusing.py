"""A person's own way to accuse: no log-in, no window, sealed from the unit complained of from the first moment."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.kernel.access.gate import public
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.places import tree
from lianxin.kernel.ui import throttle
from lianxin.kernel.ui.render import render
from lianxin.work.petitions import actions, queries
from lianxin.work.petitions.forms.accusing import Accuse

MOST, SECONDS = 10, 3600
OFFERED = 12


@public
@never_cache
@require_http_methods(["GET", "POST"])
def accuse(request: HttpRequest) -> HttpResponse:
    """The form; then the tracking page, with the code to keep. The same form sent twice is one accusation."""
    if request.method != "POST":
        return _page(request, Accuse(initial={"client_key": uuid.uuid4().hex}))
    if throttle.is_too_much(request, "accuse", MOST, SECONDS):
        return throttle.slow_down(request, SECONDS)
    form = Accuse(request.POST)
    if form.is_valid():
        try:
            petition = actions.accuse(form.accusation())
        except MoveRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return redirect("requests:track", petition.matter.tracking_code)
    return _page(request, form)


def _page(request: HttpRequest, form: Accuse) -> HttpResponse:
    return render(request, "petitions/accuse.html", {"form": form}, status=422 if form.errors else 200)


@public
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Units by a part of their name; names of public bodies, nothing else."""
    found = queries.units_named_like(request.GET.get("q", "").strip()[:40])
    rows = [{"value": unit.pk, "label": unit.name, "hint": tree.name(unit.place_path)} for unit in found]
    return JsonResponse(rows, safe=False)


@public
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Places of any level by a part of the name or pinyin initials."""
    found = tree.search(request.GET.get("q", "")[:40], limit=OFFERED)
    rows = [{"value": node.path, "label": node.name, "hint": tree.full_name(node.path)} for node in found]
    return JsonResponse(rows, safe=False)
