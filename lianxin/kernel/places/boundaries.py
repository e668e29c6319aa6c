"""Import of boundaries from GeoJSON: converted to WGS-84, repaired where needed, matched to places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from django.db import transaction

from lianxin.kernel.places import coordinates, outlines, reading, tree
from lianxin.kernel.places.models import Boundary, Place
from lianxin.kernel.places.nodes import Node, Tree
from lianxin.kernel.places.report import Remark, Report
from lianxin.kernel.words import N_

if TYPE_CHECKING:
    from lianxin.kernel.access.actor import Actor

PERMISSION = "places.manage"


def import_boundaries(path: Path, *, actor: Actor, crs: str, dry_run: bool = False) -> Report:
    """Take over the polygons of a GeoJSON file; a place has one boundary, the newest file's.

    crs: the system of the file, "wgs84", "gcj02" or "bd09" (ValueError for another). Features are matched by a
    property adcode, code or 区划代码, else by an unambiguous name. ``Report.notes`` says which rings were repaired,
    ``problems`` what could not be used; rows count features from 1. Needs ``places.manage``.
    """
    actor.require(PERMISSION)
    crs = coordinates.crs_name(crs)
    report = Report(dry_run=dry_run)
    try:
        features = _features(json.loads(reading.text(path.read_bytes())))
    except (reading.Unreadable, json.JSONDecodeError):
        report.problems.append(Remark(0, N_("文件不是完整的 JSON。")))
        return report
    if not features:
        report.problems.append(Remark(0, N_("文件里没有 GeoJSON 要素。")))
    with transaction.atomic():
        _take(features, crs, path.name, report)
        if not dry_run and not report.nothing_changed:
            _audit(actor, path, crs, report)
    return report


def _features(data: Any) -> list[Any]:
    if isinstance(data, dict):
        data = data.get("features", [data] if data.get("type") == "Feature" else [])
    return data if isinstance(data, list) else []


def _take(features: list[Any], crs: str, source: str, report: Report) -> None:
    known = tree.fresh()
    present = {boundary.place_id: boundary for boundary in Boundary.objects.all()}
    new: dict[int, Boundary] = {}
    for row, feature in enumerate(features, start=1):
        boundary = _boundary(known, feature, row, crs, source, report)
        if boundary is None:
            continue
        if boundary.place_id in new:
            words = {"row": row, "name": known.by_id[boundary.place_id].name}
            report.problems.append(Remark(row, N_("第 %(row)s 个要素:%(name)s 在文件里出现了不止一次。"), words))
            continue
        new[boundary.place_id] = boundary
        _count(boundary, present.get(boundary.place_id), report)
    if not report.dry_run and not report.nothing_changed:
        _write(known, new, present)


def _count(boundary: Boundary, before: Boundary | None, report: Report) -> None:
    if before is None:
        report.created += 1
    elif bytes(before.wkb) == boundary.wkb:
        report.unchanged += 1
    else:
        report.changed += 1


def _write(known: Tree, new: dict[int, Boundary], present: dict[int, Boundary]) -> None:
    wanted = [b for b in new.values() if b.place_id not in present or bytes(present[b.place_id].wkb) != b.wkb]
    Boundary.objects.bulk_create(
        wanted, update_conflicts=True, unique_fields=["place"], update_fields=["wkb", "source", "area_km2"]
    )
    for boundary in wanted:
        if known.by_id[boundary.place_id].lon is None:
            point = shapely.from_wkb(boundary.wkb).representative_point()
            Place.objects.filter(pk=boundary.place_id).update(lon=round(point.x, 6), lat=round(point.y, 6))
    tree.touch()


def _boundary(known: Tree, feature: Any, row: int, crs: str, source: str, report: Report) -> Boundary | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    cells = _cells(properties if isinstance(properties, dict) else {})
    words = {"row": row, "name": cells.get("name", ""), "code": cells.get("code", "")}
    node = _place(known, cells)
    if node is None:
        report.problems.append(Remark(row, N_("第 %(row)s 个要素:找不到地点 %(name)s %(code)s。"), words))
        return None
    try:
        shape, mended = outlines.outline(feature.get("geometry"), crs)
    except outlines.Unusable as error:
        report.problems.append(Remark(row, str(error), words))
        return None
    if mended:
        report.notes.append(Remark(row, N_("第 %(row)s 个要素:%(name)s 的边界有交叉,已修补。"), words))
    area = outlines.area_km2(shape)
    return Boundary(place_id=node.id, wkb=shapely.to_wkb(shape), source=source[:200], area_km2=area)


def _cells(properties: dict[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in properties.items():
        field = reading.KNOWN.get(reading.header_word(key))
        told = field in ("code", "name") and isinstance(value, str | int | float)
        # adcode goes before id, which is often only a running number
        if field and told and (field not in cells or key.lower() == "adcode"):
            cells[field] = str(value)
    return cells


def _place(known: Tree, cells: dict[str, str]) -> Node | None:
    node = known.find(cells["code"]) if cells.get("code") else None
    if node is None and cells.get("name"):
        named = known.named(cells["name"])
        node = named[0] if len(named) == 1 else None
    return node if node is not None and node.is_open else None


def _audit(actor: Actor, path: Path, crs: str, report: Report) -> None:
    from lianxin.kernel import audit

    detail = {"file": path.name, "crs": crs, "created": report.created, "changed": report.changed,
              "problems": len(report.problems)}  # fmt: skip
    audit.record(actor, "places.import_boundaries", subject=f"file:{path.name}"[:100], detail=detail)
