"""随手拍: one page, one minute; afterwards the code."""

from __future__ import annotations

import math
import uuid
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianxin.kernel.access.actor import ANONYMOUS, Actor
from lianxin.kernel.access.gate import public
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import locate, tree
from lianxin.kernel.ui.render import redirect_now, render
from lianxin.work.requests import actions, public_queries, queries, standing
from lianxin.work.requests.actions.snap import snap
from lianxin.work.requests.forms.public import Report
from lianxin.work.requests.pages.public import throttle

FOLLOW_SALT = "requests.follow"
NEAR_METRES = 50


@public
@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; a post with a ``client_key`` that has been here before is answered like the first one."""
    if request.method == "GET":
        return _page(request, _form(request))
    sent_before = queries.request_by_client_key(request.POST.get("client_key", "")[:64])
    if sent_before is not None:
        return redirect("requests:done", sent_before.matter.tracking_code)
    if throttle.is_too_much(request, "report", throttle.REPORTS, throttle.REPORT_SECONDS):
        return throttle.slow_down(request, throttle.REPORT_SECONDS)
    form = _form(request)
    if form.is_valid():
        try:
            entered = snap(_entry(form, _person(request)), photos=form.cleaned_data["photos"], actor=_person(request))
        except MoveRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return redirect("requests:done", entered.request.matter.tracking_code)
    return _page(request, form)


def _person(request: HttpRequest) -> Actor:
    """Staff come through this door as anybody else: it asks nobody who they are."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor if actor.kind == "resident" else ANONYMOUS


def _form(request: HttpRequest) -> Report:
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    words = pack().get("requests.emergency_words", [])
    return Report(*given, categories=public_queries.categories(), words=words)


def _page(request: HttpRequest, form: Report) -> HttpResponse:
    context = {
        "form": form,
        "groups": public_queries.grouped(form.categories),
        "words": form.words,
        "hotline": pack().get("city.hotline", "12345"),
        "boundaries": reverse("places:boundaries"),
        "noscript_key": uuid.uuid4().hex,
    }
    return render(request, "requests/public/report.html", context, status=422 if form.errors else 200)


def _entry(form: Report, actor: Actor) -> actions.Entry:
    data, position = form.cleaned_data, form.position()
    return actions.Entry(
        text=data["text"],
        place_path=_place(position, data["place"] or data["place_label"]),
        channel="snap",
        place_words=data["place_words"],
        category=data["category"],
        lon=position[0] if position else None,
        lat=position[1] if position else None,
        name=data["name"],
        phone=data["phone"],
        openness=data["openness"],
        client_key=data["client_key"],
        is_private=data["is_private"],
        urgency="urgent" if form.emergency else "normal",
        reporter_id=actor.user_id,
    )


def _place(position: tuple[float, float] | None, chosen: str) -> str:
    """The point's place, else the chosen or typed community, else the whole city: a report is never lost for this."""
    city = str(pack().get("places.city", "")) or (tree.children()[0].path if tree.children() else "")
    found = locate.place_at(*position) if position else None
    if found:
        return found
    node = tree.get(chosen) if chosen.endswith(".") else None
    if node is None and chosen.strip():
        named = tree.current().named(chosen, city)
        node = named[0] if len(named) == 1 else None
    return node.path if node else city


@public
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Communities and villages by a part of the name or pinyin initials, for the list under the field."""
    city = str(pack().get("places.city", ""))
    found = tree.search(request.GET.get("q", "")[:40], under=city, level="community", limit=12)
    rows = [{"value": node.path, "label": node.name, "hint": tree.full_name(node.path, city)} for node in found]
    return JsonResponse(rows, safe=False)


@public
@require_safe
def nearby(request: HttpRequest) -> HttpResponse:
    """Open things of the same kind near the point: kind, distance and state, never anybody's words."""
    if throttle.is_too_much(request, "nearby", throttle.LOOKS, throttle.LOOK_SECONDS):
        return throttle.slow_down(request, throttle.LOOK_SECONDS)
    position, code = _asked(request), request.GET.get("category", "")[:40]
    rows = queries.nearby(*position, code) if position and code else []
    names = public_queries.category_names() if rows else {}
    shown = [_near(matter, position, names) for matter in rows if position]
    return render(request, "requests/public/_nearby.html", {"rows": shown})


def _asked(request: HttpRequest) -> tuple[float, float] | None:
    try:
        lon, lat = float(request.GET.get("lon", "")), float(request.GET.get("lat", ""))
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) < 90 else None


def _near(matter: Matter, position: tuple[float, float], names: dict[str, str]) -> dict[str, Any]:
    """Distance in two steps only, so that nobody can take bearings."""
    lon, lat = position
    east = ((matter.lon or 0) - lon) * math.cos(math.radians(lat))
    metres = math.hypot(east, (matter.lat or 0) - lat) * queries.DEGREE_METRES
    return {
        "kind": names.get(matter.category, ""),
        "day": standing.day_text(matter.opened_at),
        "step": standing.STEP_OF[matter.state],
        "where": _("50 米以内") if metres <= NEAR_METRES else _("150 米以内"),
        "token": signing.dumps(matter.pk, salt=FOLLOW_SALT),
    }


@public
@require_POST
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Instead of a second report: a code of one's own to the first one."""
    if throttle.is_too_much(request, "follow", throttle.REPORTS, throttle.REPORT_SECONDS):
        return throttle.slow_down(request, throttle.REPORT_SECONDS)
    try:
        found = public_queries.open_thing(signing.loads(token, salt=FOLLOW_SALT, max_age=86400))
    except signing.BadSignature as unknown:
        raise Http404 from unknown
    if found is None:
        raise Http404
    row = actions.follow(found, actor=_person(request))
    return redirect_now(request, reverse("requests:done", args=[row.code]))


@public
@never_cache
@require_safe
def done(request: HttpRequest, code: str) -> HttpResponse:
    """The code: large, as a QR, to copy, to keep, to print."""
    if throttle.has_missed_often(request):
        return throttle.slow_down(request)
    found = public_queries.tracked(code)
    if found is None:
        throttle.miss(request)
        raise Http404
    context = {
        "found": found,
        "stands": public_queries.stands(found, timezone.now()),
        "steps": [_(step) for step in standing.STEPS],
        "is_urgent": found.is_own and found.matter.urgency == "urgent",
        "address": request.build_absolute_uri(reverse("requests:track", args=[found.code])),
    }
    return render(request, "requests/public/done.html", context)
