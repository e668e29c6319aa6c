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
)
