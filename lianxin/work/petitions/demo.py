"""What the demo city shows of petitions: a window and an agent wherever somebody can carry one, and the pack's tales.

``petitions.toml`` of the pack: matters (place, kind, claim, facts, organ, reference, text, basis, days, step), visits
(place, level, text, persons, days, outcome), policies (title). A pack without it shows the registers alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor, reporter
from lianxin.kernel.access.models import User
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.work.petitions import actions, queries, rules
from lianxin.work.petitions.actions.answering import Answer
from lianxin.work.petitions.models import Agent, Window

WAY = ("drafted", "approved", "filed", "routed", "handling", "answered", "review")
SITTINGS_AHEAD = 10


def fill(*, actor: Actor = SYSTEM) -> int:
    """Windows, agents, petitions, receptions, a rota and documents; how many petitions. Nothing when there are any."""
    if Window.objects.exists():
        return 0
    told = pack().toml("petitions")
    with audit.together():
        _network(actor)
        made = sum(_petition(row) for row in told.get("matters", []))
        for row in told.get("visits", []):
            _visit(row)
        city = str(pack().get("places.city", ""))
        for row in told.get("policies", []):
            actions.save_policy(
                actor=actor,
                title=row["title"],
                issuer=pack().word("city.department", "—"),
                place_path=city,
                since_on=date(2025, 1, 1),
            )
        _rota(actor, city)
    return made


def _network(actor: Actor) -> None:
    """One window for each office whose people may carry petitions, and each of them as its agent."""
    people = User.objects.select_related("unit").filter(kind=User.STAFF, is_active=True, unit__isnull=False)
    windows: dict[int, Window] = {}
    for user in people.order_by("pk"):
        unit = user.unit
        if unit is None or unit.kind not in rules.LEVELS or not actor_of(user).may("petitions.agent", unit.place_path):
            continue
        if unit.pk not in windows:
            windows[unit.pk] = actions.save_window(
                actor=actor,
                code=f"CK-{unit.code}",
                name=f"{unit.name}代办窗口",
                level=unit.kind,
                unit=unit,
                place_path=unit.place_path,
                phone=unit.phone,
                hours="工作日9:00—17:00",
                since_on=date(2025, 1, 1),
            )
        actions.save_agent(
            actor=actor,
            code=f"DB-{user.login}",
            name=user.name,
            user=user,
            unit=unit,
            phone=unit.phone,
            place_path=unit.place_path,
            window=windows[unit.pk],
            since_on=date(2025, 1, 1),
        )


def _agent_at(code: str) -> tuple[str, Agent | None, Actor]:
    node = tree.find(code)
    path = node.path if node else ""
    agent = queries.agents_for(path).first() if path else None
    return path, agent, actor_of(agent.user) if agent is not None and agent.user is not None else SYSTEM


def _petition(row: dict[str, Any]) -> int:
    path, agent, actor = _agent_at(row["place"])
    if agent is None:
        return 0
    now = timezone.now() - timedelta(days=row["days"])
    mandate = actions.Mandate(
        kind=row["kind"],
        claim=row["claim"],
        facts=row.get("facts", ""),
        place_path=path,
        agent=agent,
        read_aloud=True,
        name="演示·委托人",
        at=now,
    )
    matter: Matter = actions.take_mandate(mandate, actor=actor).matter
    for n, state in enumerate(WAY, start=1):
        if matter.state == row["step"]:
            return 1
        matter = _steps(row, actor, now + timedelta(days=3 * n))[state](matter)
    if row["step"] == "closed":
        person = reporter(matter.pk)
        actions.rate(matter, actions.Word(solved=True, grade="satisfied"), actor=person, at=now + timedelta(days=24))
    return 1


def _steps(row: dict[str, Any], actor: Actor, at: datetime) -> dict[str, Callable[[Matter], Matter]]:
    """State → how the tale comes there."""
    answer = Answer(
        text=row.get("text", ""),
        opinion="supported" if row["step"] == "closed" else "not_supported",
        request=row["claim"],
        facts=row.get("facts", ""),
        basis=row.get("basis", ""),
        issuer=row.get("organ", ""),
    )
    appeal = row["kind"] == "appeal"
    return {
        "drafted": lambda m: actions.draft(m, actor=actor, text=f"{row['claim']}。{row.get('facts', '')}", at=at),
        "approved": lambda m: actions.approve(m, actor=reporter(m.pk), at=at),
        "filed": lambda m: actions.file(
            m, actor=actor, office="区信访局", reference=row["reference"], channel="visit", at=at
        ),
        "routed": lambda m: actions.route(m, actor=actor, way="referred", organ=row["organ"], at=at),
        "handling": lambda m: actions.accept(m, actor=actor, route=rules.RESIDUAL if appeal else "", at=at),
        "answered": lambda m: actions.answer(m, answer, actor=actor, at=at),
        "review": lambda m: (
            m
            if row["step"] == "closed"
            else actions.ask_review(m, actor=reporter(m.pk), text="登记面积不对，请再查一次。", at=at)
        ),
    }


def _visit(row: dict[str, Any]) -> None:
    node = tree.find(row["place"])
    if node is None:
        return
    at = timezone.now() - timedelta(days=row["days"])
    visit = actions.Visit(
        text=row["text"],
        place_path=node.path,
        level=row["level"],
        form="sitting",
        at=at,
        persons=row["persons"],
        leader="演示·接访领导",
        representatives=min(row["persons"], 5),
    )
    matter = actions.register(visit, actor=SYSTEM, is_received=True).matter
    if row["outcome"]:
        actions.conclude(
            matter, actor=SYSTEM, outcome=row["outcome"], public_note="已当面答复并办结。", at=at + timedelta(days=5)
        )


def _rota(actor: Actor, city: str) -> None:
    """The next days' sittings of the city, from Monday to Friday."""
    today = timezone.localdate()
    days = [today + timedelta(days=n) for n in range(SITTINGS_AHEAD)]
    for n, on in enumerate(day for day in days if day.weekday() < 5):
        actions.add_sitting(
            actor=actor,
            on=on,
            level="city",
            place_path=city,
            leader=f"演示·市领导{n % 4 + 1}",
            where="市信访接待大厅",
            form="down" if n % 4 == 3 else "sitting",
            from_time=time(9),
            until_time=time(11, 30),
        )
