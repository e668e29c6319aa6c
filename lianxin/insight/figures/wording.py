"""How a figure, a period and a share are written for readers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.kernel.figures.newspaper import rounded_down
from lianxin.kernel.figures.periods import Period
from lianxin.kernel.figures.values import COUNTED, Value, rounded


@dataclass(frozen=True, slots=True)
class Written:
    """main: the number with its unit. sub: what it was counted from. plain: the bare number for charts, or None."""

    main: str
    sub: str
    plain: float | int | None


def written(value: Value) -> Written:
    """Rates never without n; below ten as counts; withheld ones as words."""
    if value.withheld:
        return Written(_("不足5份，不显示"), "", None)
    if value.number is None:
        return Written(_("无数据"), _("n=0"), None)
    if value.kind in COUNTED:
        main = _("%(number)s %(unit)s") % {"number": value.exact, "unit": _(value.unit.label)}
        paper = _("报刊写法：%(number)s%(unit)s") % {"number": _printed(value), "unit": _(value.unit.label)}
        is_short = value.newspaper.endswith(("余", "亿"))
        whole, scale = int(value.number), value.unit.scale
        return Written(main, paper if is_short else "", whole if scale == 1 else whole / scale)
    if value.kind == "median":
        main = _("%(number)s %(unit)s") % {"number": value.exact, "unit": _(value.unit.label)}
        return Written(main, _("n=%(n)s") % {"n": f"{value.n:,}"}, float(rounded(value.number)))
    return _rate(value)


def _printed(value: Value) -> str:
    """As a newspaper of the reader's language prints it: ``3800余``; in others ``over 3,800``."""
    if value.number is None or (get_language() or "zh").startswith("zh"):
        return value.newspaper
    down, is_cut = rounded_down(Decimal(value.number) / value.unit.scale)
    return _("%(number)s余") % {"number": f"{down:,}"} if is_cut else f"{down:,}"


def _rate(value: Value) -> Written:
    n, part = f"{value.n:,}", share(value.part)
    if not value.is_percent:
        few = _("%(n)s 件，不算百分比") if value.kind == "product" else _("%(n)s 件中 %(part)s 件")
        return Written(few % {"n": n, "part": part}, _("n=%(n)s") % {"n": n}, None)
    assert value.number is not None
    sub = _("n=%(n)s") if value.kind == "product" else _("n=%(n)s，其中 %(part)s")
    return Written(f"{value.exact}%", sub % {"n": n, "part": part}, float(rounded(value.number)))


def share(part: Decimal | None) -> str:
    """``210`` or, weighted, ``7.5``."""
    if part is None:
        return "—"
    return f"{part.normalize():,f}"


def period_label(period: Period) -> str:
    """``2026年10月`` · ``2026年第4季度`` · ``2026年10月统计月`` · ``2026年3月1日至2026年4月15日``."""
    if period.last < period.first:
        return _("还没有结束的整月")
    first, last = period.first, period.last
    week = first.isocalendar()
    forms = {
        "day": lambda: date_format(first, _("Y年n月j日")),
        "week": lambda: _("%(year)d年第%(week)d周") % {"year": week.year, "week": week.week},
        "month": lambda: date_format(first, _("Y年n月")),
        "quarter": lambda: _("%(year)d年第%(quarter)d季度") % {"year": first.year, "quarter": (last.month + 2) // 3},
        "year": lambda: _("%(year)d年") % {"year": first.year},
        "statistics": lambda: _("%(month)s统计月（21日至20日）") % {"month": date_format(last, _("Y年n月"))},
        "span": lambda: (
            _("%(first)s至%(last)s")
            % {"first": date_format(first, _("Y年n月j日")), "last": date_format(last, _("Y年n月j日"))}
        ),
    }
    return str(forms[period.kind]())
