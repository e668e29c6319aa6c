"""A city that has just been made up should not greet its people with hundreds of notices of the past."""

from __future__ import annotations

from datetime import datetime

from lianxin.kernel.matters.models import Event
from lianxin.kernel.notices.models import Delivery, Notice


def calm_notices(before: datetime) -> int:
    """Removes the notices of requests on which nothing has happened since; how many."""
    quiet = Notice.objects.unscoped(reason="notices of a past that was just made up")
    recent = Event.objects.unscoped(reason="what has just happened in the demo city").filter(at__gte=before)
    gone, _kinds = quiet.exclude(matter__in=recent.values("matter")).delete()
    Delivery.objects.unscoped(reason="nobody is written to about a made-up past").filter(sent_at=None).delete()
    return int(gone)
