"""What belongs to a code: its QR, a picture to keep on the phone, and the photos behind it."""

from __future__ import annotations

from io import BytesIO

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont

from lianxin.kernel.access.gate import public
from lianxin.kernel.files import store
from lianxin.kernel.matters.numbers import shown_code
from lianxin.work.requests import public_queries
from lianxin.work.requests.pages.public import throttle
from lianxin.work.requests.public_queries import Tracked

CARD = (720, 860)  # pixels


@public
@require_safe
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The address of the tracking page as an SVG, dark on white also where the page is dark."""
    out = BytesIO()
    _qr(request, _found(request, code)).save(out, kind="svg", scale=8, border=3, dark="#1a2024", light="#fff")
    return _kept(HttpResponse(out.getvalue(), content_type="image/svg+xml"))


@public
@require_safe
def card(request: HttpRequest, code: str) -> HttpResponse:
    """A PNG with QR and code, for the photo album of the phone."""
    found, out, picture = _found(request, code), BytesIO(), BytesIO()
    _qr(request, found).save(picture, kind="png", scale=16, border=3)
    sheet = Image.new("RGB", CARD, "white")
    drawn = Image.open(picture).convert("RGB").resize((CARD[0] - 80, CARD[0] - 80), Image.Resampling.NEAREST)
    sheet.paste(drawn, (40, 30))
    at = (CARD[0] // 2, CARD[1] - 90)
    ImageDraw.Draw(sheet).text(at, shown_code(found.code), "black", ImageFont.load_default(64), anchor="mm")
    sheet.save(out, "PNG", optimize=True)
    response = HttpResponse(out.getvalue(), content_type="image/png")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.code}.png"'
    return _kept(response)


@public
@require_safe
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    return _photo(request, code, pk, thumb=False)


@public
@require_safe
def photo_small(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    return _photo(request, code, pk, thumb=True)


def _photo(request: HttpRequest, code: str, pk: int, *, thumb: bool) -> HttpResponseBase:
    """404 unless the holder of this code may see it; the thumbnail is at most 480 pixels."""
    found = public_queries.photo(_found(request, code), pk)
    if found is None:
        raise Http404
    return store.serve(request, found, thumb=thumb)


def _found(request: HttpRequest, code: str) -> Tracked:
    if throttle.has_missed_often(request):
        raise Http404
    found = public_queries.tracked(code)
    if found is None:
        throttle.miss(request)
        raise Http404
    return found


def _qr(request: HttpRequest, found: Tracked) -> segno.QRCode:
    return segno.make(request.build_absolute_uri(reverse("requests:track", args=[found.code])), error="m", micro=False)


def _kept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response
