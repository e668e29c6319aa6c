"""The sessions of the city and its counties: a month at a glance, and the list."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import staff
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render
from lianxin.kernel.ui.urls_kept import with_query
from lianxin.work.sessions import shown
from lianxin.work.sessions.kinds import kinds
from lianxin.work.sessions.models import LEVELS, Session
from lianxin.work.sessions.queries import sessions as queries

READ, CONVENE = "sessions.read", "sessions.convene"


@staff(READ)
def sessions(request: HttpRequest) -> HttpResponse:
    """A month as a calendar, and below it every session, the latest first."""
    bar = FilterBar(request, [
        Filter("kind", _("种类"), "choice", [(code, kind.name) for code, kind in kinds().items()]),
        Filter("level", _("级别"), "choice", [(code, str(label)) for code, label in LEVELS]),
        Filter("state", _("状态"), "choice", [(code, str(label)) for code, label in Session.STATES]),
    ], key="sessions:sessions")  # fmt: skip
    first = _month(request)
    page = keyset_page(queries.sessions(request.actor, bar.values), request, order=("-at", "-id"))
    context = {
        "bar": bar,
        "page": page,
        "rows": [shown.line(row) for row in page.rows],
        "month_label": date_format(first, _("Y年n月")),
        "weeks": _weeks(first, queries.in_month(request.actor, first)),
        "days": _days(),
        "today": timezone.localdate(),
        "before": with_query(request, month=f"{first - timedelta(days=1):%Y-%m}"),
        "after": with_query(request, month=f"{first + timedelta(days=32):%Y-%m}"),
        "may_plan": request.actor.holds(CONVENE),
    }
    return render(request, "sessions/sessions.html", context, fragment="sessions/_sessions.html")


def _month(request: HttpRequest) -> date:
    """The first day of the month in the address, else of this month."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)


def _days() -> list[str]:
    return [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")]


def _weeks(first: date, found: list[Session]) -> list[list[dict[str, Any]]]:
    """The weeks of the month, each day with its sessions; days of other months are empty."""
    on: dict[date, list[dict[str, Any]]] = {}
    for session in found:
        on.setdefault(timezone.localdate(session.at), []).append(shown.line(session))
    return [
        [{"day": day if day.month == first.month else None, "sessions": on.get(day, [])} for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
