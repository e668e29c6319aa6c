"""What a person has been told."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.notices.models import Notice, Reading

RECENT = timedelta(days=60)
COUNTED = 100


def notices(actor: Actor) -> QuerySet[Notice]:
    """The actor's own and the own unit's of the last sixty days, newest first, each with ``is_read``."""
    rows = Notice.objects.visible_to(actor).filter(created_at__gte=timezone.now() - RECENT)
    read = Reading.objects.filter(notice=OuterRef("pk"), user=actor.user_id)
    return cast("QuerySet[Notice]", rows.annotate(is_read=Exists(read)))


def unread(actor: Actor) -> QuerySet[Notice]:
    return notices(actor).filter(is_read=False)  # type: ignore[misc]


def unread_count(actor: Actor) -> int:
    """How many the actor has not read; counted up to a hundred, in one query. Nobody signed in: none, no query."""
    if actor.user_id is None:
        return 0
    return unread(actor).order_by()[:COUNTED].count()
