"""What the person who asked sees, by their code and without a log-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lianxin.kernel.access.actor import Actor, reporter
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.matters.numbers import normal_code
from lianxin.kernel.modules import registry


@dataclass(frozen=True, slots=True)
class Line:
    """One public line of the timeline; labels are Chinese source strings."""

    at: datetime
    label: str
    unit: str
    text: str


def matter_by_code(code: str) -> Matter | None:
    """The matter that a tracking code opens."""
    rows = Matter.objects.unscoped(reason="holder of the tracking code").select_related("holder", "duplicate_of")
    return rows.filter(tracking_code=normal_code(code)).first() if len(normal_code(code)) == 12 else None


def actor_by_code(matter: Matter, language: str = "zh-hans") -> Actor:
    return reporter(matter.pk, language)


def public_timeline(matter: Matter) -> list[Line]:
    """The public events of a matter and, when it was merged, of the one it was merged into."""
    matters = [matter.pk, *([matter.duplicate_of_id] if matter.duplicate_of_id else [])]
    events = Event.objects.unscoped(reason="public lines for the person who asked")
    rows = events.filter(matter__in=matters, is_public=True).order_by("at", "id")
    flow = registry.flow(matter.kind)
    return [
        Line(row.at, flow.move(row.move).label if row.move in flow.by_move else "已收到", row.unit_name, row.public_note)
        for row in rows
    ]
