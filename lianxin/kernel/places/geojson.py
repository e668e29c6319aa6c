"""Boundaries as GeoJSON for our own maps, which need no tiles: WGS-84, simplified for their level."""

from typing import Any
from weakref import WeakKeyDictionary

import shapely
from shapely.geometry import mapping

from lianxin.kernel.places import locate, tree
from lianxin.kernel.places.levels import Level
from lianxin.kernel.places.nodes import Tree
from lianxin.kernel.places.paths import is_under

# Degrees, the side of the smallest corner that is kept; 0.001 is about 100 m.
TOLERANCE = {Level.CITY: 0.008, Level.COUNTY: 0.004, Level.STREET: 0.001, Level.COMMUNITY: 0.0002}
DIGITS = 5  # about a metre

_made: WeakKeyDictionary[Tree, dict[tuple[str, str, float], dict[str, Any]]] = WeakKeyDictionary()


def feature_collection(path: str, level: str, tolerance: float | None = None) -> dict[str, Any]:
    """The boundaries of one level below (or at) a path as a FeatureCollection; do not change the answer.

    tolerance: degrees, by default what suits the level; 0 gives every point. Neighbours are simplified together,
    so that no gap opens between them. Properties: path, code, name, short_name, level.
    """
    step = TOLERANCE.get(Level(level), 0.00002) if tolerance is None else tolerance
    kept = _made.setdefault(tree.current(), {})
    key = (path, level, step)
    if key not in kept:
        kept[key] = _collection(path, level, step)
    return kept[key]


def _collection(path: str, level: str, step: float) -> dict[str, Any]:
    current, known = tree.current(), locate.outlines()
    chosen = [
        (node, shape)
        for node, shape in ((current.by_path[at], shape) for at, shape in zip(known.paths, known.shapes, strict=True))
        if node.level == level and is_under(node.path, path)
    ]
    shapes = [shape for _node, shape in chosen]
    if step and shapes:
        shapes = list(shapely.coverage_simplify(shapes, step))
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": node.path,
                "properties": {
                    "path": node.path, "code": node.code, "name": node.name,
                    "short_name": node.short_name, "level": node.level,
                },
                "geometry": mapping(shapely.transform(shape, lambda points: points.round(DIGITS))),
            }
            for (node, _), shape in zip(chosen, shapes, strict=True)
        ],
    }  # fmt: skip
