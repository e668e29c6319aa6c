"""Typing what people wrote on sealed papers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.ui.render import render
from lianxin.work.requests import actions
from lianxin.work.requests.forms.staff import Paper


@staff("requests.paper")
def paper(request: HttpRequest) -> HttpResponse:
    """One paper after the other. Only by another unit than the one that handled the matter (ETH-11)."""
    form = Paper(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.type_paper(form.cleaned_data["token"], form.word(), actor=request.actor)
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except Denied:
            form.add_error("token", _("这张评价卡不在您的范围内。"))
        else:
            messages.success(request, _("已录入，可以打下一张。"))
            return redirect("requests:paper")
    return render(request, "requests/paper.html", {"form": form}, status=422 if form.errors else 200)
