"""The year of the article: receptions, petitions, windows and agents that add up to its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from typing import Any

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.matters import history
from lianxin.kernel.matters.history import Happened, Past
from lianxin.work.petitions.models import Agent, Petition, Policy, Reception, Window
from lianxin.work.petitions.tests.office import at
from tests.world import CITY, COMMUNITY, EAST, STREET, WEST, WEST_COMMUNITY, WEST_STREET

COUNTIES = (EAST, WEST)
COMMUNITIES = (COMMUNITY, WEST_COMMUNITY)
FIRST = at("2024-01-02 09:30")
SINCE = date(2023, 5, 1)
CENTRES, AGENTS, AGENTS_OF_ONE = 1387, 1939, 2
PETITIONS, SETTLED = 3188, 3088
CITY_VISITS, CITY_PERSONS, CITY_SETTLED = 105, 322, 91
COUNTY_VISITS, COUNTY_PERSONS, COUNTY_SETTLED, COUNTY_SETTLED_PERSONS = 2324, 13552, 448, 2816


def moment(n: int) -> datetime:
    """Days of the year one after the other, again and again."""
    return FIRST + timedelta(days=n % 300)


def parts(total: int, count: int) -> list[int]:
    """``count`` whole numbers that add up to ``total``, as equal as they can be."""
    return [total // count + (n < total % count) for n in range(count)]


def fill_year() -> None:
    visits("city", (CITY,), parts(CITY_PERSONS, CITY_VISITS), CITY_SETTLED)
    rest = COUNTY_VISITS - COUNTY_SETTLED
    people = parts(COUNTY_SETTLED_PERSONS, COUNTY_SETTLED) + parts(COUNTY_PERSONS - COUNTY_SETTLED_PERSONS, rest)
    visits("county", COUNTIES, people, COUNTY_SETTLED)
    petitions()
    network()


def visits(level: str, places: Sequence[str], people: Sequence[int], settled: int) -> None:
    """The first ``settled`` of them have ended as settled; the others are still being worked on."""
    pasts = []
    for n, place in zip(range(len(people)), cycle(places), strict=False):
        day = moment(n)
        lines = [Happened(day, "open", "registered"), Happened(day, "receive", "received")]
        ends: dict[str, Any] = {}
        if n < settled:
            ends = {"closed_at": day + timedelta(days=20), "outcome": "solved"}
            lines.append(Happened(ends["closed_at"], "conclude", "closed"))
        pasts.append(Past(title=f"来访{n}", place_path=place, channel="reception", lines=tuple(lines), **ends))
    matters = history.keep("reception", pasts, actor=SYSTEM)
    Reception.objects.bulk_create(
        Reception(
            matter=matter,
            level=level,
            form="down" if n % 5 == 0 else "sitting",
            leader=f"试领导{n % 9}",
            text="来访",
            persons=persons,
            representatives=min(persons, 5),
            received_at=matter.opened_at,
        )
        for n, (matter, persons) in enumerate(zip(matters, people, strict=True))
    )


def petitions() -> None:
    pasts = []
    for n, place in zip(range(PETITIONS), cycle(COMMUNITIES), strict=False):
        day = moment(n)
        lines = [Happened(day, "open", "offered"), Happened(day, "mandate", "mandated")]
        ends: dict[str, Any] = {}
        if n < SETTLED:
            ends = {"closed_at": day + timedelta(days=30), "outcome": "solved"}
            lines.append(Happened(ends["closed_at"], "confirm", "closed"))
        pasts.append(Past(title=f"事项{n}", place_path=place, channel="desk", lines=tuple(lines), **ends))
    matters = history.keep("petition", pasts, actor=SYSTEM)
    Petition.objects.bulk_create(
        Petition(matter=matter, kind="appeal", claim="请求", mandated_at=matter.opened_at, mandate_by="oral")
        for matter in matters
    )


def network() -> None:
    """Windows at the four levels, the centres, and the agents: two of them in the first community."""
    levels = (
        ("city", CITY),
        ("county", EAST),
        ("county", WEST),
        ("street", STREET),
        ("street", WEST_STREET),
        ("community", COMMUNITY),
        ("community", WEST_COMMUNITY),
    )
    Window.objects.bulk_create(
        Window(code=f"D{n}", name=f"代办窗口{n}", level=level, place_path=place, since_on=SINCE)
        for n, (level, place) in enumerate(levels)
    )
    Window.objects.bulk_create(
        Window(
            code=f"Z{n}", name=f"联合服务中心{n}", kind=Window.CENTRE, level="county", place_path=place, since_on=SINCE
        )
        for n, place in enumerate(islice(cycle(COUNTIES), CENTRES))
    )
    elsewhere = islice(cycle((WEST_STREET, WEST_COMMUNITY, STREET, EAST)), AGENTS - AGENTS_OF_ONE)
    Agent.objects.bulk_create(
        Agent(code=f"Y{n}", name=f"代办员{n}", place_path=place, since_on=SINCE)
        for n, place in enumerate([*[COMMUNITY] * AGENTS_OF_ONE, *elsewhere])
    )
    Agent.objects.create(
        code="Y-left", name="已离岗", place_path=COMMUNITY, since_on=SINCE, until_on=date(2024, 12, 31)
    )
    Policy.objects.bulk_create(
        Policy(title=f"实施办法{n}", issuer="市信访工作联席会议", place_path=CITY, since_on=SINCE) for n in range(5)
    )
    Policy.objects.create(title="旧办法", issuer="市", place_path=CITY, since_on=SINCE, until_on=date(2024, 1, 1))
