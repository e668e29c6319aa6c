"""What the page of one item reads, each thing once: kept on the row in hand, never on a row under lock."""

from __future__ import annotations

from typing import Any, cast

from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters.models import Matter
from lianxin.work.sessions.models import AgendaItem, SessionItem
from lianxin.work.sessions.queries import items


def item(matter: Matter) -> SessionItem:
    """The particulars of an item."""
    if "session_item_kept" not in matter.__dict__:
        matter.__dict__["session_item_kept"] = items.particulars(matter)
    return cast(SessionItem, matter.__dict__["session_item_kept"])


def points(matter: Matter) -> list[AgendaItem]:
    """The points of agendas on which it stands, the latest session first."""
    if "points_kept" not in matter.__dict__:
        matter.__dict__["points_kept"] = list(items.agenda_of(matter))
    return cast(list[AgendaItem], matter.__dict__["points_kept"])


def children(matter: Matter) -> list[dict[str, Any]]:
    """Heads of its tasks, as lists show them."""
    if "children_kept" not in matter.__dict__:
        matter.__dict__["children_kept"] = list(matter_queries.children(matter).values(*matter_queries.ROW))
    return cast(list[dict[str, Any]], matter.__dict__["children_kept"])


def is_unsettled(matter: Matter, state: str) -> bool:
    """Whether it stands without a result on the agenda of a session in this state."""
    return any(point.session.state == state and not point.result for point in points(matter))
