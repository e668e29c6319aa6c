"""The two imports as the command line calls them: every option is a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lianxin.kernel.places.boundaries import import_boundaries
from lianxin.kernel.places.coordinates import CRS, crs_name
from lianxin.kernel.places.divisions import import_divisions
from lianxin.kernel.places.report import Remark, Report
from lianxin.kernel.words import N_

if TYPE_CHECKING:
    from lianxin.kernel.access.actor import Actor


def divisions(path: Path, *, actor: Actor, dry_run: bool = False, edition: str = "", on: str = "") -> Report:
    """``lianxin import divisions FILE [--set edition=2024] [--set on=2024-10-01]``."""
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        unread = Remark(0, N_("看不懂的日期：%(on)s。请写成 2026-01-31。"), {"on": on})
        return Report(problems=[unread], dry_run=dry_run)
    return import_divisions(path, actor=actor, edition=edition, on=day, dry_run=dry_run)


def boundaries(path: Path, *, actor: Actor, dry_run: bool = False, crs: str = "") -> Report:
    """``lianxin import boundaries FILE --crs wgs84|gcj02|bd09``; the system is never guessed."""
    try:
        system = crs_name(crs)
    except ValueError:
        words = {"known": " ".join(CRS)}
        return Report(problems=[Remark(0, N_("请用 --crs 写明坐标系：%(known)s。"), words)], dry_run=dry_run)
    return import_boundaries(path, actor=actor, crs=system, dry_run=dry_run)
