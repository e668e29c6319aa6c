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
OF_SECRETS = {
    "secret.read": N_("查看联系方式"),
    "secrets.rotate": N_("更换加密密钥"),
}
"""Acts of the one package that is no module."""


def choices() -> dict[str, str]:
    """Action, or the beginning of one → its words: for the filter of the page."""
    own = {code: _(label) for code, label in GROUPS.items()}
    kinds = {f"{kind}.": _(flow.label) for kind, flow in registry.flows().items()}
    return own | kinds | {code: _(label) for code, label in _acts().items()}


def label_of(action: str) -> str:
    """An action in words: the move of its flow, or our own word; else its code."""
    flow, move = _move(action)
    if flow and move in flow.by_move:
        return _("%(kind)s：%(move)s") % {"kind": _(flow.label), "move": _(flow.move(move).label)}
    if flow and move == "open":
        return _("%(kind)s：收到") % {"kind": _(flow.label)}
    label = _acts().get(action)
    return _(label) if label else action


def facts_of(action: str, detail: str) -> str:
    """What the entry holds beside who and where; the states of a move by their names."""
    told = json.loads(detail)
    if not isinstance(told, dict):
        return detail
    flow, _name = _move(action)
    course = _course(flow, told) if flow else ""
    rest = [f"{key}: {_short(value)}" for key, value in told.items() if not (course and key in {"from", "to"})]
    return " · ".join([course, *rest] if course else rest)


def _acts() -> dict[str, str]:
    return OF_SECRETS | {code: label for module in registry.modules() for code, label in module.acts.items()}


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
