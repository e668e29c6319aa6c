"""What a figure is: a definition that a reader can check, and the query that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from lianxin.kernel.figures.suppression import K
from lianxin.kernel.figures.units import Unit
from lianxin.kernel.figures.values import FigureKind

if TYPE_CHECKING:
    from django.db.models import Q, QuerySet

    from lianxin.kernel.figures.question import Question

SPLITS = ("place", "category", "channel", "unit", "month")
WHOLE = Decimal(1)
"""The weight of a record that counts in full."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list behind a number whose records are not matters. href: "" when there is no page of it."""

    title: str
    href: str = ""
    number: str = ""
    place_path: str = ""
    sub: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One figure. Texts are Chinese sources of translation.

    id: never used again for another meaning. version: grows whenever the number could change.
    meaning: the 口径. remark: a further sentence of it, often shared by several figures.
    denominator: what a rate is counted from. variant: which of several customary ways.
    period: ``span`` (what happened in it) or ``now`` (how it stands).
    records: ``function(question) -> QuerySet`` of the matters behind the number, one row each; a rate's denominator.
    A figure of a register (stations, agents, documents) counts that register's rows instead: it takes them through
    ``question.rows`` and says in ``listed`` how they are listed.
    listed: ``function(rows) -> [Listed]``, for a figure whose records are not matters.
    credit: ``function(question) -> [(Q, weight)]`` for a rate: the first that fits a record gives its weight.
    measure: an expression in days, for a median; the whole number of each record that a ``sum`` adds up; the value
    of which a ``distinct`` counts how many different ones there are.
    time: the lookup by which a record falls into a month. unit_field: the lookup of the unit a record is put down to.
    splits: by what it may be split. labels: split → ``function() -> {code: name}``; a code goes with the first
    key that it begins with, longest first.
    factors: for a ``product``, the ids of two rates. beside: ids that are always shown with this one.
    group_min: fewer records than this are never shown (ratings, RULES ETH-11).
    source: where the definition comes from.
    """

    id: str
    label: str
    unit: Unit
    kind: FigureKind
    meaning: str
    group: str
    remark: str = ""
    source: str = ""
    denominator: str = ""
    variant: str = ""
    period: Literal["span", "now"] = "span"
    records: Callable[[Question], QuerySet[Any]] | None = None
    credit: Callable[[Question], Sequence[tuple[Q, Decimal]]] | None = None
    measure: Any = None
    listed: Callable[[Sequence[Any]], list[Listed]] | None = None
    time: str = "opened_at"
    unit_field: str = "holder"
    splits: tuple[str, ...] = SPLITS
    labels: Mapping[str, Callable[[], Mapping[str, str]]] = field(default_factory=dict)
    factors: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    group_min: int = 0
    version: int = 1

    def problems(self) -> list[str]:
        """What is wrong with the definition itself; empty for a sound one. Every module's tests ask this."""
        found = [f"{self.id}: no {name}" for name in ("id", "label", "meaning", "group") if not getattr(self, name)]
        if self.kind in {"rate", "product"} and not self.denominator:
            found.append(f"{self.id}: a rate without a denominator")
        if self.kind == "rate" and self.credit is None:
            found.append(f"{self.id}: a rate without a numerator")
        if self.kind in {"median", "sum", "distinct"} and self.measure is None:
            found.append(f"{self.id}: a {self.kind} of nothing")
        if (self.kind == "product") != (len(self.factors) == 2) or (self.kind != "product" and self.records is None):
            found.append(f"{self.id}: a product has two factors, any other figure has records")
        if self.kind in {"rate", "median", "product", "distinct"} and self.unit.additive:
            found.append(f"{self.id}: {self.unit.label} could be added up")
        if self.group_min not in {0, K}:
            found.append(f"{self.id}: groups are of {K}")
        if (self.kind == "distinct" or self.listed) and set(self.splits) & {"category", "channel"}:
            found.append(f"{self.id}: is not split by category or channel")
        if self.period == "now" and "month" in self.splits:
            found.append(f"{self.id}: how it stands now has no months")
        return found + [f"{self.id}: cannot be split by {name}" for name in set(self.splits) - set(SPLITS)]
