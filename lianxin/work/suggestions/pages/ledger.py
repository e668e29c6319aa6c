"""The book of suggestions: what came, what was decided, what it has become."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters import shown
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar, Lenses
from lianxin.kernel.ui.render import render
from lianxin.work.suggestions import queries, rules
from lianxin.work.suggestions.flow import SUGGESTION
from lianxin.work.suggestions.models import CHANNELS, Practice, Suggestion


@staff("suggestions.read")
def ledger(request: HttpRequest) -> HttpResponse:
    """Newest first, through one lens."""
    actor = request.actor
    lens = Lenses(request, (*(("place",) if actor.paths("matters.read") else ()), "unit"))
    bar = FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("编号、主题或内容")),
            Filter("state", _("进度"), "choice", [(state.name, _(state.label)) for state in SUGGESTION.states]),
            Filter("decision", _("办理结果"), "choice", [(code, _(label)) for code, label in rules.DECISIONS.items()]),
            Filter("channel", _("来源"), "choice", list(CHANNELS.items())),
            Filter("call", _("征集"), "choice", queries.calls_to_choose(actor)),
            Filter("urgent", _("只看快速通道"), "check"),
        ],
        key="suggestions:ledger",
    )
    found = queries.ledger(actor, lens.chosen, {name: bar[name] for name in bar.names})
    page = keyset_page(found, request)
    practices = queries.practices_of(page.rows)
    context = {
        "lens": lens,
        "bar": bar,
        "page": page,
        "rows": [_row(row, practices.get(row.pk, [])) for row in page.rows],
    }
    return render(request, "suggestions/ledger.html", context, fragment="suggestions/_ledger.html")


def _row(matter: Matter, practices: list[Practice]) -> dict[str, Any]:
    row: Suggestion = matter.suggestion
    state = shown.state_of(matter.kind, matter.state)
    lamp, lamp_text = shown.lamp_of(matter.due_at, matter.closed_at, matter.waiting, timezone.now())
    return {
        "title": matter.title,
        "href": shown.address(matter.number),
        "number": matter.number,
        "place_path": matter.place_path,
        "state": _(state.label),
        "phase": state.phase,
        "lamp": lamp,
        "lamp_text": lamp_text,
        "decision": _(rules.DECISIONS[row.decision]) if row.decision else "",
        "call": row.call.matter.title if row.call else "",
        "is_urgent": matter.urgency == "urgent",
        "call_href": reverse("matters:matter", args=[row.call.matter.number]) if row.call else "",
        "practices": practices,
        "opened_at": matter.opened_at,
    }
