"""What authors say of the feedback (公众评价): their own word by their own code, in groups only."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.suppression import K
from lianxin.kernel.figures.units import PERCENT
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.words import N_
from lianxin.work.suggestions.figures.population import GROUP, LABELS, SPLITS, suggestions
from lianxin.work.suggestions.models import Evaluation

WEIGHTS = {"satisfied": "1", "basic": "0.9"}


def fed_back(question: Question) -> QuerySet[Any]:
    return suggestions(question).filter(question.within("suggestion__fed_back_at"))


def _said(question: Question) -> Q:
    rows = Evaluation.objects.unscoped(reason="evaluations are counted in groups, never read one by one")
    return Q(Exists(rows.filter(matter=OuterRef("pk"), at__lte=question.now)))


def evaluated(question: Question) -> QuerySet[Any]:
    return fed_back(question).filter(_said(question))


def participants(question: Question) -> list[tuple[Q, Decimal]]:
    return [(_said(question), WHOLE)]


def satisfied(question: Question) -> list[tuple[Q, Decimal]]:
    """1 for 满意 and 0.9 for 基本满意, unless the pack weighs otherwise."""
    return [
        (Q(evaluation__grade=grade), Decimal(str(pack().get(f"requests.{grade}_weight", weight))))
        for grade, weight in WEIGHTS.items()
    ]


_COMMON: dict[str, Any] = {
    "unit": PERCENT,
    "kind": "rate",
    "group": GROUP,
    "labels": LABELS,
    "splits": SPLITS,
    "time": "suggestion__fed_back_at",
    "unit_field": "suggestion__decided_by_unit",
    "group_min": K,
    "source": N_("上海若干规定第七条（公众评价）"),
}

WORDS = (
    Definition(
        id="suggestion_participation",
        label=N_("建议参评率"),
        records=fed_back,
        credit=participants,
        denominator=N_("时段内已经反馈的建议"),
        meaning=N_("已经反馈的建议中，提出的人用自己的查询码评价了的占比。"),
        beside=("suggestion_satisfaction",),
        **_COMMON,
    ),
    Definition(
        id="suggestion_satisfaction",
        label=N_("建议反馈满意率"),
        records=evaluated,
        credit=satisfied,
        denominator=N_("时段内已经反馈、提出的人评价了的建议"),
        variant=N_("算法：（满意＋0.9×基本满意）÷评价数；权重0.9是默认值，城市包可改"),
        meaning=N_("满意程度的加权占比。工作人员不能代评。"),
        beside=("suggestion_participation",),
        **_COMMON,
    ),
)
