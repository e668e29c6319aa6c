"""Shapes of a boundary file → valid WGS-84 polygons. Pure: no database."""

from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from lianxin.kernel.places import coordinates
from lianxin.kernel.words import N_

KM_PER_DEGREE = 6371.0088 * np.pi / 180
FAR = N_("坐标超出经纬度范围。")


class Unusable(ValueError):
    """There is no polygon in it; the sentence is Chinese and marked for translation."""


def outline(geometry: Any, crs: str) -> tuple[BaseGeometry, bool]:
    """The polygon of a GeoJSON geometry in WGS-84, and whether its rings had to be repaired.

    crs: the system that the file's coordinates are in (``coordinates.CRS``). Raises :class:`Unusable`.
    """
    try:
        given = shapely.force_2d(shape(geometry))
    except Exception as error:  # shapely and GEOS have many ways to say that it is no geometry
        raise Unusable(N_("边界的几何数据读不出来。")) from error
    if given.is_empty or given.geom_type not in ("Polygon", "MultiPolygon"):
        raise Unusable(N_("边界不是面(Polygon 或 MultiPolygon)。"))
    west, south, east, north = given.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Unusable(FAR)
    moved = shapely.transform(given, lambda points: coordinates.convert(points, crs, "wgs84"))
    if moved.is_valid:
        return moved, False
    mended = _faces(shapely.make_valid(moved))
    if mended.is_empty:
        raise Unusable(N_("边界没有面积,修补不了。"))
    return mended, True


def area_km2(outline: BaseGeometry) -> float:
    """Area on a plane that is true to the middle latitude; within a per cent for a county."""
    middle = np.radians(outline.centroid.y)
    scale = np.array([KM_PER_DEGREE * np.cos(middle), KM_PER_DEGREE])
    return float(shapely.transform(outline, lambda points: points * scale).area)


def _faces(mended: BaseGeometry) -> BaseGeometry:
    """Only the faces of a repaired geometry: repair may leave lines and points behind."""
    faces = [part for part in shapely.get_parts(mended) if part.geom_type in ("Polygon", "MultiPolygon")]
    answer: BaseGeometry = shapely.unary_union(faces) if faces else shapely.Polygon()
    return answer
