"""WGS-84, GCJ-02 (Amap, Tencent) and BD-09 (Baidu), both ways.

Degrees, longitude first. We store WGS-84 only; it stands for CGCS2000, from which it differs by less than a metre.
GCJ-02 bends coordinates inside a rectangle around China; outside it all three systems are taken as equal.
Forward conversions agree with the reference vectors to 0.02 m; inverse ones are iterated until the forward
conversion of the answer meets the question, so a round trip is exact to under a centimetre.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Convert = Callable[[Array], Array]

AXIS = 6378245.0  # Krasovsky 1940, metres
ECCENTRICITY_SQUARED = 0.00669342162296594323
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271
BAIDU_TURN = np.pi * 3000.0 / 180.0
CRS = ("wgs84", "gcj02", "bd09")


def crs_name(words: str) -> str:
    """One of ``CRS`` for "WGS-84", "gcj02", "BD09", "CGCS2000" …; ValueError for anything else."""
    name = words.lower().replace("-", "").replace("_", "").replace(" ", "")
    name = {"cgcs2000": "wgs84", "epsg:4326": "wgs84", "epsg:4490": "wgs84", "bd09ll": "bd09"}.get(name, name)
    if name not in CRS:
        raise ValueError(f"unknown coordinate system {words!r}: one of {', '.join(CRS)}")
    return name


def convert(points: Array, source: str, target: str) -> Array:
    """Points of shape (n, 2), longitude and latitude, from one system to another. The input is not changed."""
    steps = CRS.index(crs_name(source)), CRS.index(crs_name(target))
    answer = np.array(points, dtype=np.float64)
    for step in range(steps[0], steps[1]):
        answer = (_bend, _turn)[step](answer)
    for step in range(steps[0], steps[1], -1):
        answer = _undo((_bend, _turn)[step - 1], answer)
    return answer


def wgs84_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    return _one(lon, lat, "wgs84", "gcj02")


def gcj02_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    return _one(lon, lat, "gcj02", "wgs84")


def gcj02_to_bd09(lon: float, lat: float) -> tuple[float, float]:
    return _one(lon, lat, "gcj02", "bd09")


def bd09_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    return _one(lon, lat, "bd09", "gcj02")


def wgs84_to_bd09(lon: float, lat: float) -> tuple[float, float]:
    return _one(lon, lat, "wgs84", "bd09")


def bd09_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    return _one(lon, lat, "bd09", "wgs84")


def distance(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Metres between two points on a sphere of 6,371,008.8 m (haversine)."""
    east, north = np.radians(other_lon - lon), np.radians(other_lat - lat)
    chord = np.sin(north / 2) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(other_lat)) * np.sin(east / 2) ** 2
    return float(2 * 6371008.8 * np.arcsin(np.sqrt(chord)))


def _one(lon: float, lat: float, source: str, target: str) -> tuple[float, float]:
    answer = convert(np.array([[lon, lat]]), source, target)[0]
    return float(answer[0]), float(answer[1])


def _inside(points: Array) -> NDArray[np.bool_]:
    lon, lat = points[:, 0], points[:, 1]
    answer: NDArray[np.bool_] = (lon >= WEST) & (lon <= EAST) & (lat >= SOUTH) & (lat <= NORTH)
    return answer


def _waves(x: Array, scale_near: float, scale_far: float, y: Array) -> Array:
    """Two of the sine series shared by both axes of the bend."""
    near = 20.0 * np.sin(scale_near * y * np.pi) + 40.0 * np.sin(scale_near * y / 3.0 * np.pi)
    far = scale_far * np.sin(y / 12.0 * np.pi) + 2.0 * scale_far * np.sin(y / 30.0 * np.pi)
    answer: Array = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi) + near + far) * 2.0 / 3.0
    return answer


def _bend(points: Array) -> Array:
    """WGS-84 to GCJ-02."""
    lon, lat = points[:, 0], points[:, 1]
    x, y, root = lon - 105.0, lat - 35.0, np.sqrt(np.abs(lon - 105.0))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + _waves(x, 1.0, 160.0, y)
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + _waves(x, 1.0, 150.0, x)
    return _shift(points, east, north)


def _shift(points: Array, east: Array, north: Array) -> Array:
    """Move points by metres on the ellipsoid, only where the bend applies."""
    latitude = np.radians(points[:, 1])
    flat = 1.0 - ECCENTRICITY_SQUARED * np.sin(latitude) ** 2
    east_degrees = np.degrees(east / (AXIS / np.sqrt(flat) * np.cos(latitude)))
    north_degrees = np.degrees(north / (AXIS * (1.0 - ECCENTRICITY_SQUARED) / (flat * np.sqrt(flat))))
    moved = points + np.stack([east_degrees, north_degrees], axis=1)
    return np.where(_inside(points)[:, None], moved, points)


def _turn(points: Array) -> Array:
    """GCJ-02 to BD-09."""
    lon, lat = points[:, 0], points[:, 1]
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * BAIDU_TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * BAIDU_TURN)
    moved = np.stack([radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006], axis=1)
    return np.where(_inside(points)[:, None], moved, points)


def _undo(forward: Convert, points: Array) -> Array:
    """Fixed-point iteration: both conversions are a small shift, so each round gains three digits."""
    inside, guess = _inside(points), points
    for _ in range(12):
        step = forward(guess) - points
        guess = np.where(inside[:, None], guess - step, points)
        if not inside.any() or float(np.abs(step[inside]).max()) < 1e-10:
            break
    return guess
