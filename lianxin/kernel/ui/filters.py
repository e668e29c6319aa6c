"""How moments, days, numbers, rates and money are written, in Chinese and in English."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

SMALL_N = 10
"""Below this many, a rate is shown as counts: a percentage of seven is not a figure."""


def _time(machine: str, full: str, text: str) -> Markup:
    return Markup('<time datetime="{}" title="{}">{}</time>').format(machine, full, text)


def moment_text(value: datetime, today: date) -> str:
    """``今天 14:03`` · ``昨天 09:10`` · ``明天 17:30`` · ``3天前`` · ``5天后`` · ``3月5日 14:03`` · ``2023年3月5日``.

    ``value`` is in local time; ``today`` is the local day of the reader.
    """
    clock, days = f"{value:%H:%M}", (value.date() - today).days
    near = {0: _("今天 %(clock)s"), -1: _("昨天 %(clock)s"), 1: _("明天 %(clock)s")}
    if days in near:
        return near[days] % {"clock": clock}
    if -7 < days < 0:
        return ngettext("%(days)d天前", "%(days)d天前", -days) % {"days": -days}
    if 0 < days < 7:
        return ngettext("%(days)d天后", "%(days)d天后", days) % {"days": days}
    if value.year == today.year:
        return str(date_format(value, _("n月j日 H:i")))
    return str(date_format(value, _("Y年n月j日")))


def moment(value: datetime | None, none: str = "—") -> Markup | str:
    """A moment as people say it, with the full writing on hover and for machines."""
    if value is None:
        return none
    local = timezone.localtime(value)
    full = date_format(local, _("Y年n月j日 l H:i"))
    return _time(local.isoformat(timespec="seconds"), full, moment_text(local, timezone.localdate()))


def full_moment(value: datetime | None, none: str = "—") -> Markup | str:
    """``2024年3月5日 14:03``, for records and print."""
    if value is None:
        return none
    local = timezone.localtime(value)
    text = date_format(local, _("Y年n月j日 H:i"))
    return _time(local.isoformat(timespec="seconds"), text, text)


def day(value: date | datetime | None, none: str = "—") -> Markup | str:
    """``2024年3月5日``."""
    if value is None:
        return none
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return _time(local.isoformat(), date_format(local, _("Y年n月j日 l")), date_format(local, _("Y年n月j日")))


def number(value: float | Decimal | None, decimals: int = 0, none: str = "—") -> str:
    return none if value is None else f"{value:,.{decimals}f}"


def percent_n(part: int | None, n: int | None, decimals: int = 1) -> Markup | str:
    """A rate with its n; below ten the counts themselves: ``87.5%（n=240）`` · ``8 件中 7 件``."""
    if not n or part is None:
        return _("无数据（n=0）")
    if n < SMALL_N:
        return _("%(n)d 件中 %(part)d 件") % {"n": n, "part": part}
    told = _("（n=%(n)s）") % {"n": number(n)}
    return Markup('{}%<span class="lx-n">{}</span>').format(f"{100 * part / n:.{decimals}f}", told)


def money(fen: int | None, none: str = "—") -> str:
    """Whole fen → ``¥1,234.50``."""
    if fen is None:
        return none
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def filesize(size: int | None, none: str = "—") -> str:
    if size is None:
        return none
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024**2 else f"{size / 1024**2:.1f} MB"


def duration(value: timedelta | None, none: str = "—") -> str:
    """``11.2天`` from a day up; below, ``3小时`` or ``20分钟``."""
    if value is None:
        return none
    seconds = value.total_seconds()
    if seconds >= 86400:
        return _("%(n)s天") % {"n": f"{seconds / 86400:.1f}".removesuffix(".0")}
    if seconds >= 3600:
        return _("%(n)d小时") % {"n": round(seconds / 3600)}
    return _("%(n)d分钟") % {"n": round(seconds / 60)}


def words(value: Any) -> str:
    """A text marked with ``N_`` (a state, a move, a category of the pack) in the reader's language."""
    return _(str(value)) if value else ""


FILTERS = {
    "moment": moment,
    "full_moment": full_moment,
    "day": day,
    "number": number,
    "percent_n": percent_n,
    "money": money,
    "filesize": filesize,
    "duration": duration,
    "words": words,
}
