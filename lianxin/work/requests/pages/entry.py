"""Two doors that staff open: the desk where a person stands or telephones, and the stairs where a grid worker looks."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters import numbers, queries
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.ui.render import render
from lianxin.work.requests import actions, queries_desk
from lianxin.work.requests.forms.staff import AtDesk, Found, Placed


@staff("requests.enter")
def enter(request: HttpRequest) -> HttpResponse:
    """Writes down what a person says; then a receipt to print. Place and category stay for the next one."""
    kept = {name: request.GET[name] for name in ("place", "category") if request.GET.get(name)}
    form = AtDesk(request.POST or None, actor=request.actor, initial=kept)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            entered = actions.enter_at_desk(
                form.entry(), actor=request.actor, outcome=told.get("outcome", ""), answer=told.get("answer", "")
            )
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            _warn(request, form)
            return redirect("requests:receipt", entered.request.matter.number)
    return render(
        request, "requests/enter.html", {"form": form, "boundaries": boundaries()}, status=422 if form.errors else 200
    )


def boundaries() -> str:
    return reverse("places:boundaries")


def _warn(request: HttpRequest, form: Placed) -> None:
    words = form.emergency_words
    if words:
        messages.warning(
            request, _("内容里有“%(words)s”。紧急情况请同时拨打 110、119 或 120。") % {"words": _("、").join(words)}
        )


@staff("requests.enter")
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The paper that the person takes home: number, tracking code and its QR. Only its writer, only for an hour."""
    try:
        matter = queries_desk.entered_lately(request.actor, number)
    except Matter.DoesNotExist as missing:
        raise Http404 from missing
    address = settings.PUBLIC_URL.rstrip("/") + reverse("requests:track", args=[matter.tracking_code])
    again = urlencode({"place": matter.place_path, "category": matter.category})
    context = {
        "matter": matter,
        "code": numbers.shown_code(matter.tracking_code),
        "address": address,
        "picture": picture(address),
        "again": f"{reverse('requests:enter')}?{again}",
    }
    response = render(request, "requests/receipt.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def picture(address: str) -> str:
    """A QR code as an SVG data address that a page may show as an image."""
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=2))


@staff("requests.find")
def found(request: HttpRequest) -> HttpResponse:
    """A grid worker on the stairs: a photo, a line, perhaps already put right. Kept on the phone without a signal."""
    form = Found(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            entered = actions.enter_found(
                form.entry(), actor=request.actor, photos=told["photos"], done=told["done"] if told["is_done"] else ""
            )
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            _warn(request, form)
            messages.success(request, _("已登记，编号 %(number)s。") % {"number": entered.request.matter.number})
            return redirect(_after(request, entered.request.matter))
    context: dict[str, Any] = {"form": form, "boundaries": boundaries()}
    return render(request, "requests/found.html", context, status=422 if form.errors else 200)


def _after(request: HttpRequest, matter: Matter) -> str:
    """The request's page, or the form again when it is not the finder's to see."""
    try:
        queries.matter(request.actor, matter.number)  # type: ignore[attr-defined]
    except Matter.DoesNotExist:
        return reverse("requests:found")
    return reverse("matters:matter", args=[matter.number])
