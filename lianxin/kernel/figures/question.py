"""One question put to a definition: for whom, where, over which period, narrowed how, and as of which moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from lianxin.kernel.access.actor import Actor, Grant
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.periods import Period
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places.paths import under

READ = "matters.read"
FILTERS = ("category", "channel", "unit")


@dataclass(frozen=True, slots=True)
class Question:
    """filters: category (prefix of the code), channel, unit (id). place_path "" is all that the actor may see.

    What is counted is exactly what the actor may open: ``matters.read`` through the lens of their places, or for one
    who works for a unit only, through that of the unit. Sealed matters are in no figure.
    """

    actor: Actor
    period: Period
    place_path: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    now: datetime = field(default_factory=timezone.now)

    @property
    def lens(self) -> str:
        return "place" if self.actor.paths(READ) else "unit"

    def put_to(self, definition: Definition) -> Question:
        """As a definition may be asked. One that is shown in groups only counts whole months, and to a unit that
        reads its own ratings only months that are over: else two spans a day apart would tell one rating."""
        if not definition.group_min:
            return self
        today = timezone.localtime(self.now).date()
        period = self.period.in_whole_months(None if self.lens == "place" else today)
        return replace(self, period=period)

    def matters(self) -> QuerySet[Matter]:
        """The matters of the territory, of all kinds and times, narrowed by place, category and channel."""
        seen = Matter.objects.visible_to(self.actor, lens=self.lens, permission=READ)
        rows: QuerySet[Matter] = seen.exclude(secrecy="C4").order_by()
        if self.place_path and self.place_path not in self.actor.paths(READ):
            rows = rows.filter(under("place_path", self.place_path))
        if category := self.filters.get("category"):
            rows = rows.filter(category__startswith=category)
        if channel := self.filters.get("channel"):
            rows = rows.filter(channel=channel)
        return rows

    def rows(self, model: type[Model]) -> QuerySet[Any]:
        """The rows of a register that is open to all staff, in the actor's places, narrowed by place.

        The model has a ``place_path``. One who works for a unit only, without a place, counts none.
        """
        reach = Q(pk__in=[])
        for path in self.actor.paths(READ):
            reach |= under("place_path", path)
        rows: QuerySet[Any] = model._default_manager.filter(reach).order_by()
        return rows.filter(under("place_path", self.place_path)) if self.place_path else rows

    def within(self, moment: str) -> Q:
        """Rows whose ``moment`` lies in the period."""
        return Q(**{f"{moment}__gte": self.period.start, f"{moment}__lt": self.period.end})

    def of_unit(self, rows: QuerySet[Any], unit_field: str) -> QuerySet[Any]:
        unit = self.filters.get("unit", "")
        return rows.filter(**{f"{unit_field}_id": unit}) if str(unit).isdigit() else rows


def territory(place_path: str = "") -> Actor:
    """One who sees what lies in a place and nothing else: figures for the public, the command line, signed copies."""
    return Actor(kind="staff", name="figures", grants=(Grant("figures", frozenset({READ}), place_path),))
