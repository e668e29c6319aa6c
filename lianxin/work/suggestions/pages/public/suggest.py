"""提一条建议: theme, reason, proposal; afterwards the code."""

from __future__ import annotations

import uuid
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.kernel.access.actor import ANONYMOUS, Actor
from lianxin.kernel.access.gate import public
from lianxin.kernel.matters import tracking
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.kernel.ui import throttle
from lianxin.kernel.ui.render import render
from lianxin.work.suggestions import actions, public_queries, queries, standing
from lianxin.work.suggestions.forms.public import Suggest
from lianxin.work.suggestions.models import SuggestionCall

MOST, SECONDS = 30, 3600


@public
@never_cache
@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """The form, for a call (``?call=``) or by itself; a second post with the same ``client_key`` is the first one."""
    call = _call(request)
    if request.method == "GET":
        return _page(request, _form(request), call)
    before = queries.suggestion_by_client_key(request.POST.get("client_key", "")[:64])
    if before is not None:
        return redirect("suggestions:done", before.matter.tracking_code)
    if throttle.is_too_much(request, "suggest", MOST, SECONDS):
        return throttle.slow_down(request, SECONDS)
    form = _form(request)
    if form.is_valid():
        try:
            entered = actions.enter(_entry(form, _person(request), call), actor=_person(request))
        except MoveRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return redirect("suggestions:done", entered.suggestion.matter.tracking_code)
    return _page(request, form, call)


def _call(request: HttpRequest) -> SuggestionCall | None:
    typed = (request.POST if request.method == "POST" else request.GET).get("call", "")
    if not typed:
        return None
    found = queries.call_that_takes(int(typed), timezone.localdate()) if typed.isdigit() and len(typed) < 12 else None
    if found is None and request.method == "GET":
        raise Http404
    return found


def _person(request: HttpRequest) -> Actor:
    """Staff come through this door as anybody else: it asks nobody who they are."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor if actor.kind == "resident" else ANONYMOUS


def city() -> str:
    return str(pack().get("places.city", "")) or (tree.children()[0].path if tree.children() else "")


def _form(request: HttpRequest) -> Suggest:
    given = (request.POST,) if request.method == "POST" else ()
    return Suggest(*given, districts=tree.children(city()), words=pack().get("requests.emergency_words", []))


def _page(request: HttpRequest, form: Suggest, call: SuggestionCall | None) -> HttpResponse:
    context = {
        "form": form,
        "call": call,
        "noscript_key": uuid.uuid4().hex,
        "hotline": pack().get("city.hotline", "12345"),
    }
    return render(request, "suggestions/public/new.html", context, status=422 if form.errors else 200)


def _entry(form: Suggest, actor: Actor, call: SuggestionCall | None) -> actions.Entry:
    data: dict[str, Any] = form.cleaned_data
    return actions.Entry(
        theme=data["theme"],
        reason=data["reason"],
        proposal=data["proposal"],
        place_path=data["place"] or (call.matter.place_path if call else city()),
        channel="web",
        call=call,
        author_kind=data["author_kind"],
        name=data["name"],
        phone=data["phone"],
        openness=data["openness"],
        client_key=data["client_key"],
        is_private=data["is_private"],
        is_urgent=bool(form.emergency),
        reporter_id=actor.user_id,
    )


@public
@never_cache
@require_safe
def done(request: HttpRequest, code: str) -> HttpResponse:
    """The code: large, as a QR, to copy, to print."""
    if throttle.has_missed_often(request):
        return throttle.slow_down(request)
    matter = tracking.matter_by_code(code)
    if matter is None or matter.kind != "suggestion":
        throttle.miss(request)
        raise Http404
    found = public_queries.tracked(matter)
    address = request.build_absolute_uri(reverse("requests:track", args=[matter.tracking_code]))
    stands = standing.standing(found.main, found.own.due)  # type: ignore[attr-defined]
    context = {
        "matter": matter,
        "stands": stands,
        "steps": [_(step) for step in stands.steps],
        "address": address,
        "picture": segno.make(address, error="m", micro=False).svg_data_uri(scale=6, border=2, light="#fff"),
    }
    return render(request, "suggestions/public/done.html", context)
