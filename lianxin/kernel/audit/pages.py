"""Who did what, where and when; and whether the trail was whole last night."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import staff
from lianxin.kernel.audit import queries
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.modules import registry
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render
from lianxin.kernel.words import N_

GROUPS = {
    "access.": N_("登录、人员和权限"),
    "secret.": N_("查看加密的联系方式"),
    "exchange.": N_("导入导出"),
    "request.": N_("诉求"),
    "call.": N_("吹哨"),
    "places.": N_("区划"),
    "jobs.": N_("后台任务"),
    "api.": N_("接口"),
    "figures.": N_("数据"),
}
LABELS = {
    "access.sign_in": N_("登录"),
    "access.user": N_("添加人员"),
    "access.change_user": N_("修改人员"),
    "access.end_sessions": N_("退出所有登录"),
    "access.grant": N_("授予角色"),
    "access.revoke": N_("收回角色"),
    "access.role": N_("修改角色"),
    "access.roles": N_("装入角色"),
    "access.unit": N_("修改单位"),
    "access.delegate": N_("安排代办"),
    "access.end_delegation": N_("结束代办"),
    "access.totp": N_("设置动态口令"),
    "access.forget_totp": N_("清除动态口令"),
    "access.reset_password": N_("重设密码"),
    "secret.read": N_("查看联系方式"),
    "exchange.import": N_("导入"),
    "exchange.discard": N_("放弃导入"),
    "exchange.export": N_("导出"),
    "request.attach": N_("添加照片或文件"),
    "request.ballot": N_("做评价卡"),
    "request.paper": N_("录入纸质评价"),
    "request.follow": N_("跟进同一件事"),
    "request.add_category": N_("添加类别"),
    "request.change_category": N_("修改类别"),
    "request.routing_line": N_("修改派单规则"),
    "request.delete_routing_line": N_("删除派单规则"),
    "request.reply_text": N_("修改答复用语"),
    "request.delete_reply_text": N_("删除答复用语"),
}


@staff("audit.read")
def entries(request: HttpRequest) -> HttpResponse:
    """The trail, newest first."""
    bar = FilterBar(
        request,
        [
            Filter("who", _("谁"), "text", placeholder=_("姓名或单位")),
            Filter("action", _("做了什么"), "choice", [(code, _(label)) for code, label in (GROUPS | LABELS).items()]),
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
        "facts": _facts(entry.detail),
    }


def label_of(action: str) -> str:
    """An action in words: the move of its flow, or our own word; else its code."""
    kind, _dot, move = action.partition(".")
    flow = registry.flows().get(kind)
    if flow and move in flow.by_move:
        return _("%(kind)s：%(move)s") % {"kind": _(flow.label), "move": _(flow.move(move).label)}
    if flow and move == "open":
        return _("%(kind)s：收到") % {"kind": _(flow.label)}
    return _(LABELS[action]) if action in LABELS else action


def _facts(detail: str) -> str:
    told = json.loads(detail)
    return " · ".join(f"{key}: {_short(value)}" for key, value in told.items()) if isinstance(told, dict) else detail


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:80] + "…"
