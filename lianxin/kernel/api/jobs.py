"""Jobs of the interface: deliveries out, and forgetting what is no longer needed."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from lianxin.kernel.api import sending
from lianxin.kernel.api.models import HookDelivery, IdempotencyKey
from lianxin.kernel.jobs.job import job
from lianxin.kernel.jobs.timetable import Timed

KEYS_KEPT = timedelta(days=30)
DELIVERIES_KEPT = timedelta(days=90)


@job("api.deliver")
def deliver(delivery_id: int) -> None:
    """One attempt; a failed one queues the next for its time. What is delivered, dead or stopped is left alone."""
    rows = HookDelivery.objects.unscoped(reason="the queue's own delivery").select_related("hook")
    delivery = rows.filter(pk=delivery_id, status=HookDelivery.WAITING, hook__is_active=True).first()
    if delivery is None or sending.attempt(delivery):
        return
    delivery = rows.get(pk=delivery_id)
    if delivery.status == HookDelivery.WAITING and delivery.next_at:
        with transaction.atomic():
            deliver.enqueue_at(delivery.next_at, delivery_id)


@job("api.forget_old")
def forget_old() -> None:
    """Keys older than thirty days, deliveries older than ninety."""
    now = timezone.now()
    IdempotencyKey.objects.filter(at__lt=now - KEYS_KEPT).delete()
    old = HookDelivery.objects.unscoped(reason="housekeeping by age")
    old.filter(at__lt=now - DELIVERIES_KEPT).exclude(status=HookDelivery.WAITING).delete()


TIMETABLE = (Timed(forget_old, at="03:40"),)
