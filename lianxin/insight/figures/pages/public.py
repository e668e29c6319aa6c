"""How much came, ended and was solved, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lianxin.insight.figures import totals
from lianxin.kernel.access.gate import public
from lianxin.kernel.ui.render import render


@public
def numbers(request: HttpRequest) -> HttpResponse:
    """Received, closed and solved together, of finished months; nothing that tells a number from 1 to 4."""
    tables = totals.tables(
        request.GET.get("year", ""),
        request.GET.get("month", ""),
        request.GET.get("place", ""),
        today=timezone.localdate(),
    )
    return render(request, "figures/numbers.html", {"tables": tables})
