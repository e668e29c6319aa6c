"""Parties: their card with the code, and their name and telephone, opened once for a purpose."""

from __future__ import annotations

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters.contacts import PURPOSES
from lianxin.kernel.matters.numbers import shown_code
from lianxin.kernel.ui.render import render
from lianxin.work.mediation.actions.cards import issue_card, open_party
from lianxin.work.mediation.models import Party
from lianxin.work.mediation.pages.papers import found
from lianxin.work.mediation.queries import disputes as queries


@staff("mediation.assist")
@require_POST
def card(request: HttpRequest, number: str, order: int) -> HttpResponse:
    """A new card for a party to take home; an older one stops to count, so nobody can keep a copy."""
    party = _party(request, number, order, "mediation.assist")
    code = issue_card(party, actor=request.actor)
    address = f"{settings.PUBLIC_URL.rstrip('/')}/mediate/p/{code}/"
    context = {
        "matter": party.matter,
        "party": party,
        "code": shown_code(code),
        "address": address,
        "picture": picture(address),
    }
    response = render(request, "mediation/card.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def picture(address: str) -> str:
    """A QR code as an SVG data address."""
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=2))


@staff("mediation.names")
@require_POST
def contact(request: HttpRequest, number: str, order: int) -> HttpResponse:
    """Shows name and telephone once; the party sees on its page that they were read, by whom and what for."""
    party = _party(request, number, order, "mediation.names")
    purpose = request.POST.get("purpose", "")
    if purpose not in PURPOSES:
        raise Http404
    name, phone = open_party(party, actor=request.actor, purpose=purpose)
    context = {"party": party, "name": name, "phone": phone, "matter": party.matter}
    response = render(request, "mediation/contact.html", context, fragment="mediation/_contact.html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _party(request: HttpRequest, number: str, order: int, permission: str) -> Party:
    matter = found(request, number)
    if not request.actor.may(permission, matter.place_path, matter.holder_id):
        raise Http404
    try:
        return queries.party_of(matter, order)
    except Party.DoesNotExist as missing:
        raise Http404 from missing
