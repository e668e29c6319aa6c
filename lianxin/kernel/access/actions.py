"""Every write on people, roles and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Delegation, Role, RoleGrant, Unit, User


@transaction.atomic
def load_roles(rows: Mapping[str, Mapping[str, Any]], *, actor: Actor) -> int:
    """Brings the pack's roles in; those that exist keep what an administrator made of them. How many are new."""
    made = 0
    for code, row in rows.items():
        defaults = {"label": row["label"], "level": row.get("level", ""), "permissions": list(row["permissions"])}
        made += Role.objects.get_or_create(code=code, defaults=defaults)[1]
    if made:
        audit.record(actor, "access.roles", detail={"made": made})
    return made


@transaction.atomic
def save_unit(
    *,
    actor: Actor,
    code: str,
    name: str,
    kind: str,
    place_path: str,
    parent: Unit | None = None,
    phone: str = "",
    is_active: bool = True,
) -> Unit:
    """Makes or changes the unit of this code."""
    facts = {
        "name": name,
        "kind": kind,
        "place_path": place_path,
        "parent": parent,
        "phone": phone,
        "is_active": is_active,
    }
    unit, _new = Unit.objects.update_or_create(code=code, defaults=facts)
    audit.record(actor, "access.unit", subject=f"unit:{unit.pk}", place_path=place_path, detail={"code": code})
    return unit


@transaction.atomic
def add_user(
    *,
    actor: Actor,
    login: str,
    name: str,
    password: str,
    unit: Unit | None = None,
    kind: str = User.STAFF,
    email: str = "",
    must_change: bool = True,
    check: bool = True,
) -> User:
    """A new log-in. Raises ValidationError when the password breaks the rules.

    password: "" for somebody who cannot sign in by one (an identity provider does it, or nobody does).
    """
    user = User(login=login, name=name, unit=unit, kind=kind, email=email, must_change_password=must_change)
    if check and password:
        validate_password(password, user)
    user.set_password(password or None)
    user.save(force_insert=True)
    audit.record(actor, "access.user", subject=f"user:{user.pk}", detail={"login": login})
    return user


@transaction.atomic
def change_user(user: User, *, actor: Actor, **facts: Any) -> User:
    """Changes name, unit, e-mail, is_active or requires_totp; leaving or being shut out ends all sessions."""
    allowed = {"name", "unit", "email", "is_active", "requires_totp", "language", "must_change_password"}
    for key in facts.keys() - allowed:
        raise ValueError(key)
    for key, value in facts.items():
        setattr(user, key, value)
    user.save(update_fields=list(facts))
    if facts.get("is_active") is False:
        end_sessions(user, actor=actor)
    audit.record(actor, "access.change_user", subject=f"user:{user.pk}", detail={"fields": sorted(facts)})
    return user


@transaction.atomic
def set_password(user: User, password: str, *, actor: Actor, must_change: bool = False) -> None:
    """A new password; every session of the person ends. Raises ValidationError."""
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = must_change
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user, actor=actor)


@transaction.atomic
def end_sessions(user: User, *, actor: Actor) -> None:
    """Ends every session of a person, wherever it is."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    audit.record(actor, "access.end_sessions", subject=f"user:{user.pk}")


@transaction.atomic
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
    """Gives a role over a subtree, or over what a unit holds. The same grant again changes its dates."""
    row, _new = RoleGrant.objects.update_or_create(
        user=user,
        role=role,
        place_path="" if unit else place_path,
        unit=unit,
        defaults={"starts_on": starts_on or timezone.localdate(), "ends_on": ends_on, "granted_by": actor.name},
    )
    audit.record(
        actor,
        "access.grant",
        subject=f"user:{user.pk}",
        place_path=place_path,
        detail={"role": role.code, "unit": unit.code if unit else ""},
    )
    return row


@transaction.atomic
def revoke(row: RoleGrant, *, actor: Actor) -> None:
    """Takes a role back."""
    audit.record(
        actor, "access.revoke", subject=f"user:{row.user_id}", place_path=row.place_path, detail={"role": row.role.code}
    )
    row.delete()


@transaction.atomic
def save_role(role: Role, *, actor: Actor, label: str, permissions: Sequence[str], requires_totp: bool) -> Role:
    """Changes what a role may do."""
    role.label, role.permissions, role.requires_totp = label, sorted(set(permissions)), requires_totp
    role.save()
    audit.record(actor, "access.role", subject=f"role:{role.pk}", detail={"permissions": role.permissions})
    return role


@transaction.atomic
def delegate(*, actor: Actor, giver: User, taker: User, starts_on: date, ends_on: date, reason: str) -> Delegation:
    """Leave cover: for these days the taker may do what the giver may."""
    row = Delegation.objects.create(giver=giver, taker=taker, starts_on=starts_on, ends_on=ends_on, reason=reason)
    audit.record(
        actor,
        "access.delegate",
        subject=f"user:{giver.pk}",
        detail={"to": taker.pk, "from": str(starts_on), "until": str(ends_on)},
    )
    return row


@transaction.atomic
def end_delegation(row: Delegation, *, actor: Actor) -> None:
    """Ends leave cover before its day."""
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    audit.record(actor, "access.end_delegation", subject=f"user:{row.giver_id}", detail={"to": row.taker_id})


@transaction.atomic
def note_sign_in(user: User, *, actor: Actor) -> None:
    """Writes down that a session began."""
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    audit.record(actor, "access.sign_in", subject=f"user:{user.pk}")
