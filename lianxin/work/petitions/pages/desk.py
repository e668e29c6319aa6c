"""The window: a mandate in one page, and the paper that the person takes home."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters import numbers
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.ui.render import render
from lianxin.work.petitions import actions, queries, words
from lianxin.work.petitions.forms.desk import NewMandate

ONLY_ONE = 1


@staff("petitions.agent")
def new(request: HttpRequest) -> HttpResponse:
    """The matter, the person, whom it is about, and the mandate that is read aloud. Then the receipt."""
    form = NewMandate(request.POST or None, actor=request.actor, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            petition = actions.take_mandate(form.mandate(), actor=request.actor)
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except Denied:
            form.add_error("place", _("这个地点不在您的范围内。"))
        else:
            messages.success(request, _("已登记，编号 %(number)s。") % {"number": petition.matter.number})
            return redirect("petitions:receipt", petition.matter.number)
    context = {"form": form, "mandate": [_(line) for line in words.MANDATE]}
    return render(request, "petitions/new.html", context, status=422 if form.errors else 200)


def _initial(request: HttpRequest) -> dict[str, object]:
    """The actor's own agency and place, when there is just one."""
    own = [agent for agent in queries.agents_of(request.actor)[:20] if agent.user_id == request.actor.user_id]
    paths = request.actor.paths("petitions.agent")
    return {"agent": own[0].pk if own else None, "place": paths[0] if len(paths) == ONLY_ONE else ""}


@staff("petitions.agent")
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Number, tracking code and QR. Only its writer, only for an hour."""
    try:
        matter = queries.entered_lately(request.actor, number)
    except Matter.DoesNotExist as missing:
        raise Http404 from missing
    address = f"{settings.PUBLIC_URL.rstrip('/')}/track/{matter.tracking_code}/"
    context = {
        "matter": matter,
        "code": numbers.shown_code(matter.tracking_code),
        "address": address,
        "picture": str(segno.make(address, error="m").svg_data_uri(scale=5, border=2)),
        "is_petition": matter.kind == "petition",
    }
    response = render(request, "petitions/receipt.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
