"""Reads of tokens, hooks and deliveries."""

from __future__ import annotations

import hashlib

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


def tokens(actor: Actor) -> QuerySet[Token]:
    """Tokens that the actor may look after: those of the people of their places."""
    return Token.objects.visible_to(actor).select_related("user__unit")


def own_tokens(actor: Actor) -> QuerySet[Token]:
    return Token.objects.visible_to(actor).filter(user_id=actor.user_id)


def hooks(actor: Actor) -> QuerySet[Hook]:
    """Hooks of the actor's places, each with how many deliveries wait and how many are dead."""
    waiting = Count("deliveries", filter=Q(deliveries__status=HookDelivery.WAITING))
    dead = Count("deliveries", filter=Q(deliveries__status=HookDelivery.DEAD))
    return Hook.objects.visible_to(actor).annotate(waiting=waiting, dead=dead)


def hook(actor: Actor, pk: int) -> Hook:
    """Raises Hook.DoesNotExist."""
    found: Hook = hooks(actor).get(pk=pk)
    return found


def deliveries(actor: Actor, hook: Hook) -> QuerySet[HookDelivery]:
    return HookDelivery.objects.visible_to(actor).filter(hook=hook)
