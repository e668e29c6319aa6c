"""What sessions have decided, by the day until which it is to be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import staff
from lianxin.kernel.clock.lamps import LAMPS
from lianxin.kernel.matters import shown
from lianxin.kernel.matters.pages import OPEN_CHOICES, lenses_of
from lianxin.kernel.matters.queries import ROW
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar, Lenses
from lianxin.kernel.ui.render import render
from lianxin.work.sessions.kinds import kinds
from lianxin.work.sessions.queries import sessions as queries


@staff("sessions.read")
def board(request: HttpRequest) -> HttpResponse:
    """The tasks of one lens, the nearest day first, each with its lamp."""
    lens = Lenses(request, lenses_of(request.actor))
    bar = FilterBar(request, [
        Filter("q", _("搜索"), "text", placeholder=_("编号、任务或单位")),
        Filter("open", _("进度"), "choice", [(value, _(label)) for value, label in OPEN_CHOICES]),
        Filter("lamp", _("期限"), "choice", [(lamp.name, _(lamp.label)) for lamp in LAMPS]),
        Filter("session_kind", _("会议种类"), "choice", [(code, kind.name) for code, kind in kinds().items()]),
        Filter("supervised", _("只看督办"), "check"),
    ], key="sessions:board")  # fmt: skip
    filters = {**bar.values, "open": {"": "1", "all": ""}.get(bar["open"], bar["open"])}
    rows = queries.tasks(request.actor, lens.chosen, filters)
    page = keyset_page(rows.values(*ROW), request, order=("attention_at", "id"))
    context = {"lens": lens, "bar": bar, "page": page, "rows": shown.rows(page.rows), "bulk": []}
    return render(request, "sessions/board.html", context, fragment="matters/_list.html")
