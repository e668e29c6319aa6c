"""What a request adds to the page of a matter."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import queries, shown
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places.paths import segments
from lianxin.work.requests import queries as request_queries
from lianxin.work.requests.models import CHANNELS, Request


def blocks(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    """The template variables of ``matters/matter.html`` for a request or a call."""
    actor = request.actor  # type: ignore[attr-defined]
    children = list(queries.children(matter).values(*queries.ROW))
    shared = {
        "children": shown.rows(children),
        "boundaries": _outlines(matter),
    }
    if matter.kind != "request":
        return {**shared, "fact_pairs": _call_facts(matter)}
    particulars = request_queries.particulars(matter)
    return {
        **shared,
        "text": particulars.text,
        "answer": particulars.answer,
        "remarks": _remarks(matter, particulars),
        "fact_pairs": _facts(matter, particulars),
        "aside": "requests/_aside.html",
        "may_ballot": _may_ballot(matter, particulars, actor),
    }


def _may_ballot(matter: Matter, request: Request, actor: Actor) -> bool:
    """Whether a rating card may be made for the present answer."""
    is_rateable = matter.state in {"answered", "closed"} and request.round > 0
    return is_rateable and actor.may("requests.ballot", matter.place_path, matter.holder_id)


def _outlines(matter: Matter) -> str:
    """Outlines of the communities around, for the small map."""
    county = "".join(f"{code}." for code in segments(matter.place_path)[:2])
    return f"{reverse('places:boundaries')}?{urlencode({'path': county, 'level': 'community'})}"


def _facts(matter: Matter, request: Request) -> list[tuple[str, Any]]:
    return [
        (_("类别"), request.category_name or matter.category),
        (_("来源"), CHANNELS.get(matter.channel, matter.channel)),
        (_("原工单号"), request.external_ref),
        (_("位置"), request.place_words),
        (_("承办单位"), matter.holder.name if matter.holder else ""),
        (_("承办人"), matter.assignee.name if matter.assignee else ""),
        (
            _("办理结果"),
            _(OUTCOMES[matter.outcome or request.answer_outcome]) if matter.outcome or request.answer_outcome else "",
        ),
        (_("代为填写"), _("是") if request.is_assisted else ""),
        (_("上级事项"), matter.parent.number if matter.parent else ""),
    ]


def _call_facts(matter: Matter) -> list[tuple[str, Any]]:
    return [
        (_("来自事项"), matter.parent.number if matter.parent else ""),
        (_("承办单位"), matter.holder.name if matter.holder else ""),
        (_("结果"), _(OUTCOMES[matter.outcome]) if matter.outcome else ""),
    ]


def _remarks(matter: Matter, request: Request) -> list[tuple[str, str, str]]:
    """Notes above the page: (text, tone, title)."""
    found = []
    if matter.duplicate_of:
        found.append((_("已并入 %(number)s") % {"number": matter.duplicate_of.number}, "info", ""))
    if matter.supervised_at and not matter.closed_at:
        found.append((_("上级正在督办这件事。"), "warn", _("督办")))
    if matter.reopenings and not matter.closed_at:
        found.append((_("本人说没有解决，这是第 %(n)d 次再办。") % {"n": matter.reopenings}, "warn", _("再次办理")))
    if request.extension_days_asked:
        found.append(
            (
                _("承办单位申请延期 %(days)d 个工作日，等待批准。") % {"days": request.extension_days_asked},
                "info",
                _("延期申请"),
            )
        )
    return found
