"""For residents: where somebody carries a petition for them, and when leaders receive visitors."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kernel.access.gate import public
from lianxin.kernel.places import tree
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render
from lianxin.work.petitions import queries, words
from lianxin.work.petitions.models import Window

DAYS = 30
MOST = 60


@public
@require_safe
def visit(request: HttpRequest) -> HttpResponse:
    """Windows with their agents' duty telephones, the next days of the rota, and what a mandate means."""
    bar = FilterBar(request, [Filter("q", _("您在哪个社区、街道或区县"), "text")])
    node = _place(bar["q"])
    today = timezone.localdate()
    found = (
        queries.windows(node, Window.AGENCY).prefetch_related("agents")
        if node
        else queries.windows("", Window.AGENCY).filter(level__in=("city", "county")).prefetch_related("agents")
    )
    context = {
        "bar": bar,
        "place": tree.name(node) if node else "",
        "is_lost": bool(bar["q"]) and not node,
        "windows": list(found[:MOST]),
        "sittings": list(queries.sittings(today, today + timedelta(days=DAYS), node)[:MOST]),
        "mandate": [_(line) for line in words.MANDATE],
    }
    return render(request, "petitions/visit.html", context)


def _place(text: str) -> str:
    """The path of the first place whose name holds the words."""
    if not text:
        return ""
    node = tree.find(text) or next(iter(tree.search(text, limit=1)), None)
    return node.path if node else ""
