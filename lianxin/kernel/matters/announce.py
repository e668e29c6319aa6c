"""Who hears of a move, in the mover's own transaction: what they write is kept or lost with it."""

from __future__ import annotations

from dataclasses import dataclass

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.flow import Flow, Move
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.modules import registry


@dataclass(frozen=True, slots=True)
class Announcement:
    """``move`` is None for the opening."""

    matter: Matter
    event: Event
    flow: Flow
    actor: Actor
    move: Move | None = None

    @property
    def name(self) -> str:
        return f"{self.matter.kind}.{self.event.move}"


def announce(announcement: Announcement) -> None:
    """Calls every hearer of ``kind.move``, then of ``kind.*``, then of ``*``, in the order of installation."""
    for event in (announcement.name, f"{announcement.matter.kind}.*", "*"):
        for hear in registry.hearers(event):
            hear(announcement)
