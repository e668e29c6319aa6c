"""The list behind the bell."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lianxin.kernel.access.gate import signed_in
from lianxin.kernel.notices import actions, queries
from lianxin.kernel.ui.render import redirect_now, render

SHOWN = 50


@signed_in
def notice_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.notices(request.actor), SHOWN).get_page(request.GET.get("page"))
    return render(request, "notices/list.html", {"page": page})


@signed_in
@require_POST
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one as read and go where it points."""
    notice = get_object_or_404(queries.notices(request.actor), pk=notice_id)
    actions.mark_read(notice, actor=request.actor)
    own = notice.link.startswith("/") and url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None)
    return redirect_now(request, notice.link if own else "/notices/")


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    actions.mark_all_read(actor=request.actor)
    return redirect_now(request, "/notices/")
