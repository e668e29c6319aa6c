"""The table by type, source or level: what was registered, mediated, agreed, how many parties, how much money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.figures.periods import Period
from lianxin.kernel.figures.question import Question
from lianxin.work.mediation.figures.population import AGREED, MEDIATED, disputes
from lianxin.work.mediation.models import Party
from lianxin.work.mediation.queries.disputes import top_types
from lianxin.work.mediation.words import LEVELS, SOURCES

WAYS = ("type", "source", "level")


@dataclass(slots=True)
class Line:
    """One line of the table. registered: by the day of registration; all others by the day on which mediation ended."""

    registered: int = 0
    parties: int = 0
    mediated: int = 0
    agreed: int = 0
    written: int = 0
    oral: int = 0
    failed: int = 0
    amount_fen: int = 0

    def add(self, other: Line) -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


@dataclass(frozen=True, slots=True)
class Table:
    """Lines by key in the order of the page, and their sum."""

    by: str
    lines: dict[str, Line]
    labels: Mapping[str, str]
    whole: Line


def table(actor: Actor, place_path: str, period: Period, by: str) -> Table:
    """The disputes that the actor may see in a place over a period. Three queries; sums close by construction."""
    asked, labels = Question(actor, period, place_path), labels_of(by)
    key, came, ended = _key(by), asked.within("opened_at"), asked.within("dispute__ended_at")
    rows = disputes(asked).annotate(key=key)
    lines = {code: Line() for code in labels}
    for row in (
        rows.filter(came | ended)
        .values("key")
        .annotate(
            registered=Count("pk", filter=came & ~Q(dispute__result="joined")),
            mediated=Count("pk", filter=ended & MEDIATED),
            agreed=Count("pk", filter=ended & AGREED),
            written=Count("pk", filter=ended & AGREED & Q(dispute__is_written=True)),
            oral=Count("pk", filter=ended & AGREED & Q(dispute__is_written=False)),
            failed=Count("pk", filter=ended & MEDIATED & ~AGREED),
            amount_fen=Coalesce(Sum("dispute__amount_fen", filter=ended & AGREED), 0),
        )
    ):
        lines.setdefault(row.pop("key"), Line()).add(Line(**row))
    for code, n in _parties(rows.filter(came)):
        lines.setdefault(code, Line()).parties += n
    whole = Line()
    for line in lines.values():
        whole.add(line)
    return Table(by, {code: line for code, line in lines.items() if line != Line()}, labels, whole)


def labels_of(by: str) -> Mapping[str, str]:
    return {"type": top_types, "source": lambda: dict(SOURCES), "level": lambda: dict(LEVELS)}[by]()


def _key(by: str) -> Any:
    if by == "source":
        return F("channel")
    if by == "level":
        return F("dispute__level")
    inside = [When(Q(category=code) | Q(category__startswith=f"{code}."), then=Value(code)) for code in top_types()]
    return Case(*inside, default=Value(""), output_field=CharField())


def _parties(rows: Any) -> list[tuple[str, int]]:
    """How many parties the registered disputes had."""
    sides = Party.objects.unscoped(reason="counts of parties of visible disputes").filter(matter__in=rows.values("pk"))
    counted = dict(sides.values_list("matter_id").annotate(n=Count("pk")).values_list("matter_id", "n"))
    found: dict[str, int] = {}
    for pk, key in rows.values_list("pk", "key"):
        found[key] = found.get(key, 0) + counted.get(pk, 0)
    return list(found.items())
