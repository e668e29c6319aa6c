"""Small numbers identify people: cells of 1 to 4 are not shown, nor can they be worked out (RULES ETH-07). Pure.

A table is published together with its total, so a single hidden cell could be found by subtraction. Further cells
are hidden until, for every small cell, at least two values fit everything that is shown, and until no group of
hidden cells is known to hold 1 to 4 together. The reader is assumed to know these rules.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, Literal, TypeVar

from lianxin.kernel.words import N_

K: Final = 5
SMALL: Final = "<5"
HIDDEN: Final = "–"
LEGEND = N_("“<5”表示不足5件；“–”表示为避免推算出小数而不公开。")
Cell = int | Literal["<5", "–"]
Key = TypeVar("Key", bound=Hashable)


def is_small(number: int) -> bool:
    return 0 < number < K


def suppress(table: Mapping[Key, Sequence[int]]) -> dict[Key, tuple[Cell, ...]] | None:
    """The rows as they may be shown beside the exact totals of their columns.

    A row is shown whole or not at all: the columns of one row may be added up by a reader. In a hidden row a small
    number becomes ``<5`` and any other ``–``. None when no row may be shown beside the totals: then show
    the totals alone. Raises ValueError when a total is itself small: then nothing at all may be shown.
    """
    totals = [sum(column) for column in zip(*table.values(), strict=True)]
    if any(is_small(total) for total in totals):
        raise ValueError("the total is a small number")
    hidden = {key for key, row in table.items() if any(map(is_small, row))}
    while unsafe := _unsafe_columns([table[key] for key in hidden]):
        column = unsafe[0]
        more = [(sum(row), str(key), key) for key, row in table.items() if key not in hidden and row[column]]
        if not more:
            return None
        hidden.add(min(more, key=lambda found: found[:2])[2])
    return {key: _marked(row) if key in hidden else tuple(row) for key, row in table.items()}


def suppressed_counts(counts: Mapping[Key, int]) -> dict[Key, Cell] | None:
    """:func:`suppress` for one column."""
    shown = suppress({key: (count,) for key, count in counts.items()})
    return None if shown is None else {key: cells[0] for key, cells in shown.items()}


def values_that_fit(total: int, small: int, other: int) -> list[int]:
    """What one of the ``small`` cells may be, seen from outside.

    total: the known sum of all hidden cells. small: how many of them are marked ``<5`` (each 1 to 4).
    other: how many are marked ``–`` (each 0, or 5 and more).
    """
    rest = small - 1
    return [
        value
        for value in range(1, K)
        if rest <= total - value <= (K - 1) * rest or (other and total - value - rest >= K)
    ]


def _unsafe_columns(rows: list[Sequence[int]]) -> list[int]:
    return [place for place, column in enumerate(zip(*rows, strict=True)) if not _is_safe(column)]


def _is_safe(column: Sequence[int]) -> bool:
    total, small = sum(column), sum(map(is_small, column))
    if not small:
        return True
    return total >= K and len(values_that_fit(total, small, len(column) - small)) > 1


def _marked(row: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(SMALL if is_small(number) else HIDDEN for number in row)
