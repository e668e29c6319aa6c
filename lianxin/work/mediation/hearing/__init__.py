"""Who hears of a move, in its transaction: the units, and each party by its own link."""

from __future__ import annotations

from lianxin.kernel.matters.announce import Announcement
from lianxin.work.mediation.hearing.parties import remind_of_sessions, tell_parties
from lianxin.work.mediation.hearing.units import remind_of_court, tell_unit

__all__ = ["remind_of_court", "remind_of_sessions", "tell"]


def tell(announcement: Announcement) -> None:
    tell_unit(announcement)
    if announcement.matter.kind == "dispute":
        tell_parties(announcement)
