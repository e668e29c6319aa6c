"""What came, and from whom, counted apart without telling who."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import ITEM, LEAD
from lianxin.kernel.words import N_
from lianxin.work.suggestions.figures.population import GROUP, LABELS, SPLITS, received


def by(kind: str) -> Callable[[Question], QuerySet[Any]]:
    return lambda question: received(question).filter(suggestion__author_kind=kind)


def of_calls(question: Question) -> QuerySet[Any]:
    return received(question).filter(suggestion__call__isnull=False)


def daily(question: Question) -> QuerySet[Any]:
    return received(question).filter(suggestion__call__isnull=True)


def distinct(question: Question) -> QuerySet[Any]:
    return received(question).filter(duplicate_of__isnull=True)


def calls(question: Question) -> QuerySet[Any]:
    rows = question.matters().filter(kind="suggestion_call")
    return rows.filter(question.within("suggestion_call__published_at"))


_COMMON: dict[str, Any] = {"kind": "count", "group": GROUP, "labels": LABELS, "splits": SPLITS}

ARRIVALS = (
    Definition(
        id="suggestions",
        label=N_("收到人民建议"),
        unit=LEAD,
        records=received,
        beside=("suggestions_distinct",),
        meaning=N_("时段内收到的建议，按收到时间计，日常的和征集的都计，后来并入的也计；移交为诉求等其他事项的不计。"),
        source="SUG-04",
        **_COMMON,
    ),
    Definition(
        id="suggestions_distinct",
        label=N_("人民建议（去重）"),
        unit=LEAD,
        records=distinct,
        beside=("suggestions",),
        meaning=N_("时段内收到的建议中没有并入其他建议的：几个人提的同一条，只计一条。"),
        source="SUG-04",
        **_COMMON,
    ),
    Definition(
        id="suggestions_daily",
        label=N_("日常建议"),
        unit=LEAD,
        records=daily,
        beside=("suggestions_of_calls",),
        meaning=N_("时段内收到的、不属于任何一次征集的建议。"),
        source=N_("上海若干规定第八条"),
        **_COMMON,
    ),
    Definition(
        id="suggestions_of_calls",
        label=N_("征集到的建议"),
        unit=LEAD,
        records=of_calls,
        beside=("suggestions_daily",),
        meaning=N_("时段内收到的、为某一次征集提出的建议。"),
        source=N_("上海若干规定第八条"),
        **_COMMON,
    ),
    Definition(
        id="F034",
        label=N_("骑手建议"),
        unit=LEAD,
        records=by("rider"),
        beside=("suggestions",),
        meaning=N_(
            "时段内收到的建议中，提出人自称是骑手（外卖、快递）的条数，按收到时间计；后来并入的也计，移交的不计。"
        ),
        remark=N_("身份只由本人说、不核对，也不和姓名、电话一起存。"),
        source=N_("公开报道：收集骑手建议420条"),
        **_COMMON,
    ),
    Definition(
        id="suggestions_observers",
        label=N_("观察员建议"),
        unit=LEAD,
        records=by("observer"),
        beside=("suggestions",),
        meaning=N_("时段内收到的建议中，提出人自称是观察员的条数。"),
        source="S64",
        **_COMMON,
    ),
    Definition(
        id="suggestion_calls",
        label=N_("发布征集"),
        unit=ITEM,
        records=calls,
        kind="count",
        group=GROUP,
        time="suggestion_call__published_at",
        splits=("place", "unit", "month"),
        meaning=N_("时段内向社会发布的征集，一个议题一次。"),
        source="SUG-03",
    ),
)
