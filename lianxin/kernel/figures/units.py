"""What is counted, and amounts that refuse to be added to another kind of thing. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lianxin.kernel.words import N_

Number = int | Decimal


class UnitMismatch(TypeError):
    """Two amounts that must never be added: 批次 and 人次, 件 and 户, or anything to a rate."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of counting. additive: False for rates and medians, whose sum means nothing.

    scale: how many of what is counted make one of what is printed; money is counted in fen and printed in yuan.
    """

    code: str
    label: str
    additive: bool = True
    scale: int = 1


ITEM = Unit("item", N_("件"))
LEAD = Unit("lead", N_("条"))
PROBLEM = Unit("problem", N_("个"))
BATCH = Unit("batch", N_("批次"))
PERSON_TIME = Unit("person_time", N_("人次"))
PERSON = Unit("person", N_("人"))
NAMED_PERSON = Unit("named_person", N_("名"))
HOUSEHOLD = Unit("household", N_("户"))
SESSION = Unit("session", N_("场次"))
TIME = Unit("time", N_("次"))
DOCUMENT = Unit("document", N_("份"))
ORDINAL = Unit("ordinal", N_("次"), additive=False)
STEP = Unit("step", N_("步"), additive=False)
TEAM = Unit("team", N_("支"))
HOUR = Unit("hour", N_("小时"))
YUAN = Unit("yuan", N_("元"), scale=100)
LEVEL = Unit("level", N_("级"), additive=False)
PERCENT = Unit("percent", N_("%"), additive=False)
DAY = Unit("day", N_("天"), additive=False)

UNITS = {
    unit.code: unit
    for unit in (
        ITEM,
        LEAD,
        PROBLEM,
        BATCH,
        PERSON_TIME,
        PERSON,
        NAMED_PERSON,
        HOUSEHOLD,
        SESSION,
        TIME,
        DOCUMENT,
        ORDINAL,
        STEP,
        TEAM,
        HOUR,
        YUAN,
        LEVEL,
        PERCENT,
        DAY,
    )
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of something. ``Amount(105, BATCH) + Amount(2324, BATCH)``; any other unit raises UnitMismatch."""

    number: Number
    unit: Unit

    def __add__(self, other: object) -> Amount:
        return Amount(self.number + self._same(other).number, self.unit)

    def __sub__(self, other: object) -> Amount:
        return Amount(self.number - self._same(other).number, self.unit)

    def __radd__(self, other: object) -> Amount:
        """So that ``sum()`` works: it begins with the plain number 0, and with nothing else."""
        if type(other) is int and other == 0 and self.unit.additive:
            return self
        raise UnitMismatch(f"{other!r} + {self.unit.label}")

    def __lt__(self, other: object) -> bool:
        return bool(self.number < self._same(other, adding=False).number)

    def _same(self, other: object, *, adding: bool = True) -> Amount:
        if not isinstance(other, Amount) or other.unit != self.unit or (adding and not self.unit.additive):
            label = other.unit.label if isinstance(other, Amount) else type(other).__name__
            raise UnitMismatch(f"{self.unit.label} + {label}")
        return other
