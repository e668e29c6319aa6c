"""Boundaries: conversion, repair, matching, point → place, GeoJSON for our maps."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Denied
from lianxin.kernel.places import coordinates, geojson, locate
from lianxin.kernel.places.boundaries import import_boundaries
from lianxin.kernel.places.divisions import import_divisions
from lianxin.kernel.places.models import Boundary, Place
from lianxin.kernel.places.report import Report
from lianxin.kernel.places.tests.conftest import shared

EAST = "990100.990102."
WILLOW = EAST + "990102001."


def square(west: float, south: float, side: float) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(ring: list[list[float]], **properties: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def save(tmp_path: Path) -> Any:
    def save(*features: Any) -> Path:
        path = tmp_path / "outlines.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return path

    return save


@pytest.fixture
def mapped(city: Report, save: Any) -> Report:
    path = save(
        feature(
            [[111.0005, 40.0005], *square(111.0, 40.0, 1.0)[1:-1], [111.0, 40.001], [111.0005, 40.0005]],
            adcode=990102,
            name="东湖区",
        ),
        feature(square(112.0, 40.0, 1.0), name="西岭县"),
        feature(square(111.2, 40.2, 0.3), 区划代码="990102001"),
    )
    return import_boundaries(path, actor=SYSTEM, crs="WGS-84")


def test_features_are_matched_by_code_or_name(mapped: Report) -> None:
    assert (mapped.created, mapped.problems, mapped.notes) == (3, [], [])
    area = Boundary.objects.get(place__path=EAST).area_km2
    assert 9300 < area < 9600  # one square degree at 40.5° north
    place = Place.objects.get(path=EAST)
    assert place.lon == pytest.approx(111.5, abs=0.2)


def test_the_deepest_place_that_holds_the_point_is_the_answer(mapped: Report, django_assert_num_queries: Any) -> None:
    assert locate.place_at(111.3, 40.3) == WILLOW
    with django_assert_num_queries(0):
        assert locate.places_at([(111.9, 40.9), (112.5, 40.5), (10, 10), (112.0, 40.5)]) == [
            EAST, "990100.990103.", None, EAST,
        ]  # fmt: skip
    Place.objects.filter(path=WILLOW).update(valid_to="2026-01-01")
    Place.objects.get(path=WILLOW).save()
    assert locate.place_at(111.3, 40.3) == EAST, "a closed place is not answered"


@pytest.mark.parametrize("crs", ["gcj02", "bd09"])
def test_other_systems_are_converted(city: Report, save: Any, crs: str) -> None:
    ring = coordinates.convert(np.array(square(111.0, 40.0, 1.0)), "wgs84", crs).tolist()
    import_boundaries(save(feature(ring, adcode=990102)), actor=SYSTEM, crs=crs)
    outline = shapely.from_wkb(bytes(Boundary.objects.get().wkb))
    assert outline.bounds == pytest.approx((111.0, 40.0, 112.0, 41.0), abs=1e-6)


def test_a_crossed_ring_is_repaired_and_reported(city: Report, save: Any) -> None:
    bow = [[111.0, 40.0], [112.0, 41.0], [112.0, 40.0], [111.0, 41.0], [111.0, 40.0]]
    path = save(feature(bow, adcode=990102))
    report = import_boundaries(path, actor=SYSTEM, crs="wgs84")
    assert report.created == 1
    assert [note.row for note in report.notes] == [1]
    assert "已修补" in str(report.notes[0])
    assert shapely.from_wkb(bytes(Boundary.objects.get().wkb)).is_valid
    assert import_boundaries(path, actor=SYSTEM, crs="wgs84").nothing_changed


def test_what_cannot_be_used_is_reported_and_the_rest_goes_in(city: Report, save: Any) -> None:
    path = save(
        feature(square(111, 40, 1), adcode=990199, name="没有的区"),
        {"type": "Feature", "properties": {"adcode": 990102}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
        feature(square(12_400_000, 4_900_000, 1000), adcode=990102),
        feature([[111, 40], [112, 40]], adcode=990102),
        {"type": "Feature", "properties": None, "geometry": None},
        "no feature",
        feature(square(112, 40, 1), adcode=990103),
        feature(square(112, 40, 2), adcode=990103),
    )
    report = import_boundaries(path, actor=SYSTEM, crs="wgs84")
    assert report.created == 1
    assert [problem.row for problem in report.problems] == [1, 2, 3, 4, 5, 6, 8]
    assert all(str(problem) for problem in report.problems)


def test_a_broken_file_an_unknown_system_and_a_stranger(city: Report, tmp_path: Path) -> None:
    path = tmp_path / "broken.geojson"
    path.write_text('{"type": ')
    assert len(import_boundaries(path, actor=SYSTEM, crs="wgs84").problems) == 1
    with pytest.raises(ValueError, match="unknown coordinate system"):
        import_boundaries(path, actor=SYSTEM, crs="mars")
    with pytest.raises(Denied):
        import_boundaries(path, actor=ANONYMOUS, crs="wgs84")


def test_our_maps_get_one_level_below_a_path(mapped: Report) -> None:
    counties = geojson.feature_collection("990100.", "county")
    assert [item["properties"]["name"] for item in counties["features"]] == ["东湖区", "西岭县"]
    assert [item["id"] for item in geojson.feature_collection(EAST, "street")["features"]] == [WILLOW]
    assert geojson.feature_collection("990100.990103.", "street")["features"] == []
    whole = geojson.feature_collection("990100.", "county", tolerance=0)
    assert len(json.dumps(counties)) < len(json.dumps(whole)), "a corner of 100 m is nothing on a county map"
    assert json.loads(json.dumps(counties))["type"] == "FeatureCollection"


@pytest.mark.django_db
def test_the_real_counties_in_gcj02_import_and_the_second_run_changes_nothing() -> None:
    import_divisions(shared("divisions_150100_hohhot.csv"), actor=SYSTEM)
    path = shared("counties_150100_gcj02.geojson")
    first = import_boundaries(path, actor=SYSTEM, crs="gcj02")
    assert (first.created, first.problems) == (9, [])
    assert import_boundaries(path, actor=SYSTEM, crs="gcj02").nothing_changed
    found = locate.place_at(*coordinates.gcj02_to_wgs84(111.685964, 40.826225))
    assert found == "150100.150102."
    simple = geojson.feature_collection("150100.", "county", tolerance=0.02)
    whole = geojson.feature_collection("150100.", "county", tolerance=0)
    assert len(simple["features"]) == 9
    assert len(json.dumps(simple)) < 0.5 * len(json.dumps(whole))
