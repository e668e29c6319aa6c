"""Counts and rates: any number of definitions, or all parts of a split, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, Count, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.question import Question

THOUSANDTHS = 1000
"""Weights such as 0.9 are summed as whole thousandths: exact on both databases."""


@dataclass(frozen=True, slots=True)
class Tally:
    """n records, and what they count for: in the numerator of a rate, in a sum, or as different values."""

    n: int = 0
    part: Decimal = Decimal(0)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.n + other.n, self.part + other.part)


def behind(definition: Definition, question: Question) -> QuerySet[Any]:
    """The records of one question, before any splitting."""
    assert definition.records is not None, definition.id
    return question.of_unit(definition.records(question), definition.unit_field)


def tallies(asked: Iterable[tuple[str, Definition, Question, Any]]) -> Mapping[tuple[str, str], Tally]:
    """(name, key) → tally, for entries of (name, definition, question, key expression or None). One query."""
    parts = [_aggregate(*entry) for entry in asked]
    if not parts:
        return {}
    rows = parts[0] if len(parts) == 1 else parts[0].union(*parts[1:], all=True)
    found: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for row in rows:
        if row["n"]:  # where nothing is to be grouped, the database answers with a row of noughts
            found[row["figure"], row["key"]] += Tally(row["n"], Decimal(row["credited"]) / THOUSANDTHS)
    return found


def _aggregate(name: str, definition: Definition, question: Question, key: Any) -> QuerySet[Any]:
    rows = behind(definition, question).annotate(
        figure=Value(name, CharField()), key=Value("", CharField()) if key is None else key
    )
    credited = _credited(definition, question)
    summed: QuerySet[Any] = rows.values("figure", "key").annotate(n=Count("pk"), credited=credited)
    return summed


def _credited(definition: Definition, question: Question) -> Any:
    if definition.kind == "sum":
        whole = BigIntegerField()
        return Coalesce(Sum(definition.measure, output_field=whole), Value(0, whole), output_field=whole) * Value(
            THOUSANDTHS, whole
        )
    if definition.kind == "distinct":
        return Count(definition.measure, distinct=True) * Value(THOUSANDTHS)
    if definition.credit is None:
        return Value(0, IntegerField())
    fits = [When(condition, then=Value(int(weight * THOUSANDTHS))) for condition, weight in definition.credit(question)]
    weighed = Sum(Case(*fits, default=Value(0), output_field=IntegerField()))
    return Coalesce(weighed, Value(0), output_field=IntegerField())
