"""Who did what, where and when; and whether the trail was whole last night."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import staff
from lianxin.kernel.audit import queries
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.audit.wording import choices, facts_of, label_of
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render


@staff("audit.read")
def entries(request: HttpRequest) -> HttpResponse:
    """The trail, newest first."""
    bar = FilterBar(
        request,
        [
            Filter("who", _("谁"), "text", placeholder=_("姓名或单位")),
            Filter("action", _("做了什么"), "choice", list(choices().items())),
            Filter("subject", _("对象"), "text", placeholder=_("对象，如 matter:12")),
            Filter("from", _("自"), "day"),
            Filter("to", _("至"), "day"),
        ],
    )
    page = keyset_page(queries.entries(request.actor, bar.values), request, order=("-pk",))
    context = {"bar": bar, "page": page, "rows": [_row(entry) for entry in page.rows], "check": queries.last_check()}
    return render(request, "audit/entries.html", context, fragment="audit/_entries.html")


def _row(entry: Entry) -> dict[str, Any]:
    who = entry.actor_name
    if entry.actor_kind in {"reporter", "resident", "anonymous"}:
        who = _("居民")
    return {
        "entry": entry,
        "label": label_of(entry.action),
        "who": _("系统") if entry.actor_kind == "system" else who,
        "facts": facts_of(entry.action, entry.detail),
    }
