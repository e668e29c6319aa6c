"""What the page of one item reads, each thing once: kept on the row in hand, never on a row under lock."""

from __future__ import annotations

from typing import Any, cast

from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters.models import Matter
from lianxin.work.sessions.models import AgendaItem, SessionItem
from lianxin.work.sessions.queries import items

BEFORE_TASKS = ("clue", "study", "talks", "session", "assigned")
WITH_SESSIONS = ("session", "assigned", "supervised", "striking")
"""States in which the page names the sessions; later ones are in the file. So a page takes no more than its queries."""


def item(matter: Matter) -> SessionItem:
    """The particulars of an item; where it stands on an agenda they come with its points."""
    if "session_item_kept" not in matter.__dict__:
        stood = points(matter) if matter.state in WITH_SESSIONS else []
        found = stood[0].matter.session_item if stood and stood[0].matter else items.particulars(matter)  # type: ignore[attr-defined]
        matter.__dict__["session_item_kept"] = found
    return cast(SessionItem, matter.__dict__["session_item_kept"])


def points(matter: Matter) -> list[AgendaItem]:
    """The points of agendas on which it stands, the latest session first."""
    if "points_kept" not in matter.__dict__:
        rows = items.agenda_of(matter).select_related("session__body", "matter__session_item__struck_by")
        matter.__dict__["points_kept"] = list(rows)
    return cast(list[AgendaItem], matter.__dict__["points_kept"])


def children(matter: Matter) -> list[dict[str, Any]]:
    """Heads of its tasks, as lists show them; before they are handed out there are none."""
    if matter.state in BEFORE_TASKS:
        return []
    if "children_kept" not in matter.__dict__:
        matter.__dict__["children_kept"] = list(matter_queries.children(matter).values(*matter_queries.ROW))
    return cast(list[dict[str, Any]], matter.__dict__["children_kept"])


def is_unsettled(matter: Matter, state: str) -> bool:
    """Whether it stands without a result on the agenda of a session in this state."""
    return any(point.session.state == state and not point.result for point in points(matter))
