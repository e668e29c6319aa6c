"""What an administrator does to people, roles and units: the rule first, then the plain action."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel import audit
from lianxin.kernel.access import actions, rules, totp
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Role, RoleGrant, Unit, User
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.words import N_

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without look-alikes, for passwords that are read out or copied from paper."""


class Refused(ValueError):
    """The administrator may not do this; ``str()`` says why. ``field``: the input that it concerns."""

    def __init__(self, sentence: str, field: str = "", **facts: Any) -> None:
        super().__init__(sentence)
        self.field, self.facts = field, facts

    def __str__(self) -> str:
        return _(self.args[0]) % self.facts if self.facts else _(self.args[0])


def city() -> str:
    return str(pack().get("places.city", ""))


def new_password() -> str:
    """Sixteen signs in groups of four: some 78 random bits, changed at the first sign-in."""
    return "-".join("".join(secrets.choice(SIGNS) for _n in range(4)) for _n in range(4))


def held_by(user: User) -> list[rules.Held]:
    """Where the person holds roles, also those that begin later."""
    rows = RoleGrant.objects.filter(user=user).select_related("unit")
    return [rules.Held(row.unit.place_path if row.unit else row.place_path) for row in rows]


def why_not_manage(user: User, actor: Actor) -> str:
    home = user.unit.place_path if user.unit else ""
    return rules.why_not_manage(actor, home, held_by(user), city(), user.pk)


def _locked(user: User, actor: Actor) -> User:
    row = User.objects.select_for_update(of=("self",)).select_related("unit").get(pk=user.pk)
    if why := why_not_manage(row, actor):
        raise Refused(why)
    return row


def _check_home(actor: Actor, unit: Unit | None) -> None:
    if not rules.is_within(actor, unit.place_path if unit else "", city()):
        raise Refused(rules.OUTSIDE, field="unit")


@audit.together()
def add_person(*, actor: Actor, login: str, name: str, unit: Unit | None, email: str = "") -> tuple[User, str]:
    """A new log-in and its first password, which is told once and changed at the first sign-in."""
    _check_home(actor, unit)
    if User.objects.filter(login=login).exists():
        raise Refused(N_("已有这个登录名：%(login)s"), field="login", login=login)
    password = new_password()
    return actions.add_user(actor=actor, login=login, name=name, password=password, unit=unit, email=email), password


@audit.together()
def change_person(user: User, *, actor: Actor, **facts: Any) -> User:
    """Changes name, unit, email, is_active, requires_totp. Nobody shuts the own account."""
    row = _locked(user, actor)
    if "unit" in facts and facts["unit"] != row.unit:
        _check_home(actor, facts["unit"])
    if facts.get("is_active") is False and row.pk == actor.user_id:
        raise Refused(rules.NOT_ONESELF, field="is_active")
    changed = {key: value for key, value in facts.items() if getattr(row, key) != value}
    return actions.change_user(row, actor=actor, **changed) if changed else row


@audit.together()
def reset_password(user: User, *, actor: Actor) -> str:
    """A new password, told once; all sessions end and it is changed at the next sign-in."""
    row = _locked(user, actor)
    password = new_password()
    actions.set_password(row, password, actor=actor, must_change=True)
    audit.record(actor, "access.reset_password", subject=f"user:{row.pk}", place_path=_home(row))
    return password


@audit.together()
def forget_second_factor(user: User, *, actor: Actor) -> None:
    """A lost telephone: where it is required, the person enrols anew at the next sign-in."""
    row = _locked(user, actor)
    totp.forget(row, actor=actor)
    actions.end_sessions(row, actor=actor)


@audit.together()
def end_sessions(user: User, *, actor: Actor) -> None:
    actions.end_sessions(_locked(user, actor), actor=actor)


@audit.together()
def grant(
    user: User,
    role: Role,
    *,
    actor: Actor,
    place_path: str = "",
    unit: Unit | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleGrant:
    """Gives a role over a place, or over what a unit holds, for some days or until further notice."""
    row = _locked(user, actor)
    where = unit.place_path if unit else place_path
    if why := rules.why_not_grant(actor, role.permissions, where, city()):
        raise Refused(why, field="role" if why == rules.NOT_HELD else "place")
    if row.kind != User.STAFF:
        raise Refused(N_("居民账号不能有工作人员的角色。"))
    return actions.grant(row, role, actor=actor, place_path=place_path, unit=unit, starts_on=starts_on, ends_on=ends_on)


@audit.together()
def revoke(row: RoleGrant, *, actor: Actor) -> None:
    """Takes a role back. The own administration is taken back by somebody else."""
    user = _locked(row.user, actor)
    if user.pk == actor.user_id and rules.MANAGE in row.role.permissions:
        raise Refused(rules.NOT_ONESELF)
    actions.revoke(row, actor=actor)


@transaction.atomic
def save_role(
    *, actor: Actor, label: str, permissions: list[str], requires_totp: bool, code: str = "", role: Role | None = None
) -> Role:
    """Makes or changes a role. Roles hold for the whole city, so only its administrator does."""
    if not rules.is_top(actor, city()):
        raise Refused(rules.ONLY_TOP)
    if role is None and Role.objects.filter(code=code).exists():
        raise Refused(N_("已有代码为 %(code)s 的角色。"), field="code", code=code)
    return actions.save_role(
        role or Role(code=code), actor=actor, label=label, permissions=permissions, requires_totp=requires_totp
    )


@transaction.atomic
def save_unit(*, actor: Actor, code: str, place_path: str, unit: Unit | None = None, **facts: Any) -> Unit:
    """Adds or changes a unit of the actor's territory. One that still holds open matters is not closed down."""
    for path in {place_path, *([unit.place_path] if unit else [])}:
        if not rules.is_within(actor, path, city()):
            raise Refused(rules.OUTSIDE, field="place")
    if unit is None and Unit.objects.filter(code=code).exists():
        raise Refused(N_("已有代码为 %(code)s 的单位。"), field="code", code=code)
    if unit is not None and unit.is_active and facts.get("is_active") is False:
        held = unit.matters.unscoped(reason="a count, before the unit is closed").filter(closed_at__isnull=True).count()
        if held:
            raise Refused(
                N_("这个单位手里还有 %(count)d 件没有办结，请先转给别的单位。"), field="is_active", count=held
            )
    return actions.save_unit(actor=actor, code=code, place_path=place_path, **facts)


def _home(user: User) -> str:
    return user.unit.place_path if user.unit else ""
