"""The dispatch desk: what has come in, what units sent back, what asks for more time; most urgent first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters import shown
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render, wants_fragment
from lianxin.kernel.ui.urls_kept import with_query
from lianxin.kernel.words import N_
from lianxin.work.requests import actions, queries, queries_desk
from lianxin.work.requests.flow import REQUEST
from lianxin.work.requests.models import CHANNELS

LABELS = {
    "received": gettext_lazy("待派单"),
    "returned": gettext_lazy("退回待裁定"),
    "extensions": gettext_lazy("延期待批"),
}
ICONS = {"received": "inbox", "returned": "arrow-back-up", "extensions": "clock-pause"}
MOVES_OF = {"returned": ("reassign", "insist"), "extensions": ("grant_extension", "refuse_extension")}
MOST_AT_ONCE = 100


@staff("requests.route")
def desk(request: HttpRequest) -> HttpResponse:
    """One tab of the desk."""
    actor = request.actor
    counts = queries_desk.counts_at_desk(actor)
    tab = request.GET.get("tab", "")
    tab = tab if tab in counts else next(iter(counts), "received")
    bar = _bar(request)
    found = queries_desk.waiting_at_desk(actor, tab, bar.values)
    page = keyset_page(found, request, order=("-urgency", "attention_at", "id"))
    context = {
        "bar": bar,
        "page": page,
        "tab": tab,
        "tabs": _tabs(request, counts, tab),
        "rows": _rows(actor, tab, page.rows),
        "bulk": _bulk() if tab == "received" else [],
    }
    return render(request, "requests/desk.html", context, fragment="requests/_desk.html")


def _bar(request: HttpRequest) -> FilterBar:
    return FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("编号、标题或内容")),
            Filter("channel", _("来源"), "choice", [(key, str(label)) for key, label in CHANNELS.items()]),
            Filter("urgent", _("只看紧急"), "check"),
        ],
        key="requests:desk",
    )


def _tabs(request: HttpRequest, counts: dict[str, int], tab: str) -> list[dict[str, Any]]:
    return [
        {
            "label": LABELS[name],
            "icon": ICONS[name],
            "count": count,
            "is_here": name == tab,
            "href": with_query(request, tab=name, after=None, before=None),
        }
        for name, count in counts.items()
    ]


def _bulk() -> list[tuple[str, str, str, str]]:
    return [("route", _("派给建议单位"), _("把选中的事项各自派给所示的建议单位吗？"), "primary")]


def _rows(actor: Actor, tab: str, matters: list[Matter]) -> list[dict[str, Any]]:
    now = timezone.now()
    proposed = queries.proposals(matters) if tab == "received" else {}
    near = queries_desk.near_ones(actor, matters) if tab == "received" else {}
    why = queries_desk.reasons(matters, {"returned": "object", "extensions": "ask_extension"}.get(tab, ""))
    return [
        _row(row, now, proposed.get(row.pk), near.get(row.pk, []), why.get(row.pk), MOVES_OF.get(tab, ()))
        for row in matters
    ]


def _row(
    matter: Matter,
    now: Any,
    unit: Unit | None = None,
    near: list[Matter] | None = None,
    why: Event | None = None,
    moves: tuple[str, ...] = (),
    trouble: str = "",
) -> dict[str, Any]:
    lamp, lamp_text = shown.lamp_of(matter.due_at, matter.closed_at, matter.waiting, now)
    return {
        "matter": matter,
        "request": matter.request,
        "href": shown.address(matter.number),
        "lamp": lamp,
        "lamp_text": lamp_text,
        "unit": unit,
        "near": near or [],
        "channel": CHANNELS.get(matter.channel, ""),
        "photo": getattr(matter, "photo", None),
        "trouble": trouble,
        "why": why,
        "chosen": f"{matter.number} {unit.pk} {matter.version}" if unit else "",
        "moves": [(_(matter_label(name)), reverse("matters:move", args=[matter.number, name])) for name in moves],
    }


def matter_label(move: str) -> str:
    """The Chinese label of one of the request's moves."""
    return REQUEST.move(move).label


@staff("requests.route")
@require_POST
def route(request: HttpRequest, number: str) -> HttpResponse:
    """Sends one request; the row replaces itself. Whoever clicks second reads who was first."""
    matter = _found(request, number)
    unit = queries_desk.unit_to_route(matter, request.POST.get("unit", ""))
    trouble, moved = "", None
    if unit is None:
        trouble = _("请先选择单位。")
    else:
        try:
            moved = actions.route(matter, actor=request.actor, unit=unit, version=_version(request))
        except MoveRefused as refusal:
            trouble = str(refusal)
    if not wants_fragment(request):
        (messages.warning if trouble else messages.success)(request, trouble or _done(number, unit))
        return redirect("requests:desk")
    return _replaced(request, number, unit if moved else None, trouble)


def _replaced(request: HttpRequest, number: str, unit: Unit | None, trouble: str) -> HttpResponse:
    """The row as it now is: gone with a word, or still there with what went wrong."""
    matter = _found(request, number)
    if matter.state != "received":
        context = {
            "number": number,
            "href": shown.address(number),
            "title": matter.title,
            "unit": unit,
            "trouble": trouble,
        }
        return render(request, "requests/_routed.html", context)
    proposed = queries.proposals([matter]).get(matter.pk)
    row = _row(matter, timezone.now(), proposed, trouble=trouble)
    return render(request, "requests/_desk_row.html", {"row": row}, status=422)


def _found(request: HttpRequest, number: str) -> Matter:
    try:
        return matter_queries.matter(request.actor, number)  # type: ignore[attr-defined]
    except Matter.DoesNotExist as missing:
        raise Http404 from missing


def _version(request: HttpRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else None


def _done(number: str, unit: Unit | None) -> str:
    return _("%(number)s 已派给%(unit)s。") % {"number": number, "unit": unit.name if unit else ""}


@staff("requests.route")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Sends each chosen request to the unit that was shown beside it; each is checked on its own."""
    done = 0
    for line in request.POST.getlist("chosen")[:MOST_AT_ONCE]:
        number, _space, rest = line.partition(" ")
        pk, _space, version = rest.partition(" ")
        try:
            matter = matter_queries.matter(request.actor, number)
            unit = queries_desk.unit_to_route(matter, pk)
            if unit is None:
                raise MoveRefused(N_("没有建议单位，请单独派。"))
            actions.route(matter, actor=request.actor, unit=unit, version=int(version) if version.isdigit() else None)
            done += 1
        except (MoveRefused, Denied, Matter.DoesNotExist) as refusal:
            why = str(refusal) if isinstance(refusal, MoveRefused) else _("没有权限")
            messages.warning(request, _("%(number)s 没有派出：%(why)s") % {"number": number, "why": why})
    if done:
        messages.success(request, _("已派单 %(n)d 件。") % {"n": done})
    return redirect("requests:desk")
