"""Reads of tokens, hooks and deliveries."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Count, Q, QuerySet

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.api.models import Hook, HookDelivery, Token


def token_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def token_by_text(text: str) -> Token | None:
    """The usable token of an active person, with person and unit; None for any other text. One query."""
    rows = Token.objects.unscoped(reason="finding the caller by the token they hold").select_related("user__unit")
    token = rows.filter(hash=token_hash(text), user__is_active=True).first()
    return token if token is not None and token.is_usable else None


def tokens(actor: Actor) -> QuerySet[Any]:
    """Tokens that the actor may look after: those of the people of their places."""
    rows: QuerySet[Any] = Token.objects.visible_to(actor)
    return rows.select_related("user__unit")


def own_tokens(actor: Actor) -> QuerySet[Any]:
    rows: QuerySet[Any] = Token.objects.visible_to(actor)
    return rows.filter(user_id=actor.user_id)


def hooks(actor: Actor) -> QuerySet[Any]:
    """Hooks of the actor's places, each with how many deliveries wait and how many are dead."""
    waiting = Count("deliveries", filter=Q(deliveries__status=HookDelivery.WAITING))
    dead = Count("deliveries", filter=Q(deliveries__status=HookDelivery.DEAD))
    rows: QuerySet[Any] = Hook.objects.visible_to(actor)
    counted: QuerySet[Any] = rows.annotate(waiting=waiting, dead=dead)
    return counted


def hook(actor: Actor, pk: int) -> Hook:
    """Raises Hook.DoesNotExist."""
    found: Hook = hooks(actor).get(pk=pk)
    return found


def deliveries(actor: Actor, hook: Hook) -> QuerySet[Any]:
    rows: QuerySet[Any] = HookDelivery.objects.visible_to(actor)
    return rows.filter(hook=hook)
