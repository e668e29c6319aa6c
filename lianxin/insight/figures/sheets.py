"""A figure as a sheet: one row for the whole and one for each part, each with its n and its definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from lianxin.insight.figures.choices import Choice
from lianxin.insight.figures.wording import period_label, share, written
from lianxin.kernel.exchange.columns import Column
from lianxin.kernel.figures.answers import Part
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.values import Value
from lianxin.kernel.words import N_

COLUMNS = (
    Column("figure", N_("指标")),
    Column("place", N_("区域")),
    Column("period", N_("时段")),
    Column("part", N_("分项")),
    Column("number", N_("数值")),
    Column("unit", N_("单位")),
    Column("n", N_("n（分母或件数）")),
    Column("share", N_("分子")),
    Column("written", N_("写法")),
    Column("meaning", N_("口径")),
)


def rows(
    definition: Definition, asked: Question, chosen: Choice, whole: Value, parts: Sequence[Part]
) -> Iterator[dict[str, object]]:
    """The whole first. A rate of fewer than ten has no number, a withheld one nothing at all."""
    meaning = " ".join(_(text) for text in (definition.meaning, definition.remark, definition.variant) if text)
    same = {
        "figure": _(definition.label),
        "place": chosen.place_name,
        "period": period_label(asked.period),
        "unit": _(definition.unit.label),
        "meaning": meaning,
    }
    yield {**same, "part": _("合计"), **_cells(whole)}
    for part in parts:
        yield {**same, "part": part.label, **_cells(part.value)}


def _cells(value: Value) -> dict[str, object]:
    words = written(value)
    if value.withheld:
        return {"number": None, "n": None, "share": None, "written": words.main}
    part = share(value.part) if value.part is not None else None
    return {"number": words.plain, "n": value.n, "share": part, "written": words.main}
