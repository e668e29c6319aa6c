"""RULES COD-11: vectors of both conversions, round trips, and nothing outside China."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.places import coordinates as c
from lianxin.kernel.places.tests.conftest import shared


def test_the_two_known_vectors() -> None:
    assert c.wgs84_to_gcj02(116.404, 39.915) == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-12)
    assert c.gcj02_to_bd09(116.404, 39.915) == pytest.approx((116.41036949371029, 39.92133699351021), abs=1e-12)


def test_the_hundred_reference_points() -> None:
    for row in csv.DictReader(shared("coordinate_vectors_100.csv").open()):
        lon, lat = float(row["lon"]), float(row["lat"])
        gcj = float(row["prcoords.w2g.lon"]), float(row["prcoords.w2g.lat"])
        baidu = float(row["prcoords.w2b.lon"]), float(row["prcoords.w2b.lat"])
        exact = float(row["prcoords.g2w_exact.lon"]), float(row["prcoords.g2w_exact.lat"])
        assert c.distance(*c.wgs84_to_gcj02(lon, lat), *gcj) < 0.02
        assert c.distance(*c.wgs84_to_bd09(lon, lat), *baidu) < 0.02
        assert c.distance(*c.gcj02_to_wgs84(lon, lat), *exact) < 0.5
        assert c.distance(*c.gcj02_to_wgs84(*gcj), lon, lat) < 0.5
        assert c.distance(*c.bd09_to_wgs84(*baidu), lon, lat) < 0.5


def test_skipping_the_conversion_would_be_wrong_by_hundreds_of_metres() -> None:
    assert 550 < c.distance(111.75, 40.84, *c.wgs84_to_gcj02(111.75, 40.84)) < 700


INSIDE = st.tuples(st.floats(75, 134), st.floats(4, 53))


@given(INSIDE)
def test_there_and_back_is_the_same_point(point: tuple[float, float]) -> None:
    for there, back in ((c.wgs84_to_gcj02, c.gcj02_to_wgs84), (c.wgs84_to_bd09, c.bd09_to_wgs84)):
        assert c.distance(*back(*there(*point)), *point) < 0.01


@pytest.mark.parametrize("point", [(-0.1276, 51.5072), (151.2, -33.9), (71.9, 40.0)])
def test_outside_china_nothing_moves(point: tuple[float, float]) -> None:
    for convert in (c.wgs84_to_gcj02, c.gcj02_to_bd09, c.wgs84_to_bd09, c.bd09_to_wgs84, c.gcj02_to_wgs84):
        assert convert(*point) == point


def test_many_points_at_once_are_the_same_as_one_by_one() -> None:
    points = np.array([[111.7, 40.8], [0.0, 51.5], [116.4, 39.9]])
    together = c.convert(points, "BD-09", "WGS-84")
    assert together == pytest.approx(np.array([c.bd09_to_wgs84(lon, lat) for lon, lat in points]), abs=1e-9)
    with pytest.raises(ValueError, match="unknown coordinate system"):
        c.convert(points, "mars", "wgs84")
