"""From a signed-in person to an Actor, in one query."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from lianxin.kernel.access.actor import Actor, Grant
from lianxin.kernel.access.models import Delegation, RoleGrant, Unit, User, in_force

NOT_DELEGATED = frozenset({"access.manage", "audit.read", "secrets.reveal"})
"""Permissions that leave cover does not pass on."""


def actor_of(user: User, scopes: frozenset[str] | None = None) -> Actor:
    """The actor for a user, with own grants and those lent by colleagues on leave.

    scopes: permissions an API token is limited to, or None.
    """
    unit = user.unit
    return Actor(
        kind="staff" if user.kind == User.STAFF else "resident",
        name=user.name,
        user_id=user.pk,
        unit_id=user.unit_id,
        unit_name=unit.name if unit else "",
        place_path=unit.place_path if unit else "",
        grants=tuple(_grants(user)) if user.kind == User.STAFF else (),
        language=user.language or "zh-hans",
        scopes=scopes,
    )


def signed_in_user(user_id: int) -> User | None:
    """The active user of a session with unit and grants: one query for those who hold a role, two for others."""
    rows = _rows(user_id)
    user = next((row.user for row in rows if row.user_id == user_id), None)
    if user is None:
        user = User.objects.select_related("unit").filter(pk=user_id).first()
    if user is None or not user.is_active:
        return None
    user.grant_rows = rows
    return user


def _rows(user_id: int) -> list[RoleGrant]:
    """The grants in force of a person and of those whose leave they cover."""
    today = timezone.localdate()
    lenders = Delegation.objects.filter(
        taker=user_id, starts_on__lte=today, ends_on__gte=today, ended_at__isnull=True, giver__is_active=True
    ).values("giver")
    rows = RoleGrant.objects.filter(Q(user=user_id) | Q(user__in=lenders)).filter(in_force())
    return list(rows.select_related("role", "user__unit"))


def _grants(user: User) -> list[Grant]:
    rows = getattr(user, "grant_rows", None)
    rows = _rows(user.pk) if rows is None else rows
    return [_grant(row, own=row.user_id == user.pk) for row in rows]


def _grant(row: RoleGrant, *, own: bool) -> Grant:
    permissions = frozenset(row.role.permissions)
    return Grant(
        role=row.role.code,
        permissions=permissions if own else permissions - NOT_DELEGATED,
        place_path=row.place_path,
        unit_id=row.unit_id,
    )


def needs_second_factor(user: User) -> bool:
    """Whether an administrator requires a second factor of this person, directly or by a role."""
    if user.kind != User.STAFF:
        return False
    return user.requires_totp or RoleGrant.objects.filter(in_force(), user=user, role__requires_totp=True).exists()


def grants_shown(user: User) -> list[RoleGrant]:
    """The roles a person holds today, with place and unit, for their own account page."""
    rows = RoleGrant.objects.filter(in_force(), user=user)
    return list(rows.select_related("role", "unit").order_by("place_path", "role__code"))


def leaves(user: User) -> list[Delegation]:
    """Leave cover that the person gave and that has not ended."""
    rows = Delegation.objects.filter(giver=user, ended_at__isnull=True, ends_on__gte=timezone.localdate())
    return list(rows.select_related("taker").order_by("starts_on"))


def unit_name(pk: str) -> str:
    """A unit's name by its key as an address carries it; the text itself when there is none."""
    found = Unit.objects.filter(pk=int(pk)).values_list("name", flat=True).first() if pk.isdecimal() else None
    return found or pk
