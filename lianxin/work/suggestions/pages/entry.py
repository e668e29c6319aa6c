"""Doors that staff open: a suggestion that somebody brings, and a new call."""

from __future__ import annotations

from datetime import timedelta

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters import numbers
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.ui.render import render
from lianxin.work.suggestions import actions
from lianxin.work.suggestions.actions.calling import open_call
from lianxin.work.suggestions.forms.staff import AtDesk, NewCall

RECEIPT_FOR = timedelta(hours=1)


@staff("suggestions.enter")
def enter(request: HttpRequest) -> HttpResponse:
    """Writes down what somebody says at a desk or a station; then a receipt with the code."""
    form = AtDesk(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.enter_at_desk(form.entry(), actor=request.actor)
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("suggestions:receipt", entered.suggestion.matter.number)
    return render(request, "suggestions/enter.html", {"form": form}, status=422 if form.errors else 200)


@staff("suggestions.enter")
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The paper that the person takes home. Only its writer, only for an hour."""
    rows = Matter.objects.visible_to(request.actor).filter(
        kind="suggestion", opened_by_id=request.actor.user_id, opened_at__gte=timezone.now() - RECEIPT_FOR
    )
    matter = rows.select_related("holder").filter(number=number).first()
    if matter is None:
        raise Http404
    address = f"{settings.PUBLIC_URL.rstrip('/')}/track/{matter.tracking_code}/"
    context = {
        "matter": matter,
        "code": numbers.shown_code(matter.tracking_code),
        "address": address,
        "picture": str(segno.make(address, error="m").svg_data_uri(scale=5, border=2, light="#fff")),
    }
    response = render(request, "suggestions/receipt.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@staff("suggestions.publish")
def new_call(request: HttpRequest) -> HttpResponse:
    """Drafts a call; it is published from its own page."""
    form = NewCall(
        request.POST or None,
        actor=request.actor,
        initial={"opens_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(days=30)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            call = open_call(form.wanted(), actor=request.actor, place_path=form.cleaned_data["place"])
        except (MoveRefused, Denied) as refusal:
            field = getattr(refusal, "field", "")
            form.add_error(
                field if field in form.fields else None,
                str(refusal) if isinstance(refusal, MoveRefused) else _("这里不在您的管理范围内。"),
            )
        else:
            messages.success(request, _("已拟好，核对后发布。"))
            return redirect("matters:matter", call.matter.number)
    return render(request, "suggestions/new_call.html", {"form": form}, status=422 if form.errors else 200)
