"""One way to answer with a page, or with the part of it that htmx asked for."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from lianxin.kernel.ui.shell import shell


def wants_fragment(request: HttpRequest) -> bool:
    """True for a request that htmx made for a part of a page (not for a boosted link or the history)."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page ``template``; for an htmx request the template ``fragment`` alone, when one is named.

    With a fragment, messages of the action (``django.contrib.messages``) travel in the ``HX-Trigger``
    header and are shown as toasts. A form with errors is answered with ``status=422``.
    """
    part = bool(fragment) and wants_fragment(request)
    html = render_to_string(fragment if part else template, context, request=request)
    response = HttpResponse(html, status=status)
    if fragment:
        patch_vary_headers(response, ("HX-Request",))
    if part and (messages := shell(request).messages):
        response.headers["HX-Trigger"] = json.dumps({"lianxin:toasts": {"messages": messages}})
    return response


def redirect_now(request: HttpRequest, address: str) -> HttpResponse:
    """Send the reader on: the whole page, also when it was htmx that asked."""
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponse(status=302, headers={"Location": address})
