"""The door that staff open: a dispute found, brought to the window, or entrusted by another body."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.ui.render import render
from lianxin.work.mediation import actions
from lianxin.work.mediation.forms.staff import Registered


@staff("mediation.register")
def register(request: HttpRequest) -> HttpResponse:
    """Writes down a dispute; sent twice it is one."""
    initial = {"client_key": uuid.uuid4().hex, "place": request.GET.get("place", "")}
    form = Registered(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.enter(form.entry(), actor=request.actor)
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            number = entered.dispute.matter.number
            messages.success(request, _("已登记，编号 %(number)s。") % {"number": number})
            return redirect("matters:matter", number)
    return render(request, "mediation/register.html", {"form": form}, status=422 if form.errors else 200)
