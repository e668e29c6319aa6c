"""The reporter's word by one-time link, QR or card. Staff sessions are refused (ETH-11)."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.kernel.access.gate import public
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.ui.render import render
from lianxin.work.requests import actions, queries
from lianxin.work.requests.actions.rating import Word, ballot_by_token
from lianxin.work.requests.forms.public import Rate
from lianxin.work.requests.models import Ballot
from lianxin.work.requests.pages.public import throttle


def word_of(form: Form) -> Word:
    """The action's value of a valid :class:`Rate` form."""
    data = form.cleaned_data
    contacted = {"yes": True, "no": False}.get(data["contacted"])
    return Word(solved=data["solved"] == "yes", grade=data["grade"], contacted=contacted, comment=data["comment"])


def staff_refused(request: HttpRequest) -> HttpResponse:
    """403, and why: the word belongs to the person who asked."""
    return render(request, "requests/public/staff_refused.html", status=403)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """The same form as on the tracking page; a token that is used, old or unknown is explained."""
    if request.actor.is_staff:  # type: ignore[attr-defined]
        return staff_refused(request)
    if throttle.has_missed_often(request):
        return throttle.slow_down(request)
    ballot = ballot_by_token(token)
    if ballot is None:
        throttle.miss(request)
    why = _why_not(ballot)
    if ballot is None or why:
        return render(request, "requests/public/not_rated.html", {"why": why}, status=404 if ballot is None else 410)
    form = Rate(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.rate_by_token(token, word_of(form), actor=request.actor)  # type: ignore[attr-defined]
        except MoveRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            again = "?again=1" if form.cleaned_data["solved"] == "no" else ""
            return redirect(f"{reverse('requests:rated')}{again}")
    context = {"form": form, "matter": ballot.matter, "answer": queries.particulars(ballot.matter).answer}
    return render(request, "requests/public/rate.html", context, status=422 if form.errors else 200)


def _why_not(ballot: Ballot | None) -> str:
    """``unknown``, ``used`` or ``old`` (it was handled anew since); "" for a token that still counts."""
    if ballot is None:
        return "unknown"
    if ballot.used_at is not None:
        return "used"
    return "old" if queries.particulars(ballot.matter).round != ballot.round else ""


@public
@require_safe
def rated(request: HttpRequest) -> HttpResponse:
    """Thanks; and what happens next."""
    return render(request, "requests/public/rated.html", {"again": request.GET.get("again") == "1"})
