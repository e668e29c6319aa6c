"""What the petitioners say. Only their own word, each petition by its last answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.suppression import K
from lianxin.kernel.figures.units import PERCENT
from lianxin.kernel.words import N_
from lianxin.work.petitions import rules
from lianxin.work.petitions.figures.population import LABELS, SAID, SPLITS, petitions
from lianxin.work.petitions.models import Rating


def answered(question: Question) -> QuerySet[Any]:
    return petitions(question).filter(question.within("petition__answered_at"))


def _word(question: Question) -> Exists:
    rows = Rating.objects.unscoped(reason="ratings are counted in groups, never read one by one")
    return Exists(rows.filter(matter=OuterRef("pk"), round=OuterRef("petition__round"), rated_at__lte=question.now))


def rated(question: Question) -> QuerySet[Any]:
    """Answered petitions joined with the word on their last answer. One row each."""
    return answered(question).filter(
        petition_ratings__round=F("petition__round"), petition_ratings__rated_at__lte=question.now
    )


def asked(question: Question) -> QuerySet[Any]:
    """With a word of the person, or answered so long ago that the time for one is over."""
    over = Q(petition__answered_at__lt=question.now - timedelta(days=rules.RATING_DAYS))
    return answered(question).filter(Q(_word(question)) | over)


def participants(question: Question) -> list[tuple[Q, Any]]:
    return [(Q(_word(question)), WHOLE)]


def content(question: Question) -> list[tuple[Q, Any]]:
    """(满意 + 基本满意) ÷ evaluated: both count in full (PST-08)."""
    return [(Q(petition_ratings__grade__in=("satisfied", "basic")), WHOLE)]


_COMMON: dict[str, Any] = {
    "unit": PERCENT,
    "group": SAID,
    "labels": LABELS,
    "splits": SPLITS,
    "time": "petition__answered_at",
    "group_min": K,
    "remark": N_("每件按最后一次答复计，按答复时间归期；工作人员不能代评。"),
    "source": "RULES PST-07…09, PET-22, ETH-11",
}
ASKED = N_("应参评的事项：本人已评价的，加上评价期已满而没有评价的")

WORDS = (
    Definition(
        id="petition_effective_satisfaction",
        label=N_("信访参评满意率"),
        kind="product",
        factors=("petition_participation", "petition_satisfaction"),
        denominator=ASKED,
        beside=("petition_participation", "petition_satisfaction"),
        meaning=N_("参评率×满意率。没有人评价的单位得不到高分，所以以它为主要指标。"),
        **_COMMON,
    ),
    Definition(
        id="petition_participation",
        label=N_("信访参评率"),
        kind="rate",
        records=asked,
        credit=participants,
        denominator=ASKED,
        meaning=N_("答复之后由本人评价了的占比。"),
        **_COMMON,
    ),
    Definition(
        id="petition_satisfaction",
        label=N_("信访满意率"),
        kind="rate",
        records=rated,
        credit=content,
        denominator=N_("本人作出评价的事项"),
        variant=N_("算法：（满意＋基本满意）÷已评价"),
        beside=("petition_effective_satisfaction", "F100"),
        meaning=N_("本人评价为满意或者基本满意的占比。"),
        **_COMMON,
    ),
)
