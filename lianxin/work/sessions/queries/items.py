"""Reads of items and tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.relations import Told
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places.paths import ancestors, level_of, segments, under
from lianxin.work.sessions.models import (
    AgendaItem,
    CostShare,
    Decision,
    ReturnVisit,
    Session,
    SessionItem,
    Talk,
)

LEVELS = ("city", "county")
FILE = "the file of a matter already fetched under a scope"


def particulars(matter: Matter) -> SessionItem:
    """The particulars of an item that the caller already holds."""
    rows = SessionItem.objects.unscoped(reason="particulars of a matter already fetched under a scope")
    return rows.select_related("struck_by").get(matter=matter)


def told(matter: Matter) -> Told:
    """What the person said, for the kind that it goes on as."""
    return Told(particulars(matter).text)


def item_of(actor: Actor, number: str) -> SessionItem:
    """An item with its header. Raises SessionItem.DoesNotExist when it is not there or not this actor's to see."""
    rows = SessionItem.objects.visible_to(actor).select_related("matter__holder", "struck_by")
    found: SessionItem = rows.get(matter__number=number)
    return found


def decision_of(task: Matter) -> Decision:
    """The decision behind a task that the caller already holds, with its session."""
    rows = Decision.objects.unscoped(reason="particulars of a task already fetched under a scope")
    return rows.select_related("agenda_item__session__body", "owner", "struck_by").get(matter=task)


def level_path(place_path: str, level: str) -> str:
    """The place whose session of this level answers for a place; "" when there is none."""
    above = [path for path in [*ancestors(place_path), place_path] if level_of(path) == level]
    return above[0] if above else ""


def levels_of(place_path: str) -> list[str]:
    """The levels at which an item of a place may be brought to a session, the nearest first."""
    return [level for level in reversed(LEVELS) if level_path(place_path, level)]


def office_at(path: str) -> Unit | None:
    """The unit that runs the sessions of a place: the first of the pack's office kinds there."""
    kinds = pack().get("sessions.office_kinds", ["city", "county"])
    return Unit.objects.filter(place_path=path, kind__in=kinds, is_active=True).order_by("pk").first()


def city_clock(name: str, key: str, default: int, unit: Any = "wday") -> dict[str, Clock]:
    """A day limit of the city pack in place of the flow's."""
    return {name: Clock(name, int(pack().get(f"sessions.{key}", default)), unit)}


def units_to_choose(paths: Iterable[str]) -> QuerySet[Unit]:
    """Units that may be talked with or be given a task about these places: those there and those above."""
    known = {path for each in paths if each for path in [each, *ancestors(each)]}
    return Unit.objects.filter(place_path__in=known, is_active=True).order_by("-place_path", "code")


def units_around(path: str) -> QuerySet[Unit]:
    """Units of a place, of those above and those one step below: who a session of that place asks and charges."""
    depth = len(segments(path)) + 1
    below = under("place_path", path) & Q(place_path__regex=rf"^([^.]+\.){{1,{depth}}}$")
    return Unit.objects.filter(Q(place_path__in=[path, *ancestors(path)]) | below, is_active=True).order_by(
        "place_path", "code"
    )


def tasks_of(item: Matter) -> list[Matter]:
    """The tasks of an item with their holders, oldest first."""
    rows = Matter.objects.unscoped(reason="tasks of an item under lock or already visible")
    return list(rows.filter(parent=item, kind="session_task").select_related("holder").order_by("id"))


def agenda_of(item: Matter, *states: str) -> QuerySet[AgendaItem]:
    """The points of agendas on which an item stands, the latest session first; narrowed to sessions in these states."""
    rows = AgendaItem.objects.unscoped(reason=FILE).filter(matter=item)
    found: QuerySet[AgendaItem] = rows.select_related("session__body").order_by("-session__at", "-id")
    return found.filter(session__state__in=states) if states else found


def open_sessions(actor: Actor, path: str) -> list[Session]:
    """Sessions of a place to which an item may be brought: planned ones, the next first; and held ones, unsettled."""
    rows = Session.objects.visible_to(actor).filter(place_path=path, state__in=(Session.PLANNED, Session.HELD))
    return list(rows.select_related("body").order_by("at"))


def file_of(matter: Matter) -> dict[str, Any]:
    """What was written down at each step: talks, agenda points with decisions, shares of the cost, return visits."""
    decisions = Decision.objects.unscoped(reason=FILE).select_related("owner", "matter")
    return {
        "talks": list(Talk.objects.unscoped(reason=FILE).filter(matter=matter).select_related("unit")),
        "points": list(agenda_of(matter).prefetch_related(Prefetch("decisions", decisions))),
        "shares": shares_of(matter),
        "visits": list(ReturnVisit.objects.unscoped(reason=FILE).filter(matter=matter).select_related("unit")),
    }


def shares_of(matter: Matter) -> list[CostShare]:
    return list(CostShare.objects.unscoped(reason=FILE).filter(matter=matter))


def presenter_of(matter: Matter) -> str:
    """The unit that was talked to last: it knows the item, and presents it; "" when nobody was."""
    last = Talk.objects.unscoped(reason=FILE).filter(matter=matter).select_related("unit").last()
    return last.unit.name if last else ""


def visit_of(matter: Matter, round: int) -> ReturnVisit | None:
    """The return visit of one round."""
    rows = ReturnVisit.objects.unscoped(reason=FILE)
    return rows.filter(matter=matter, round=round).first()


def silent(now: datetime, days: int) -> list[Matter]:
    """Visited items on which the person's own word has been waited for long enough."""
    told = ReturnVisit.objects.unscoped(reason="timed ending of visited items").filter(
        told_at__lt=now - timedelta(days=days), said_at__isnull=True
    )
    rows = Matter.objects.unscoped(reason="timed ending of visited items")
    return list(rows.filter(kind="session_item", state="visited", pk__in=told.values("matter")))


def joined_into(item: Matter) -> QuerySet[Matter]:
    """What came by other doors about the same thing and was joined into this item."""
    rows = Matter.objects.unscoped(reason="heads of what was joined into a visible item")
    found: QuerySet[Matter] = rows.filter(duplicate_of=item).select_related("parent").order_by("id")
    return found
