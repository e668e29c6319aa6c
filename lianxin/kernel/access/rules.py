"""What an administrator may give, to whom, and where. Pure.

An administrator of a district rules over that district only, and gives away only what he holds there himself; the
administrator of the whole city (or installation) gives any role. Leave cover never passes administration on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.words import N_

MANAGE = "access.manage"
OUTSIDE = N_("这里不在您的管理范围内。")
NOT_HELD = N_("不能授予您自己在这里没有的权限。")
NO_PLACE = N_("请选择区域或单位。")
OTHERS_REACH = N_("这个人还有您管理范围以外的角色，请找上一级管理员。")
ONLY_TOP = N_("角色的内容由全市管理员修改。")
NOT_ONESELF = N_("不能对自己的账号做这件事。")


@dataclass(frozen=True, slots=True)
class Held:
    """Where somebody holds a role: a place, or the place of the unit whose matters it is for."""

    place_path: str


def is_top(actor: Actor, city_path: str) -> bool:
    """Whether the actor administers the whole city."""
    return actor.may(MANAGE, city_path)


def is_within(actor: Actor, place_path: str, city_path: str) -> bool:
    """Whether a place, or no place at all, lies in what the actor administers."""
    return is_top(actor, city_path) if not place_path else actor.may(MANAGE, place_path)


def why_not_manage(actor: Actor, home_path: str, held: Sequence[Held], city_path: str, user_id: int | None) -> str:
    """Why the actor may not change this person; "" when he may.

    home_path: the place of the person's unit, "" for none. Whoever reaches further than the administrator is out of
    reach: a new password for them would be a way to their permissions.
    """
    if is_top(actor, city_path):
        return ""
    if not is_within(actor, home_path, city_path) and user_id != actor.user_id:
        return OUTSIDE
    return "" if all(is_within(actor, grant.place_path, city_path) for grant in held) else OTHERS_REACH


def why_not_grant(actor: Actor, permissions: Collection[str], place_path: str, city_path: str) -> str:
    """Why the actor may not give these permissions over this place, or over a unit that lies there; "" when he may."""
    if is_top(actor, city_path):
        return ""
    if not place_path:
        return NO_PLACE
    if not actor.may(MANAGE, place_path):
        return OUTSIDE
    return "" if all(actor.may(permission, place_path) for permission in permissions) else NOT_HELD
