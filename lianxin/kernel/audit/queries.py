"""What a reader of the audit trail sees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.audit.models import Check, Entry


def entries(actor: Actor, filters: Mapping[str, str]) -> QuerySet[Entry]:
    """Entries of the reader's places. filters: who (a part of the name), action (its beginning), subject
    (``kind:id``), from and to (days, both included). Unknown or empty ones change nothing."""
    rows: QuerySet[Entry] = Entry.objects.visible_to(actor)
    if filters.get("who"):
        rows = rows.filter(Q(actor_name__icontains=filters["who"]) | Q(unit_name__icontains=filters["who"]))
    if filters.get("action"):
        rows = rows.filter(action__startswith=filters["action"])
    if filters.get("subject"):
        rows = rows.filter(subject=filters["subject"])
    if filters.get("from"):
        rows = rows.filter(at__gte=_midnight(filters["from"]))
    if filters.get("to"):
        rows = rows.filter(at__lt=_midnight(filters["to"]) + timedelta(days=1))
    return rows


def last_check() -> Check | None:
    """The latest nightly reading of the chain."""
    return Check.objects.first()


def _midnight(day: str) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time()))
