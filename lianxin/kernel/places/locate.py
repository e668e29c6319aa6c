"""Point → place, in memory: an STR tree over the boundaries, read once per state of the place tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from lianxin.kernel.places import tree
from lianxin.kernel.places.nodes import Tree


@dataclass(frozen=True, slots=True)
class Outlines:
    """Boundaries of open places with their paths, deepest place first."""

    paths: list[str]
    shapes: list[BaseGeometry]
    index: shapely.STRtree


_of_tree: WeakKeyDictionary[Tree, Outlines] = WeakKeyDictionary()


def place_at(lon: float, lat: float) -> str | None:
    """The path of the deepest place whose boundary holds the point (WGS-84, degrees); ``None`` outside them all."""
    return places_at([(lon, lat)])[0]


def places_at(points: Sequence[tuple[float, float]]) -> list[str | None]:
    """:func:`place_at` for many points at once; a point on a common border goes to the smaller code."""
    known = outlines()
    answer: list[str | None] = [None] * len(points)
    if not known.paths or not points:
        return answer
    found: NDArray[np.int64] = known.index.query(shapely.points(points), predicate="intersects")
    best = np.full(len(points), len(known.paths))
    np.minimum.at(best, found[0], found[1])
    return [known.paths[index] if index < len(known.paths) else None for index in best]


def outlines() -> Outlines:
    """The boundaries of the current tree, read when first asked for."""
    current = tree.current()
    known = _of_tree.get(current)
    if known is None:
        known = _of_tree[current] = _read(current)
    return known


def _read(current: Tree) -> Outlines:
    from lianxin.kernel.places.models import Boundary

    rows = Boundary.objects.order_by().values_list("place_id", "wkb")
    nodes = ((current.by_id.get(place_id), wkb) for place_id, wkb in rows)
    found = sorted(
        ((node.path, bytes(wkb)) for node, wkb in nodes if node is not None and node.is_open),
        key=lambda pair: (-pair[0].count("."), pair[0]),
    )
    shapes = list(shapely.from_wkb([wkb for _path, wkb in found])) if found else []
    return Outlines([path for path, _wkb in found], shapes, shapely.STRtree(shapes))
