"""How it ended. Closed and solved are two figures, always shown together."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import ITEM, PERCENT, PROBLEM
from lianxin.kernel.words import N_
from lianxin.work.requests.figures.population import ENDED, LABELS, ended

SOLVED = Q(outcome="solved")


def solved(question: Question) -> QuerySet[Any]:
    return ended(question).filter(SOLVED)


def solved_snaps(question: Question) -> QuerySet[Any]:
    return solved(question).filter(channel="snap")


def solved_share(question: Question) -> list[tuple[Q, Any]]:
    return [(SOLVED, WHOLE)]


ENDS = (
    Definition(
        id="closed",
        label=N_("办结"),
        unit=ITEM,
        kind="count",
        group=ENDED,
        labels=LABELS,
        records=ended,
        time="closed_at",
        beside=("solved", "solved_rate"),
        meaning=N_(
            "时段内办结的诉求，不论结果：已解决、已解释说明、不予办理、转送、撤回、无法办理都计入。"
            "按最后一次办结的时间计；并入他件的由原件计；拆分出的子件不另计。办结不等于解决。"
        ),
    ),
    Definition(
        id="solved",
        label=N_("解决"),
        unit=ITEM,
        kind="count",
        group=ENDED,
        labels=LABELS,
        records=solved,
        time="closed_at",
        beside=("closed", "solved_rate"),
        meaning=N_("时段内办结的诉求中，结果为“已解决”的件数。"),
    ),
    Definition(
        id="solved_rate",
        label=N_("办结解决率"),
        unit=PERCENT,
        kind="rate",
        group=ENDED,
        labels=LABELS,
        records=ended,
        credit=solved_share,
        time="closed_at",
        beside=("closed", "solved"),
        denominator=N_("时段内办结的诉求（不论结果）"),
        meaning=N_(
            "办结的诉求中结果为“已解决”的占比，由承办单位写明、本人没有提出异议；本人的说法见“群众评价解决率”。"
        ),
    ),
    Definition(
        id="F032",
        label=N_("随手拍帮助解决问题"),
        unit=PROBLEM,
        kind="count",
        group=ENDED,
        labels=LABELS,
        records=solved_snaps,
        time="closed_at",
        splits=("place", "category", "unit", "month"),
        meaning=N_(
            "时段内办结、结果为“已解决”、来源为随手拍的件数。系统不登记提交人是不是快递员或骑手，"
            "所以计全部随手拍，不能单独说成“骑手帮助解决的问题”。"
        ),
        source=N_("公开报道：帮助社区解决问题700余个"),
    ),
)
