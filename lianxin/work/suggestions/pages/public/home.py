"""The public page: calls that are open, and what became of the suggestions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kernel.access.gate import public
from lianxin.kernel.places import tree
from lianxin.kernel.ui.render import render
from lianxin.kernel.words import N_
from lianxin.work.suggestions import public_queries, queries, standing
from lianxin.work.suggestions.models import Practice, Suggestion

SIZE = 20
SHOWS = {"": N_("全部"), "practised": N_("已转化"), "adopted": N_("已采纳"), "not": N_("未采纳"), "open": N_("研究中")}


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Authors are never shown; where and when only so far as five and more share it; numbers under five not at all."""
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    typed = request.GET.get("page", "")
    number = max(1, int(typed)) if typed.isdigit() and len(typed) < 6 else 1
    rows, pages = public_queries.page_of(show, number, SIZE)
    practices = queries.practices_of(rows)
    cells = public_queries.publication().cells
    context = {
        "calls": queries.open_calls(),
        "past": [call for call in queries.published_calls() if call.result_at],
        "show": show,
        "shows": [(value, _(label)) for value, label in SHOWS.items()],
        "rows": [line(row, practices.get(row.pk, []), cells[row.pk]) for row in rows],
        "number": number,
        "pages": pages,
        "totals": public_queries.bands(public_queries.totals()),
        "k": settings.K_ANONYMITY,
    }
    return render(request, "suggestions/public/home.html", context, fragment="suggestions/public/_list.html")


def line(row: Suggestion, practices: list[Practice], cell: tuple[str, ...] = ("", "", "")) -> dict[str, Any]:
    """One suggestion as everybody reads it: what was said and what became of it, no number, no author."""
    year, month, place = cell
    in_year = year and _("%(year)s年") % {"year": year}
    when = date_format(date(int(year), int(month), 1), _("Y年n月")) if month else in_year
    return {
        "summary": row.summary,
        "became": standing.became(row),
        "text": row.decision_text,
        "tone": "good" if row.decision in {"whole", "part"} else "closed" if row.decision else "open",
        "practices": [practice for practice in practices if practice.is_done],
        "when": when,
        "place": tree.name(place) if place else "",
        "is_commended": row.commended_at is not None,
    }
