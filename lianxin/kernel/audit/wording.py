"""The trail in words: what was done, and what the entry tells of it."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _

from lianxin.kernel.matters.flow import Flow
from lianxin.kernel.modules import registry
from lianxin.kernel.words import N_

GROUPS = {
    "access.": N_("登录、人员和权限"),
    "secret.": N_("查看加密的联系方式"),
    "exchange.": N_("导入导出"),
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
    "places.import": N_("导入区划"),
    "places.import_boundaries": N_("导入边界"),
    "places.add": N_("添加地点"),
    "places.close": N_("停用地点"),
    "places.merge": N_("合并地点"),
    "places.move": N_("调整地点隶属"),
    "places.rename": N_("地点改名"),
    "places.split": N_("拆分地点"),
    "jobs.retry": N_("重做后台任务"),
    "figures.sign": N_("签发数据"),
    "secrets.rotate": N_("更换加密密钥"),
    "api.make_token": N_("生成接口令牌"),
    "api.revoke_token": N_("停用接口令牌"),
    "api.make_hook": N_("添加事件推送"),
    "api.switch_hook": N_("启用或停用事件推送"),
    "api.resend": N_("重发事件推送"),
    "requests.words": N_("装入类别、派单规则和答复用语"),
    "orgs.demo": N_("装入组织名录"),
    "dispute.card": N_("做调解评价卡"),
    "mediation.save_body": N_("修改调解组织"),
    "mediation.save_mediator": N_("修改调解员"),
    "petition.window": N_("修改代办窗口"),
    "petition.agent": N_("修改代办员"),
    "petition.policy": N_("修改信访制度"),
    "petition.sitting": N_("安排接访"),
    "petition.cancel_sitting": N_("取消接访"),
    "petition.rate": N_("代办评价"),
    "suggestion.evaluate": N_("评价建议"),
    "session.plan": N_("安排会议"),
    "session.hold": N_("开会"),
    "session.topic": N_("修改会议议题"),
    "session.minutes": N_("写会议纪要"),
    "session.approve": N_("审定会议纪要"),
    "document.adopt": N_("审议通过文件"),
    "document.repeal": N_("废止文件"),
}


def choices() -> dict[str, str]:
    """Action, or the beginning of one → its words: for the filter of the page."""
    own = {code: _(label) for code, label in GROUPS.items()}
    kinds = {f"{kind}.": _(flow.label) for kind, flow in registry.flows().items()}
    return own | kinds | {code: _(label) for code, label in LABELS.items()}


def label_of(action: str) -> str:
    """An action in words: the move of its flow, or our own word; else its code."""
    flow, move = _move(action)
    if flow and move in flow.by_move:
        return _("%(kind)s：%(move)s") % {"kind": _(flow.label), "move": _(flow.move(move).label)}
    if flow and move == "open":
        return _("%(kind)s：收到") % {"kind": _(flow.label)}
    return _(LABELS[action]) if action in LABELS else action


def facts_of(action: str, detail: str) -> str:
    """What the entry holds beside who and where; the states of a move by their names."""
    told = json.loads(detail)
    if not isinstance(told, dict):
        return detail
    flow, _name = _move(action)
    course = _course(flow, told) if flow else ""
    rest = [f"{key}: {_short(value)}" for key, value in told.items() if not (course and key in {"from", "to"})]
    return " · ".join([course, *rest] if course else rest)


def _move(action: str) -> tuple[Flow | None, str]:
    kind, _dot, move = action.partition(".")
    return registry.flows().get(kind), move


def _course(flow: Flow, told: dict[str, object]) -> str:
    """``已答复 → 已办结``, or nothing where no state changed hands."""
    states = [flow.by_state.get(str(told.get(key))) for key in ("from", "to")]
    names = [_(state.label) for state in states if state]
    return " → ".join(dict.fromkeys(names)) if len(names) == 2 else ""


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:80] + "…"
