"""What this installation adds: its year files and its thresholds."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.kernel.clock.calendar import Calendar
from lianxin.kernel.clock.lamps import Thresholds
from lianxin.kernel.clock.year_file import BadYearFile, Year, read_year
from lianxin.kernel.modules.pack import pack

SHIPPED = Path(__file__).parent / "years"
Stamp = tuple[tuple[Path, int, int], ...]


def calendar() -> Calendar:
    """The shipped years, and over them those of ``HOME/years``; a file put there is seen without a restart."""
    return _loaded(_stamp())[0]


def thresholds() -> Thresholds:
    """``lamps.near_hours`` (24) and ``lamps.serious_days`` (3) of the city pack."""
    near, serious = pack().get("lamps.near_hours", 24), pack().get("lamps.serious_days", 3)
    return Thresholds(timedelta(hours=near), timedelta(days=serious))


def check_years(today: date) -> list[str]:
    """What the operator should mend, in the reader's language; empty when all is well.

    From October on the next year is asked for: its list comes out in October or November, and
    deadlines already reach into it.
    """
    known, bad = _loaded(_stamp())
    warnings = [_(error.message) % error.params for error in bad]
    wanted = [today.year] + ([today.year + 1] if today.month >= 10 else [])
    text = _("缺少%(year)s年的放假安排：落在该年的期限暂不显示。请把%(year)s.toml放进%(folder)s")
    folder = str(settings.HOME / "years")
    return warnings + [text % {"year": year, "folder": folder} for year in wanted if year not in known.years]


def _stamp() -> Stamp:
    files = [path for folder in (SHIPPED, settings.HOME / "years") for path in sorted(folder.glob("*.toml"))]
    found = [(path, path.stat()) for path in files]
    return tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in found)


@lru_cache(maxsize=4)
def _loaded(stamp: Stamp) -> tuple[Calendar, tuple[BadYearFile, ...]]:
    """An operator's broken file is left out and reported; the product goes on with the years it has."""
    years: list[Year] = []
    bad: list[BadYearFile] = []
    for path, _mtime, _size in stamp:
        try:
            years.append(read_year(path))
        except BadYearFile as error:
            bad.append(error)
    return Calendar(years), tuple(bad)
