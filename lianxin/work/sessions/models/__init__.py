"""The tables of the sessions module."""

from lianxin.work.sessions.models.items import CHANNELS, TYPED_DOORS, CostShare, ReturnVisit, SessionItem, Talk
from lianxin.work.sessions.models.meetings import (
    LEVELS,
    READ,
    AgendaItem,
    Attendance,
    Body,
    Decision,
    Document,
    Session,
)

__all__ = [
    "CHANNELS",
    "LEVELS",
    "READ",
    "TYPED_DOORS",
    "AgendaItem",
    "Attendance",
    "Body",
    "CostShare",
    "Decision",
    "Document",
    "ReturnVisit",
    "Session",
    "SessionItem",
    "Talk",
]
