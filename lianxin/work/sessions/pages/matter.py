"""What an item and a task add to the page of a matter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.matters import shown as matter_shown
from lianxin.kernel.matters.models import Matter
from lianxin.work.sessions import shown
from lianxin.work.sessions.models import CHANNELS, Decision, SessionItem
from lianxin.work.sessions.queries import items, page


def blocks(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    """The template variables of ``matters/matter.html`` for an item or a task."""
    actor = request.actor
    shared = {
        "boundaries": reverse("places:boundaries"),
    }
    if matter.kind == "session_task":
        decision = items.decision_of(matter)
        return {
            **shared,
            "text": decision.text,
            "answer": decision.proof,
            "fact_pairs": _task_facts(matter, decision),
            "remarks": _supervised(matter),
        }
    item = page.item(matter)
    return {
        **shared,
        "text": item.text,
        "answer": item.conclusion,
        "fact_pairs": _facts(matter, item),
        "children": matter_shown.rows(page.children(matter)),
        "remarks": _remarks(matter, item),
        "aside": "sessions/_aside.html",
        "steps": shown.steps(),
        "step": shown.step_of(matter),
        "stood_on": [
            (shown.title(p.session), shown.address_for(actor, p.session), p.get_result_display())
            for p in (page.points(matter) if matter.state in page.WITH_SESSIONS else [])
        ],
    }


def _facts(matter: Matter, item: SessionItem) -> list[tuple[str, Any]]:
    return [
        (_("来源"), CHANNELS.get(matter.channel, matter.channel)),
        (_("来自事项"), matter.parent.number if matter.parent else ""),
        (_("上会级别"), item.get_level_display()),
        (_("召集单位"), matter.holder.name if matter.holder else ""),
        (_("承办人"), matter.assignee.name if matter.assignee else ""),
        (_("研判意见"), item.study),
        (_("拟办建议"), item.proposal),
        (_("结果"), shown.outcome(matter.outcome or item.outcome)),
        (_("销号单位"), item.struck_by.name if item.struck_by else ""),
        (_("销号凭证"), item.proof),
    ]


def _task_facts(matter: Matter, decision: Decision) -> list[tuple[str, Any]]:
    session = decision.agenda_item.session
    return [
        (_("会议"), shown.title(session)),
        (_("议题"), decision.agenda_item.topic),
        (_("责任单位"), matter.holder.name if matter.holder else ""),
        (_("承办人"), matter.assignee.name if matter.assignee else ""),
        (_("完成时限"), decision.due_on),
        (_("以什么为凭"), decision.proof_wanted),
        (_("来自事项"), matter.parent.number if matter.parent else ""),
        (_("结果"), shown.outcome(matter.outcome)),
        (_("核验单位"), decision.struck_by.name if decision.struck_by else ""),
    ]


def _supervised(matter: Matter) -> list[tuple[str, str, str]]:
    if matter.supervised_at and not matter.closed_at:
        return [(_("上级正在督办这件事。"), "warn", _("督办"))]
    return []


def _remarks(matter: Matter, item: SessionItem) -> list[tuple[str, str, str]]:
    """Notes above the page: (text, tone, title)."""
    found = _supervised(matter)
    if matter.duplicate_of:
        found.append((_("已并入 %(number)s") % {"number": matter.duplicate_of.number}, "info", ""))
    if item.round > 1 and not matter.closed_at:
        found.append((_("本人说没有解决，这是第 %(n)d 次办理。") % {"n": item.round}, "warn", _("再次办理")))
    return found
