"""What the people who asked say of it (三率). Only their own word, each matter by its last rating."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.suppression import K
from lianxin.kernel.figures.units import PERCENT
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.words import N_
from lianxin.work.requests import rules
from lianxin.work.requests.figures.population import LABELS, SAID, answered
from lianxin.work.requests.models import Rating

WEIGHTS = {"satisfied": "1", "basic": "0.9"}
OWN_WORD = N_("每件按本人最后一次评价计，按答复时间归期；工作人员代录的纸质评价不计。")


def _ratings(question: Question) -> QuerySet[Rating]:
    rows: QuerySet[Rating] = Rating.objects.unscoped(reason="ratings are counted in groups, never read one by one")
    return rows.filter(rated_at__lte=question.now)


def _rated(question: Question, **more: Any) -> QuerySet[Any]:
    """Answered matters joined with their last rating, when that is the person's own. One row each."""
    later = _ratings(question).filter(matter=OuterRef("ratings__matter"), round__gt=OuterRef("ratings__round"))
    return answered(question).filter(
        ~Exists(later), ratings__rated_at__lte=question.now, ratings__is_assisted=False, **more
    )


def contactable(question: Question) -> QuerySet[Any]:
    return _rated(question, ratings__contacted__isnull=False)


def judged(question: Question) -> QuerySet[Any]:
    return _rated(question, ratings__solved__isnull=False)


def graded(question: Question) -> QuerySet[Any]:
    return _rated(question, ratings__grade__gt="")


def asked(question: Question) -> QuerySet[Any]:
    """Rated by the person, or answered so long ago without any rating that the time for one is over."""
    days = int(pack().get("requests.rating_days", rules.RATING_DAYS))
    over = Q(request__answered_at__lt=question.now - timedelta(days=days))
    silent = over & ~Exists(_ratings(question).filter(matter=OuterRef("pk")))
    return answered(question).filter(_has_own_word(question) | silent)


def participants(question: Question) -> list[tuple[Q, Decimal]]:
    return [(_has_own_word(question), WHOLE)]


def _has_own_word(question: Question) -> Q:
    of_this = _ratings(question).filter(matter=OuterRef("pk"))
    later = _ratings(question).filter(matter=OuterRef("matter"), round__gt=OuterRef("round"))
    return Q(Exists(of_this.filter(~Exists(later), is_assisted=False)))


def _yes(lookup: str) -> Callable[[Question], list[tuple[Q, Decimal]]]:
    return lambda question: [(Q(**{lookup: True}), WHOLE)]


def satisfied(question: Question) -> list[tuple[Q, Decimal]]:
    """1 for 满意 and 0.9 for 基本满意, unless the pack weighs otherwise (rules.yaml, hotline_satisfaction)."""
    return [
        (Q(ratings__grade=grade), Decimal(str(pack().get(f"requests.{grade}_weight", weight))))
        for grade, weight in WEIGHTS.items()
    ]


_COMMON: dict[str, Any] = {
    "unit": PERCENT,
    "group": SAID,
    "labels": LABELS,
    "time": "request__answered_at",
    "unit_field": "request__answered_by_unit",
    "group_min": K,
    "remark": OWN_WORD,
    "source": N_("RULES §3 三率, PST-07…09, ETH-11"),
}

RATINGS = (
    Definition(
        id="effective_satisfaction",
        label=N_("参评满意率"),
        kind="product",
        factors=("participation", "satisfaction"),
        denominator=N_("应参评的诉求：本人已评价的，加上评价期已满而没有评价的"),
        beside=("participation", "satisfaction"),
        meaning=N_("参评率×满意率。没有人评价的单位得不到高分，所以以它为主要指标。"),
        **_COMMON,
    ),
    Definition(
        id="participation",
        label=N_("参评率"),
        kind="rate",
        records=asked,
        credit=participants,
        denominator=N_("应参评的诉求：本人已评价的，加上评价期已满而没有评价的"),
        meaning=N_("答复之后由本人评价了的占比。"),
        **_COMMON,
    ),
    Definition(
        id="satisfaction",
        label=N_("满意率"),
        kind="rate",
        records=graded,
        credit=satisfied,
        denominator=N_("本人给出了满意程度的诉求"),
        beside=("effective_satisfaction", "participation"),
        variant=N_("算法：（满意＋0.9×基本满意）÷有效评价；权重0.9是默认值，城市包可改"),
        meaning=N_("满意程度的加权占比：满意计1，基本满意按权重计，不满意计0。"),
        **_COMMON,
    ),
    Definition(
        id="response",
        label=N_("响应率"),
        kind="rate",
        records=contactable,
        credit=_yes("ratings__contacted"),
        denominator=N_("本人回答了“承办单位是否联系过您”的诉求"),
        meaning=N_("本人说承办单位联系过自己的占比。"),
        **_COMMON,
    ),
    Definition(
        id="solved_by_reporter",
        label=N_("群众评价解决率"),
        kind="rate",
        records=judged,
        credit=_yes("ratings__solved"),
        denominator=N_("本人回答了“问题是否解决”的诉求"),
        beside=("closed", "solved"),
        meaning=N_("本人说问题已经解决的占比。"),
        **_COMMON,
    ),
)
