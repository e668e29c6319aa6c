"""How a figure, a period and a share are written for readers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

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
        paper = _("报刊写法：%(number)s%(unit)s") % {"number": value.newspaper, "unit": _(value.unit.label)}
        is_short = value.newspaper.endswith(("余", "亿"))
        whole, scale = int(value.number), value.unit.scale
        return Written(main, paper if is_short else "", whole if scale == 1 else whole / scale)
    if value.kind == "median":
        main = _("%(number)s %(unit)s") % {"number": value.exact, "unit": _(value.unit.label)}
        return Written(main, _("n=%(n)s") % {"n": f"{value.n:,}"}, float(rounded(value.number)))
    return _rate(value)


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
    """``2026年10月`` · ``2026年第4季度`` · ``2026年10月统计月`` · ``2026年3月1日至4月15日``."""
    day = {
        "year": period.first.year,
        "month": period.first.month,
        "day": period.first.day,
        "to_year": period.last.year,
        "to_month": period.last.month,
        "to_day": period.last.day,
        "quarter": (period.last.month + 2) // 3,
        "week": period.first.isocalendar().week,
        "week_year": period.first.isocalendar().year,
    }
    forms = {
        "day": _("%(year)d年%(month)d月%(day)d日"),
        "week": _("%(week_year)d年第%(week)d周"),
        "month": _("%(year)d年%(month)d月"),
        "quarter": _("%(year)d年第%(quarter)d季度"),
        "year": _("%(year)d年"),
        "statistics": _("%(to_year)d年%(to_month)d月统计月（21日至20日）"),
        "span": _("%(year)d年%(month)d月%(day)d日至%(to_year)d年%(to_month)d月%(to_day)d日"),
    }
    if period.last < period.first:
        return _("还没有结束的整月")
    return forms[period.kind] % day
