"""The interface for programs: tokens, webhooks, and the events that hooks are told of."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_

MODULE = Module(
    name="api",
    label=N_("接口"),
    urls="lianxin.kernel.api.urls",
    timetable="lianxin.kernel.api.jobs.TIMETABLE",
    pages=(
        Page(N_("接口令牌"), "interface:tokens", "api.manage", "key", group="manage", order=85),
        Page(N_("事件推送"), "interface:hooks", "api.manage", "send", group="manage", order=86),
    ),
    permissions={
        "api.manage": N_("管理接口令牌和事件推送"),
        "api.token": N_("使用自己的接口令牌"),
    },
    hears={"*": "lianxin.kernel.api.hooks.hear"},
    acts={
        "api.make_token": N_("生成接口令牌"),
        "api.revoke_token": N_("停用接口令牌"),
        "api.make_hook": N_("添加事件推送"),
        "api.switch_hook": N_("启用或停用事件推送"),
        "api.resend": N_("重发事件推送"),
    },
)
