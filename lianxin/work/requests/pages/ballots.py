"""The card with which a person without a telephone number of theirs may rate."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters import numbers, queries
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.ui.render import render
from lianxin.work.requests import actions
from lianxin.work.requests import queries as request_queries
from lianxin.work.requests.forms.staff import Door
from lianxin.work.requests.pages.entry import picture


@staff("requests.ballot")
def ballot(request: HttpRequest, number: str) -> HttpResponse:
    """Chooses a door (GET) and makes the card (POST), which is shown once and never again."""
    matter = _answered(request, number)
    form = Door(request.POST or None)
    if matter is None:
        return render(request, "requests/ballot.html", {"number": number, "form": None})
    if request.method != "POST" or not form.is_valid():
        context = {"number": number, "matter": matter, "form": form}
        return render(request, "requests/ballot.html", context, status=422 if form.errors else 200)
    door = form.cleaned_data["door"]
    token = actions.make_ballot(matter, door=door, actor=request.actor)
    address = "" if door == "paper" else address_of(token)
    context = {
        "matter": matter,
        "door": door,
        "address": address,
        "code": numbers.shown_code(token),
        "picture": picture(address) if address else "",
    }
    response = render(request, "requests/card.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answered(request: HttpRequest, number: str) -> Matter | None:
    """The request when it has an answer to rate; None when not yet. Raises Http404 when not the actor's."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        matter = queries.matter(actor, number)
    except Matter.DoesNotExist as missing:
        raise Http404 from missing
    if matter.kind != "request" or not actor.may("requests.ballot", matter.place_path, matter.holder_id):
        raise Http404
    is_answered = matter.state in {"answered", "closed"} and request_queries.particulars(matter).round > 0
    return matter if is_answered else None


def address_of(token: str) -> str:
    """Where the holder of a token rates, as a whole address."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("requests:rate", args=[token])
