"""What a dispute adds to the page of a matter: the facts here, everything else in the folder beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters import shown
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.models import Matter
from lianxin.work.mediation import rules
from lianxin.work.mediation.actions.handling import WHY_NOT
from lianxin.work.mediation.models import Dispute
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.queries import stages
from lianxin.work.mediation.words import DANGERS, FORMS, LEVELS, RESULTS, ROUTES, SOURCES


def blocks(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    """The template variables of ``matters/matter.html`` for a dispute or a call to joint mediation."""
    if matter.kind != "dispute":
        return {"fact_pairs": _call_facts(matter)}
    actor, (dispute, stage) = request.actor, stages.seen(matter)
    children = list(matter_queries.children(matter).values(*matter_queries.ROW))
    return {
        "buttons": _fitting(shown.buttons(matter, actor), dispute, stage),
        "text": dispute.text,
        "fact_pairs": _facts(matter, dispute),
        "remarks": [*_missing(stage), *_remarks(matter, dispute)],
        "children": shown.rows(children),
        "boundaries": reverse("places:boundaries"),
        "aside": "mediation/_aside.html",
        "dispute": dispute,
        "may_file": actor.may("mediation.file", matter.place_path, matter.holder_id),
    }


def _fitting(buttons: list[dict[str, Any]], dispute: Dispute, stage: rules.Stage) -> list[dict[str, Any]]:
    """The buttons of moves that can mean something now, the next one first; the flow decides what is permitted."""
    left, is_waiting = stage.hindrances, "unasked" in stage.hindrances
    idle = {
        "ask": stage.is_asked,
        "agree": not is_waiting,
        "refuse": not is_waiting and stage.state == "mediating",
        "disclose": "disclosure" not in left or "mediator" in left,
        "recuse": "mediator" in left,
        "start": bool(left),
        "record": not stage.has_session,
        "confirm_record": not stage.has_record,
        "sign": not stage.is_drafted,
        "settle": dispute.is_written is True,
        "apply_court": dispute.confirm_until is None or dispute.court_applied_on is not None,
        "court_answer": dispute.court_applied_on is None or bool(dispute.court_result),
        "say": dispute.visited_at is None,
    }
    fitting = [button for button in buttons if not idle.get(button["name"])]
    return sorted(fitting, key=lambda button: button["name"] != rules.next_step(stage))


def yuan(fen: int) -> str:
    return _("%(yuan)s 元") % {"yuan": f"{fen / 100:,.2f}"} if fen else ""


def _facts(matter: Matter, dispute: Dispute) -> list[tuple[str, Any]]:
    return [
        (_("纠纷类型"), queries.types().get(matter.category, matter.category)),
        (_("级别"), _(LEVELS[dispute.level])),
        (_("涉及金额"), yuan(dispute.amount_fen)),
        (_("来源"), _(SOURCES.get(matter.channel, matter.channel))),
        (_("委托单位"), f"{dispute.entrusted_by} {dispute.entrusted_ref}".strip()),
        (_("地点"), dispute.place_words),
        (_("承办单位"), matter.holder.name if matter.holder else ""),
        (_("调解方式"), _(FORMS[dispute.form]) if dispute.form else ""),
        (_("调解组织"), dispute.body.name if dispute.body else ""),
        (_("调解结果"), _(RESULTS[dispute.result]) if dispute.result else ""),
        (_("办理结果"), _(OUTCOMES[matter.outcome]) if matter.outcome else ""),
        (_("原来的纠纷"), dispute.relapse_of.number if dispute.relapse_of else ""),
        (_("上级事项"), matter.parent.number if matter.parent else ""),
    ]


def _call_facts(matter: Matter) -> list[tuple[str, Any]]:
    return [
        (_("来自纠纷"), matter.parent.number if matter.parent else ""),
        (_("承办单位"), matter.holder.name if matter.holder else ""),
        (_("结果"), _(OUTCOMES[matter.outcome]) if matter.outcome else ""),
    ]


def _missing(stage: rules.Stage) -> list[tuple[str, str, str]]:
    """What must still be done before mediation may begin."""
    left = [_(WHY_NOT[name]) for name in stage.hindrances if name != "danger"]
    return [(" ".join(left), "info", _("开始调解还差"))] if left and stage.state == "registered" else []


def _remarks(matter: Matter, dispute: Dispute) -> list[tuple[str, str, str]]:
    """Notes above the page: (text, tone, title)."""
    found = []
    if dispute.findings:
        text = _("、").join(_(DANGERS[name]) for name in dispute.findings)
        routes = " ".join(_(ROUTES[name]) + _("。") for name in rules.routes_for(dispute.findings))
        is_halted = bool(rules.HALTS & set(dispute.findings))
        found.append(
            (
                f"{text}{_('。')}{routes}",
                "bad" if is_halted else "warn",
                _("不能调解") if is_halted else _("有一方处于弱势，协议要先读过一天再签"),
            )
        )
    if dispute.routes and dispute.result != "agreement":
        found.append((" ".join(_(ROUTES[name]) + _("。") for name in dispute.routes), "info", _("其他法律途径")))
    if dispute.confirm_until and not dispute.court_applied_on and not matter.closed_at:
        found.append(
            (
                _("各方可以共同申请司法确认，最晚 %(until)s，不收费。") % {"until": dispute.confirm_until},
                "info",
                _("司法确认"),
            )
        )
    if matter.supervised_at and not matter.closed_at:
        found.append((_("上级正在督办这件事。"), "warn", _("督办")))
    if dispute.has_relapsed:
        found.append((_("回访或者以后发现纠纷又起来了。"), "warn", _("反弹")))
    if matter.duplicate_of:
        found.append((_("已并入 %(number)s") % {"number": matter.duplicate_of.number}, "info", ""))
    return found
