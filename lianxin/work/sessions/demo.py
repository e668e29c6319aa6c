"""The demo city's weekly sessions, from ``session_items.csv`` of the pack; nothing where the pack has none.

Columns: level, place (code), title, text, study, proposal, unit (code of the owner), view, conclusion, task, proof,
weeks (how long ago its session was), step (how far it has come).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.access.models import Unit, User
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.work.sessions import actions
from lianxin.work.sessions.actions.deciding import Task
from lianxin.work.sessions.actions.documents import Text
from lianxin.work.sessions.actions.meetings import Plan
from lianxin.work.sessions.flow import STEPS
from lianxin.work.sessions.kinds import WEEKLY, kinds
from lianxin.work.sessions.models import Session
from lianxin.work.sessions.queries import items

WEEKS = 10
CITY_FIRST, COUNTY_FIRST = 43, 19


def fill(*, actor: Actor = SYSTEM) -> int:
    """Sessions of the last ten weeks and the next one, with the pack's items on their agendas; how many items."""
    rows = pack().rows("session_items")
    if not rows or Session.objects.unscoped(reason="demo").exists():
        return 0
    today = timezone.localtime().replace(hour=9, minute=30, second=0, microsecond=0)
    now = today - timedelta(days=today.weekday())  # sessions are on Mondays
    with audit.together():
        held = _weeks({_level_path(row) for row in rows}, now)
        for row in rows:
            _item(row, held, now)
        _conference(now)
    return len(rows)


def _level_path(row: dict[str, str]) -> str:
    node = tree.find(row["place"])
    return items.level_path(node.path, row["level"]) if node else ""


def _office(path: str) -> Actor:
    """Somebody of the office that runs the sessions of a place; the machine itself where nobody is."""
    office = items.office_at(path)
    people = [actor_of(user) for user in User.objects.select_related("unit").filter(unit=office, is_active=True)]
    return next((person for person in people if person.may("sessions.convene", path)), SYSTEM)


def _weeks(paths: set[str], now: datetime) -> dict[tuple[str, int], Session]:
    """(place, weeks ago) → session; one more is planned for next week."""
    found = {}
    for path in sorted(filter(None, paths)):
        actor, first = _office(path), CITY_FIRST if path.count(".") == 1 else COUNTY_FIRST
        for weeks in range(WEEKS, -2, -1):
            at = now - timedelta(weeks=weeks)
            told = Plan(WEEKLY, path, at, venue="第一会议室", chair="分管负责人", first_number=first)
            session = actions.plan(told, actor=actor)
            if weeks >= 0:
                session = actions.hold(session, actor=actor)
                if all(row["weeks"] != str(weeks) for row in pack().rows("session_items")):
                    actions.write_minutes(session, actor=actor, summary="会议听取了已交办事项的进展。")
            found[path, weeks] = session
    return found


def _item(row: dict[str, str], held: dict[tuple[str, int], Session], now: datetime) -> Matter | None:
    node, path = tree.find(row["place"]), _level_path(row)
    unit = Unit.objects.filter(code=row["unit"]).first()
    if node is None or not path:
        return None
    actor, weeks = _office(path), int(row["weeks"])
    step = len(STEPS) if row["step"] == "closed" else STEPS.index(row["step"])
    at = now - timedelta(weeks=weeks + 2)
    clue = actions.Clue(row["title"], row["text"], node.path, row["level"], "found", at=at)
    matter = actions.enter(clue, actor=actor)
    if step < 1 or unit is None:
        return matter
    matter = actions.take_up(matter, actor=actor, at=at + timedelta(days=1))
    matter = actions.study(matter, actor=actor, note=row["study"], proposal=row["proposal"], at=at + timedelta(days=3))
    matter = actions.talk(matter, actor=actor, unit=unit, view=row["view"], agrees=True, at=at + timedelta(days=6))
    if step < STEPS.index("session"):
        return matter
    matter = actions.propose(matter, actor=actor, at=at + timedelta(days=7))
    session = held[path, weeks if step > STEPS.index("session") else -1]
    matter = actions.schedule(matter, actor=actor, session=session, presenter=unit.name, at=at + timedelta(days=8))
    return matter if step <= STEPS.index("session") else _decided(row, matter, actor, unit, session.at, step)


def _decided(row: dict[str, str], matter: Matter, actor: Actor, unit: Unit, at: datetime, step: int) -> Matter:
    task = Task(row["task"], unit, timezone.localdate(at + timedelta(days=28)), "现场照片或验收单")
    matter = actions.decide(matter, actor=actor, conclusion=row["conclusion"], task=task, at=at)
    matter = actions.assign(matter, actor=actor, at=at + timedelta(days=1))
    [given] = items.tasks_of(matter)
    given = actions.accept(given, actor=SYSTEM, at=at + timedelta(days=2))
    if step <= STEPS.index("supervised"):
        return matter
    actions.prove(given, actor=SYSTEM, proof=row["proof"], at=at + timedelta(days=20))
    done = at + timedelta(days=22)
    matter = actions.strike(matter, actor=actor, outcome="solved", proof=row["proof"], at=done)
    if step <= STEPS.index("visiting"):
        return matter
    seen, note = done + timedelta(days=5), "住户说问题没有再出现。"
    return actions.finish(matter, actor=actor, on=timezone.localdate(seen), how="home", note=note, at=seen)


def _conference(now: datetime) -> None:
    """One joint conference that adopted its rules and two lists, where the pack has such a meeting."""
    city = str(pack().get("places.city", ""))
    if "joint_conference" not in kinds() or items.office_at(city) is None:
        return
    actor, at = _office(city), now - timedelta(weeks=7, days=-2)
    session = actions.plan(Plan("joint_conference", city, at, venue="第二会议室"), actor=actor)
    session = actions.hold(session, actor=actor)
    for n, (name, sort) in enumerate((("工作规则", "rules"), ("监管事项清单", "list"), ("指导任务清单", "list")), 1):
        point = actions.add_topic(session, actor=actor, topic=f"审议《联席会议{name}》")
        text = Text(f"行业协会商会联席会议{name}", timezone.localdate(at), f"联席〔{at.year}〕{n}号", sort)
        actions.adopt(point, text, actor=actor)
    actions.approve(actions.write_minutes(session, actor=actor, summary="联席会议机制正式运行。"), actor=actor)
