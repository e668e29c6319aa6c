"""Work orders of the hotline, from its own export."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from lianxin.kernel.access.gate import staff
from lianxin.kernel.exchange.pages import upload_of
from lianxin.work.requests.exchange.hotline import NAME


@staff("requests.import")
def hotline(request: HttpRequest) -> HttpResponse:
    """Choose the export; it is read on trial, and then on a page of its own taken or left."""
    return upload_of(request, NAME)
