"""One computed figure: never a bare number, always with what it was counted from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from lianxin.kernel.figures.newspaper import newspaper
from lianxin.kernel.figures.units import Amount, Unit

MIN_N_FOR_PERCENT = 10
"""Below this many a rate is shown as counts (rules.yaml, k_anonymity.min_n_for_percent)."""
MANY_FOR_FULL = 30
RUN_OF_FULL = 3
"""So many months of 100% one after another raise a data-quality note (RULES ETH-11)."""

FigureKind = Literal["count", "sum", "distinct", "rate", "median", "product"]
COUNTED = frozenset({"count", "sum", "distinct"})
"""Kinds whose number is a whole one, printed as it is."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure's number with its n.

    number: None when there is nothing to count from, or when it is withheld. Per cent for rates, days for medians.
    n: how many records it was counted from; a rate's denominator. part: the numerator, weighted where the
    definition weighs. withheld: fewer than the definition's smallest group; nothing of it may be shown.
    """

    kind: FigureKind
    unit: Unit
    number: int | Decimal | None
    n: int
    part: Decimal | None = None
    withheld: bool = False

    @property
    def amount(self) -> Amount:
        """For adding: raises UnitMismatch when added to another unit, and always for rates and medians."""
        if self.number is None:
            raise ValueError("no number to add")
        return Amount(self.number, self.unit)

    @property
    def exact(self) -> str:
        """``3,827`` · ``87.5`` · ``11.2`` · ``157,000,000.00`` (money); ``—`` when there is none."""
        if self.withheld or self.number is None:
            return "—"
        if self.unit.scale > 1:
            return f"{Decimal(self.number) / self.unit.scale:,.2f}"
        return f"{self.number:,}" if self.kind in COUNTED else f"{rounded(self.number):,}"

    @property
    def newspaper(self) -> str:
        """``3800余`` for a count; rates and medians are printed exactly or not at all."""
        if self.withheld or self.number is None:
            return "—"
        return newspaper(Decimal(self.number) / self.unit.scale) if self.kind in COUNTED else self.exact

    @property
    def is_percent(self) -> bool:
        """Whether a percentage may be shown: a rate with n of ten or more."""
        return self.kind in {"rate", "product"} and self.number is not None and self.n >= MIN_N_FOR_PERCENT

    @property
    def is_full(self) -> bool:
        """100%, and from enough records to be astonished."""
        return self.kind == "rate" and not self.withheld and self.n > 0 and self.part == self.n


def rounded(number: int | Decimal) -> Decimal:
    """To one decimal, half up, as a reader rounds."""
    return Decimal(number).quantize(Decimal("0.1"), ROUND_HALF_UP)


def withheld(kind: FigureKind, unit: Unit) -> Value:
    return Value(kind, unit, None, 0, withheld=True)


def doubtful(value: Value, months: list[Value]) -> bool:
    """Whether 100% should be looked into: from thirty records on, or three months with ratings in a row."""
    if value.is_full and value.n >= MANY_FOR_FULL:
        return True
    run = 0
    for month in months:
        if month.n == 0 or month.withheld:
            continue
        run = run + 1 if month.is_full else 0
        if run >= RUN_OF_FULL:
            return True
    return False
