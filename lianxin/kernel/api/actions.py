"""Every write on tokens and hooks."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.access.models import User
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.api import addresses
from lianxin.kernel.api.models import MANAGE, Hook, HookDelivery, Token
from lianxin.kernel.api.queries import token_hash

OWN = "api.token"
LONGEST_DAYS = 365
PREFIX = "lx_"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown once: the text itself is not kept."""

    token: Token
    text: str


@transaction.atomic
def make_token(
    *, actor: Actor, name: str, scopes: Sequence[str], days: int, place_path: str = "", user: User | None = None
) -> Shown:
    """A new token of one's own, or of ``user`` by who manages the interface at that person's unit.

    scopes: permissions, each of which the person holds now. days: 1 … 365. Raises Denied, NotHeld, ValueError.
    """
    _check_may_make(actor, user)
    _check_held(actor_of(user) if user else actor, scopes)
    if not 1 <= days <= LONGEST_DAYS or not scopes:
        raise ValueError("days or scopes")
    text = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user_id=user.pk if user else actor.user_id,
        name=name,
        prefix=text[:9],
        hash=token_hash(text),
        scopes=sorted(set(scopes)),
        place_path=place_path,
        expires_at=timezone.now() + timedelta(days=days),
    )
    audit.record(
        actor,
        "api.make_token",
        subject=f"token:{token.pk}",
        place_path=place_path,
        detail={"user": token.user_id, "scopes": token.scopes, "days": days},
    )
    return Shown(token, text)


def _check_may_make(actor: Actor, user: User | None) -> None:
    if (not actor.is_staff and not actor.is_system) or actor.scopes is not None:
        raise Denied(OWN)  # a token makes no tokens
    if user is None or user.pk == actor.user_id:
        if not actor.holds(OWN) and not actor.holds(MANAGE):
            raise Denied(OWN)
    else:
        actor.require(MANAGE, user.unit.place_path if user.unit else "")


class NotHeld(ValueError):
    """A token cannot do what its person cannot do."""

    def __str__(self) -> str:
        return _("这个人没有这项权限：%(permission)s") % {"permission": self.args[0]}


def _check_held(person: Actor, scopes: Sequence[str]) -> None:
    missing = [scope for scope in scopes if not person.holds(scope)]
    if missing:
        raise NotHeld(", ".join(missing))


@transaction.atomic
def revoke_token(token: Token, *, actor: Actor) -> Token:
    """Ends a token at once. Revoking twice changes nothing."""
    if token.user_id != actor.user_id:
        actor.require(MANAGE, token.user.unit.place_path if token.user.unit else "")
    if Token.objects.visible_to(actor).filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record(actor, "api.revoke_token", subject=f"token:{token.pk}")
    token.refresh_from_db(from_queryset=Token.objects.visible_to(actor))
    return token


def mark_used(token: Token) -> None:
    """Writes the day of use, at most once a day."""
    today = timezone.localdate()
    if token.last_used_on != today:
        rows = Token.objects.unscoped(reason="day of use of the token just presented")
        rows.filter(Q(last_used_on__lt=today) | Q(last_used_on=None), pk=token.pk).update(last_used_on=today)


@dataclass(frozen=True, slots=True)
class ShownHook:
    hook: Hook
    secret: str


@transaction.atomic
def make_hook(*, actor: Actor, name: str, url: str, events: Sequence[str], place_path: str) -> ShownHook:
    """A new hook; its signing secret is shown once. Raises Denied, or addresses.Refused: we do not call there."""
    actor.require(MANAGE, place_path)
    addresses.check(url)
    secret = secrets.token_urlsafe(32)
    hook = Hook.objects.create(
        name=name,
        url=url,
        secret=secret,
        events=sorted(set(events)),
        place_path=place_path,
        created_by_id=actor.user_id,
    )
    audit.record(
        actor,
        "api.make_hook",
        subject=f"hook:{hook.pk}",
        place_path=place_path,
        detail={"url": url, "events": hook.events},
    )
    return ShownHook(hook, secret)


@transaction.atomic
def switch_hook(hook: Hook, *, actor: Actor, is_active: bool) -> Hook:
    """Stops a hook, or lets it run again: what was waiting is sent, what happened meanwhile is not told."""
    actor.require(MANAGE, hook.place_path)
    Hook.objects.visible_to(actor).filter(pk=hook.pk).update(is_active=is_active)
    hook.is_active = is_active
    if is_active:
        _queue_waiting(hook, actor)
    audit.record(
        actor, "api.switch_hook", subject=f"hook:{hook.pk}", place_path=hook.place_path, detail={"is_active": is_active}
    )
    return hook


def _queue_waiting(hook: Hook, actor: Actor) -> None:
    from lianxin.kernel.api.jobs import deliver

    waiting = HookDelivery.objects.visible_to(actor).filter(hook=hook, status=HookDelivery.WAITING)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        deliver.enqueue(pk)


class NotDead(ValueError):
    """Only a delivery that was given up is sent again."""

    def __str__(self) -> str:
        return _("只有发送失败的记录可以重发。")


@transaction.atomic
def resend(delivery: HookDelivery, *, actor: Actor) -> HookDelivery:
    """Gives a dead delivery all its attempts again. Raises Denied, NotDead."""
    from lianxin.kernel.api.jobs import deliver

    actor.require(MANAGE, delivery.hook.place_path)
    changed = HookDelivery.objects.visible_to(actor).filter(pk=delivery.pk, status=HookDelivery.DEAD)
    if not changed.update(status=HookDelivery.WAITING, attempts=0, next_at=timezone.now()):
        raise NotDead
    deliver.enqueue(delivery.pk)
    audit.record(
        actor,
        "api.resend",
        subject=f"hook:{delivery.hook_id}",
        place_path=delivery.hook.place_path,
        detail={"delivery": str(delivery.uid)},
    )
    delivery.refresh_from_db(from_queryset=HookDelivery.objects.visible_to(actor))
    return delivery
