"""Public things on a map without pointing at anybody. Pure. RULES ETH-07 and §12.5 (3).

Points are counted in squares; a square with fewer than ``k`` is not shown, its points go up to their
community, then street, county, city, until there are ``k``. What is still fewer at the top is left out.
Within a cell a count below ``k`` is never told, neither directly nor as what remains of the sum.
There is one publication and no filter, so no two answers can be subtracted from each other. Numbers leave this
house only as bands: tomorrow's answer minus today's is nobody's report.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

STEP = 0.005
"""Degrees; about 550 m from south to north."""

BANDS = (5, 10, 20, 50, 100)
"""The least numbers of the bands in which a count is published; the last is open upwards."""

LEVELS = 4
"""How many codes of a path are looked at: city, county, street, community."""


@dataclass(frozen=True, slots=True)
class Point:
    """One public matter. place_path: dotted codes, city first. month: ``2026-03``. state: ``open`` or ``closed``."""

    place_path: str
    category: str
    state: str
    month: str
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """count ≥ k. square: (west, south) corner in degrees with ``STEP`` sides; None for the rest of ``place_path``.

    by: for ``category``, ``state`` and ``month`` the counts ≥ k; ``""`` is everything else together, ≥ k or absent.
    """

    place_path: str
    square: tuple[float, float] | None
    count: int
    by: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def cells(points: Iterable[Point], k: int) -> list[Cell]:
    """Every cell of the publication, squares first, then communities and upwards."""
    squares: dict[tuple[int, int], list[Point]] = defaultdict(list)
    rest: list[Point] = []
    for point in points:
        if point.lon is None or point.lat is None:
            rest.append(point)
        else:
            squares[math.floor(point.lon / STEP), math.floor(point.lat / STEP)].append(point)
    shown = []
    for corner, inside in sorted(squares.items()):
        if len(inside) < k:
            rest += inside
        else:
            west, south = round(corner[0] * STEP, 6), round(corner[1] * STEP, 6)
            shown.append(_cell("", (west, south), inside, k))
    return shown + _upwards(rest, k)


def _upwards(points: list[Point], k: int) -> list[Cell]:
    shown: list[Cell] = []
    for level in range(LEVELS, 0, -1):
        groups: dict[str, list[Point]] = defaultdict(list)
        for point in points:
            groups[_cut(point.place_path, level)].append(point)
        points = [point for group in groups.values() if len(group) < k for point in group]
        shown += [_cell(path, None, group, k) for path, group in sorted(groups.items()) if len(group) >= k]
    return shown


def _cut(path: str, level: int) -> str:
    return "".join(f"{code}." for code in path.split(".")[:-1][:level])


def _cell(path: str, square: tuple[float, float] | None, points: list[Point], k: int) -> Cell:
    by = {name: told([getattr(point, name) for point in points], k) for name in ("category", "state", "month")}
    return Cell(path, square, len(points), by)


def told(values: Iterable[str], k: int) -> dict[str, int]:
    """Counts of at least ``k``; the others together under ``""``, joined by the smallest told one while below ``k``."""
    counts = Counter(values)
    kept = {value: n for value, n in counts.items() if n >= k}
    others = counts.total() - sum(kept.values())
    while 0 < others < k and kept:
        smallest = min(kept, key=lambda value: (kept[value], value))
        others += kept.pop(smallest)
    return {**dict(sorted(kept.items())), **({"": others} if others >= k else {})}


def band(number: int) -> int:
    """Which of ``BANDS`` a count that may be told falls into, from 0."""
    return max(place for place, least in enumerate(BANDS) if number >= least or place == 0)


def limits(number: int) -> tuple[int, int | None]:
    """The least and the most of its band; no most for the last."""
    place = band(number)
    return BANDS[place], BANDS[place + 1] - 1 if place + 1 < len(BANDS) else None
