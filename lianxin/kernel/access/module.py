"""Signing in, one's own account, and the administration of people, roles and units."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_

MODULE = Module(
    name="access",
    label=N_("权限"),
    mount="",
    urls="lianxin.kernel.access.urls",
    pages=(
        Page(N_("人员"), "access:users", "access.manage", "users", group="manage", order=60),
        Page(N_("角色"), "access:roles", "access.manage", "id-badge-2", group="manage", order=61),
        Page(N_("单位名册"), "access:units", "access.manage", "building-community", group="manage", order=62),
    ),
    permissions={"access.manage": N_("管理人员、角色和单位")},
    acts={
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
    },
)
