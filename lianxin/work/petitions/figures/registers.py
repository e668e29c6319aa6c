"""The network: windows, centres, agents, documents. Counted as they stand today, from the registers themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models import Value as Text
from django.db.models.functions import Length, Replace
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.figures.definition import Definition, Listed
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import LEVEL, NAMED_PERSON, PERSON, PROBLEM
from lianxin.kernel.words import N_
from lianxin.work.petitions.figures.population import KEPT
from lianxin.work.petitions.models import Agent, Policy, Window, in_force

COMMUNITY_DEPTH = 4


def _today(question: Question) -> Any:
    return in_force(timezone.localtime(question.now).date())


def windows(kind: str) -> Any:
    return lambda question: question.rows(Window).filter(_today(question), kind=kind)


def agents(question: Question) -> QuerySet[Any]:
    rows: QuerySet[Any] = question.rows(Agent).filter(_today(question))
    return rows


def community_agents(question: Question) -> QuerySet[Any]:
    """Agents whose area is a community or lies in one: the path has at least four codes."""
    depth = Length("place_path") - Length(Replace("place_path", Text("."), Text("")))
    return agents(question).alias(depth=depth).filter(depth__gte=COMMUNITY_DEPTH)


def policies(question: Question) -> QuerySet[Any]:
    rows: QuerySet[Any] = question.rows(Policy).filter(_today(question))
    return rows


def list_windows(rows: Sequence[Window]) -> list[Listed]:
    return [
        Listed(
            row.name,
            f"{reverse('petitions:windows')}?q={row.code}",
            row.code,
            row.place_path,
            f"{row.get_level_display()} · {row.address}",
        )
        for row in rows
    ]


def list_agents(rows: Sequence[Agent]) -> list[Listed]:
    return [
        Listed(row.name, f"{reverse('petitions:agents')}?q={row.code}", row.code, row.place_path, row.phone)
        for row in rows
    ]


def list_policies(rows: Sequence[Policy]) -> list[Listed]:
    return [Listed(row.title, reverse("petitions:policies"), row.number, row.place_path, row.issuer) for row in rows]


_COMMON: dict[str, Any] = {"group": KEPT, "period": "now"}
_COUNT: dict[str, Any] = {**_COMMON, "kind": "count"}
_BY_UNIT: dict[str, Any] = {"splits": ("place", "unit"), "unit_field": "unit"}

REGISTERS = (
    Definition(
        id="F040",
        label=N_("矛盾纠纷化解联合服务中心"),
        unit=PROBLEM,
        records=windows(Window.CENTRE),
        listed=list_windows,
        meaning=N_("名册里现在在用的实体化矛盾纠纷化解联合服务中心。"),
        source=N_("公开报道：1387个实体化矛盾纠纷化解联合服务中心"),
        **_COUNT,
        **_BY_UNIT,
    ),
    Definition(
        id="petition_windows",
        label=N_("信访代办窗口"),
        unit=PROBLEM,
        records=windows(Window.AGENCY),
        listed=list_windows,
        meaning=N_("名册里现在在用的信访代办窗口。"),
        beside=("F041", "F042"),
        **_COUNT,
        **_BY_UNIT,
    ),
    Definition(
        id="F041",
        label=N_("信访代办层级"),
        unit=LEVEL,
        kind="distinct",
        measure="level",
        records=windows(Window.AGENCY),
        listed=list_windows,
        splits=("place",),
        meaning=N_("有在用的信访代办窗口的层级数：市、县、乡、村四级中有几级。"),
        source=N_("公开报道：在市、县、乡、村四级全面推行信访代办制"),
        beside=("petition_windows",),
        **_COMMON,
    ),
    Definition(
        id="F042",
        label=N_("信访代办员"),
        unit=PERSON,
        records=agents,
        listed=list_agents,
        meaning=N_("名册里现在在岗的信访代办员人数，一人在几个窗口代办也只登记一次。"),
        source=N_("公开报道：组建了1939人的信访代办员队伍"),
        beside=("F098",),
        **_COUNT,
        **_BY_UNIT,
    ),
    Definition(
        id="F098",
        label=N_("社区信访代办员"),
        unit=NAMED_PERSON,
        records=community_agents,
        listed=list_agents,
        meaning=N_("负责区域为社区（村）的在岗信访代办员。"),
        source=N_("公开报道：设立两名信访代办员"),
        beside=("F042",),
        **_COUNT,
        **_BY_UNIT,
    ),
    Definition(
        id="F138",
        label=N_("信访法治化实施办法"),
        unit=PROBLEM,
        records=policies,
        listed=list_policies,
        splits=("place",),
        meaning=N_("现在施行的信访工作法治化实施办法的件数。"),
        source=N_("公开报道：5个法治化实施办法"),
        **_COUNT,
    ),
)
