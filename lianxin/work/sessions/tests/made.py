"""What the tests of sessions share: sessions and items taken to a step through the module's own actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from lianxin.kernel.matters.models import Matter
from lianxin.work.sessions import actions
from lianxin.work.sessions.actions import Clue
from lianxin.work.sessions.actions.deciding import Task
from lianxin.work.sessions.actions.meetings import Plan
from lianxin.work.sessions.models import AgendaItem, Attendance, Decision, Session
from tests.world import CITY, COMMUNITY, EAST

PERSON = {"name": "试反映人", "phone": "19900001111"}


def fresh(row: Any) -> Any:
    return type(row).objects.unscoped(reason="test").get(pk=row.pk)


def soon(days: int = 7) -> date:
    return timezone.localdate() + timedelta(days=days)


def earlier(days: float = 0.1) -> datetime:
    return timezone.now() - timedelta(days=days)


def planned(world: Any, who: str = "county", kind: str = "weekly", **more: Any) -> Session:
    place = EAST if who == "county" else CITY
    told = {"kind": kind, "place_path": place, "at": earlier(), **more}
    return actions.plan(Plan(**told), actor=world.actor(who))


def held(world: Any, who: str = "county", kind: str = "weekly", **more: Any) -> Session:
    session = planned(world, who, kind, **more)
    return actions.hold(session, actor=world.actor(who))


def clue(world: Any, who: str = "county", person: bool = False, **more: Any) -> Matter:
    told = {
        "title": "小区供热管道没有并网",
        "text": "冬天屋里只有十二度。",
        "place_path": COMMUNITY,
        "level": "county" if who == "county" else "city",
        **(PERSON if person else {}),
        **more,
    }
    return actions.enter(Clue(**told), actor=world.actor(who))


def ready(world: Any, who: str = "county", matter: Matter | None = None, **more: Any) -> Matter:
    """An item that has been studied and talked about and waits for a session."""
    actor, row = world.actor(who), matter or clue(world, who, **more)
    row = actions.take_up(row, actor=actor)
    row = actions.study(row, actor=actor, note="管道与市政管网相距八十米。", proposal="并网。")
    row = actions.talk(row, actor=actor, unit=world.units["water"], view="可以施工。", agrees=True)
    return actions.propose(row, actor=actor)


def decided(
    world: Any, who: str = "county", matter: Matter | None = None, owner: str = "water", days: int = 7, **more: Any
) -> Matter:
    actor, row = world.actor(who), ready(world, who, matter, **more)
    session = held(world, who)
    row = actions.schedule(row, actor=actor, session=session)
    task = Task("并入市政管网", world.units[owner], soon(days), "通水照片")
    return actions.decide(row, actor=actor, conclusion="同意并网。", task=task)


def assigned(world: Any, who: str = "county", matter: Matter | None = None, **more: Any) -> Matter:
    return actions.assign(decided(world, who, matter, **more), actor=world.actor(who))


def task_of(item: Matter) -> Matter:
    rows = Matter.objects.unscoped(reason="test").filter(parent=item, kind="session_task")
    return rows.select_related("holder").order_by("-id")[0]


def proved(world: Any, item: Matter, who: str = "water") -> Matter:
    task = actions.accept(task_of(item), actor=world.actor(who))
    actions.prove(task, actor=world.actor(who), proof="已并网通水，附照片。")
    return fresh(item)


def struck(world: Any, who: str = "county", person: bool = True, **more: Any) -> Matter:
    item = proved(world, assigned(world, who, person=person, **more))
    return actions.strike(item, actor=world.actor(who), outcome="solved", proof="现场核验，室温二十一度。")


def decision(item: Matter) -> Decision:
    return Decision.objects.unscoped(reason="test").get(matter=task_of(item))


def points(session: Session) -> list[AgendaItem]:
    return list(AgendaItem.objects.unscoped(reason="test").filter(session=session))


def session_of(item: Matter) -> Session:
    """The session on whose agenda an item stood last."""
    row = AgendaItem.objects.unscoped(reason="test").filter(matter=item).select_related("session").latest("pk")
    return row.session


def people(session: Session) -> list[Attendance]:
    return list(Attendance.objects.unscoped(reason="test").filter(session=session).order_by("pk"))
