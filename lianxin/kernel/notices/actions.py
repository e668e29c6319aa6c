"""Reading and forgetting."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.notices import queries
from lianxin.kernel.notices.models import Delivery, Notice, Reading

KEPT = timedelta(days=180)


def mark_read(notice: Notice, *, actor: Actor) -> None:
    """Note that the actor has read it; a second time changes nothing."""
    _read([notice.pk], actor)


def mark_all_read(*, actor: Actor) -> int:
    """Note that the actor has read everything recent; how many were new."""
    unread = list(queries.unread(actor).values_list("pk", flat=True))
    _read(unread, actor)
    return len(unread)


def _read(notice_ids: list[int], actor: Actor) -> None:
    if actor.user_id is None:
        raise Denied("notices belong to somebody")
    rows = [Reading(notice_id=pk, user_id=actor.user_id) for pk in notice_ids]
    Reading.objects.bulk_create(rows, ignore_conflicts=True)


def forget_old() -> None:
    """Remove notices and deliveries after half a year; the matter's own timeline keeps what happened."""
    for model in (Notice, Delivery):
        rows = model.objects.unscoped(reason="retention, whoever it was for")
        rows.filter(created_at__lt=timezone.now() - KEPT).delete()
