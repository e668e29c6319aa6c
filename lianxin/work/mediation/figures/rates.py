"""Rates with their n: success, response, closure, and what the parties themselves say."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.suppression import K
from lianxin.kernel.figures.units import PERCENT
from lianxin.kernel.words import N_
from lianxin.work.mediation.figures.ends import petitions_mediated
from lianxin.work.mediation.figures.population import AGREED, GROUP, LABELS, SAID, came, disputes, mediated
from lianxin.work.mediation.models import Party

NOT_A_TARGET = N_("单看调成率会逼人签字，所以它总和终结件数放在一起，不作考核指标（RULES ETH-16）。")


def agreements(question: Question) -> Sequence[tuple[Q, Decimal]]:
    return [(AGREED, WHOLE)]


def answered(question: Question) -> Sequence[tuple[Q, Decimal]]:
    """The parties were asked, or said yes or no of themselves, or it was taken up."""
    told = Q(dispute__asked_at__isnull=False) | Q(dispute__started_at__isnull=False)
    return [(told | Q(closed_at__isnull=False), WHOLE)]


def closed(question: Question) -> Sequence[tuple[Q, Decimal]]:
    return [(Q(closed_at__isnull=False), WHOLE)]


def _own_words(**more: Any) -> Any:
    words = Party.objects.unscoped(reason="words are counted in groups, never read one by one")
    return words.filter(matter=OuterRef("pk"), word_at__isnull=False, word_is_assisted=False, **more)


def judged(question: Question) -> QuerySet[Any]:
    """Visited in the period, with at least one party's own word."""
    return disputes(question).filter(Exists(_own_words()), question.within("dispute__visited_at"))


def content(question: Question) -> Sequence[tuple[Q, Decimal]]:
    return [(~Q(Exists(_own_words(word_grade="unsatisfied"))), WHOLE)]


RATES = (
    Definition(
        id="mediation_success",
        label=N_("调解成功率"),
        unit=PERCENT,
        kind="rate",
        group=GROUP,
        labels=LABELS,
        records=mediated,
        credit=agreements,
        time="dispute__ended_at",
        beside=("F062", "mediated"),
        denominator=N_("时段内调解终结的矛盾纠纷：达成协议、调解不成、当事人要求终止"),
        remark=NOT_A_TARGET,
        meaning=N_("调解终结的矛盾纠纷中达成协议的占比。"),
        source="RULES mediation_success: agreements/mediated",
    ),
    Definition(
        id="F140",
        label=N_("信访事项调解成功率"),
        unit=PERCENT,
        kind="rate",
        group=GROUP,
        labels=LABELS,
        records=petitions_mediated,
        credit=agreements,
        time="dispute__ended_at",
        beside=("F139",),
        denominator=N_("时段内调解终结、来自信访的矛盾纠纷"),
        remark=NOT_A_TARGET,
        meaning=N_("来自信访、调解终结的矛盾纠纷中达成协议的占比。"),
        source=N_("公开报道：成功率达62.7%"),
    ),
    Definition(
        id="mediation_response",
        label=N_("调解响应率"),
        unit=PERCENT,
        kind="rate",
        group=GROUP,
        labels=LABELS,
        records=came,
        credit=answered,
        beside=("mediation_closure", "mediation_satisfaction"),
        denominator=N_("时段内登记的矛盾纠纷"),
        meaning=N_("登记的矛盾纠纷中，已经征求过各方意见或者已有结果的占比。"),
        source=N_("公开报道：响应率、办结率、满意率（F087）"),
    ),
    Definition(
        id="mediation_closure",
        label=N_("调解办结率"),
        unit=PERCENT,
        kind="rate",
        group=GROUP,
        labels=LABELS,
        records=came,
        credit=closed,
        beside=("mediation_response", "mediation_success"),
        denominator=N_("时段内登记的矛盾纠纷"),
        meaning=N_("登记的矛盾纠纷中已经办结的占比，不论结果；达成协议的以回访为准。"),
        source=N_("公开报道：响应率、办结率、满意率（F087）"),
    ),
    Definition(
        id="mediation_satisfaction",
        label=N_("当事人满意率"),
        unit=PERCENT,
        kind="rate",
        group=SAID,
        labels=LABELS,
        records=judged,
        credit=content,
        time="dispute__visited_at",
        group_min=K,
        denominator=N_("时段内回访过、至少有一方当事人自己说过话的矛盾纠纷"),
        meaning=N_("每件都没有一方说“不满意”的占比。只计当事人自己用查询码说的，工作人员代记的不计。"),
        source=N_("公开报道：响应率、办结率、满意率（F087）；RULES ETH-11"),
    ),
)
