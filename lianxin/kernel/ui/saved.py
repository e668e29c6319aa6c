"""Keeping and forgetting one's own filters of a list."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.ui.models import SavedFilter

MOST = 20


def filters_of(actor: Actor, list_key: str) -> list[SavedFilter]:
    return list(SavedFilter.objects.visible_to(actor).filter(list_key=list_key).order_by("name")[:MOST])


@transaction.atomic
def keep(*, actor: Actor, list_key: str, name: str, query: str) -> Any:
    """Keep a filter; one of the same name is replaced. At most twenty a list: the oldest goes."""
    own = SavedFilter.objects.visible_to(actor).filter(list_key=list_key)
    own.filter(name=name[:40]).delete()
    for old in own.order_by("-created_at", "-pk")[MOST - 1 :]:
        SavedFilter.objects.visible_to(actor).filter(pk=old.pk).delete()
    return SavedFilter.objects.create(
        user_id=actor.user_id, list_key=list_key[:60], name=name[:40], query=query.lstrip("?")[:1000]
    )


def forget(*, actor: Actor, pk: int) -> None:
    SavedFilter.objects.visible_to(actor).filter(pk=pk).delete()
