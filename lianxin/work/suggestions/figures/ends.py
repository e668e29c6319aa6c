"""Adopted, put into practice, fed back; and how much of it in time."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import LEAD, PERCENT
from lianxin.kernel.words import N_
from lianxin.work.suggestions.figures.population import GROUP, LABELS, SPLITS, decided, suggestions

ADOPTED = Q(suggestion__decision__in=("whole", "part"))
PRACTISED = Q(suggestion__practised_at__isnull=False)


def adopted(question: Question) -> QuerySet[Any]:
    return decided(question).filter(ADOPTED)


def adoption(question: Question) -> list[tuple[Q, Any]]:
    return [(ADOPTED, WHOLE)]


def practised(question: Question) -> QuerySet[Any]:
    return suggestions(question).filter(question.within("suggestion__practised_at"))


def practice(question: Question) -> list[tuple[Q, Any]]:
    return [(Q(suggestion__practised_at__lte=question.now), WHOLE)]


def commended(question: Question) -> QuerySet[Any]:
    return suggestions(question).filter(question.within("suggestion__commended_at"))


def ended(question: Question) -> QuerySet[Any]:
    """Decided, or merged into one that was: each author is owed an answer."""
    merged = Q(question.within("duplicate_of__suggestion__decided_at"), duplicate_of__isnull=False)
    return suggestions(question).filter(question.within("suggestion__decided_at") | merged)


def told(question: Question) -> list[tuple[Q, Any]]:
    return [(Q(suggestion__fed_back_at__lte=question.now), WHOLE)]


def _clocks(question: Question) -> QuerySet[Deadline]:
    """Clocks of the decision that ended in the period, or were met before they could."""
    ran_out = Q(met_at__isnull=True, stopped_at__isnull=True, paused_at__isnull=True, due_at__lt=question.now)
    ours = Deadline.objects.filter(question.within("due_at"), name="decide")
    return ours.filter(Q(met_at__isnull=False) | ran_out).order_by()


def due(question: Question) -> QuerySet[Any]:
    return suggestions(question).filter(pk__in=_clocks(question).values("matter"))


def in_time(question: Question) -> list[tuple[Q, Any]]:
    late = _clocks(question).filter(Q(met_at__gt=F("due_at")) | Q(met_at__isnull=True))
    return [(~Q(pk__in=late.values("matter")), WHOLE)]


_DECIDED: dict[str, Any] = {
    "group": GROUP,
    "labels": LABELS,
    "splits": SPLITS,
    "time": "suggestion__decided_at",
    "unit_field": "suggestion__decided_by_unit",
}

ENDS = (
    Definition(
        id="suggestions_decided",
        label=N_("建议办结（有决定）"),
        unit=LEAD,
        kind="count",
        records=decided,
        beside=("suggestions_adopted",),
        meaning=N_("时段内作出采纳、部分采纳或不采纳决定的建议；并入的随原件，不另计。"),
        source=N_("信访工作条例第二十九条"),
        **_DECIDED,
    ),
    Definition(
        id="suggestions_adopted",
        label=N_("建议采纳"),
        unit=LEAD,
        kind="count",
        records=adopted,
        beside=("suggestions_decided", "suggestion_adoption_rate"),
        meaning=N_("时段内决定全部采纳或部分采纳的建议。采纳不等于已经转化。"),
        source=N_("信访工作条例第二十九条"),
        **_DECIDED,
    ),
    Definition(
        id="suggestion_adoption_rate",
        label=N_("建议采纳率"),
        unit=PERCENT,
        kind="rate",
        records=decided,
        credit=adoption,
        beside=("suggestions_decided", "suggestions_adopted"),
        denominator=N_("时段内作出决定的建议（全部采纳＋部分采纳＋不采纳）"),
        meaning=N_("作出决定的建议中，全部采纳或部分采纳的占比。"),
        variant=N_("部分采纳按一条计；没有作出决定的不进分母"),
        source=N_("信访工作条例第二十九条"),
        **_DECIDED,
    ),
    Definition(
        id="suggestions_practised",
        label=N_("建议转化"),
        unit=LEAD,
        kind="count",
        group=GROUP,
        records=practised,
        time="suggestion__practised_at",
        unit_field="suggestion__decided_by_unit",
        labels=LABELS,
        splits=SPLITS,
        beside=("suggestions_adopted",),
        meaning=N_("时段内已经变成制度文件、工作项目，或列入例会并在例会上解决的建议。只列入、没有解决的不计。"),
        source=N_("上海若干规定第十三条"),
    ),
    Definition(
        id="suggestion_practice_rate",
        label=N_("建议转化率"),
        unit=PERCENT,
        kind="rate",
        records=adopted,
        credit=practice,
        beside=("suggestions_adopted", "suggestions_practised"),
        denominator=N_("时段内决定采纳（含部分采纳）的建议"),
        meaning=N_("时段内采纳的建议中，到现在已经转化的占比。采纳不久的还来不及转化，时段越近这个数越低。"),
        source=N_("上海若干规定第十三条"),
        **_DECIDED,
    ),
    Definition(
        id="suggestion_feedback_rate",
        label=N_("建议反馈率"),
        unit=PERCENT,
        kind="rate",
        group=GROUP,
        records=ended,
        credit=told,
        labels=LABELS,
        splits=("place", "channel", "unit"),
        denominator=N_("时段内有了决定的建议，加上并入它们的（每个提出的人都要反馈）"),
        meaning=N_("已经反馈的占比：日常建议以告诉本人为准，征集的建议以公布征集结果为准。"),
        source=N_("上海若干规定第十二条"),
    ),
    Definition(
        id="suggestions_on_time",
        label=N_("建议按期办理率"),
        unit=PERCENT,
        kind="rate",
        group=GROUP,
        records=due,
        credit=in_time,
        time="",
        labels=LABELS,
        splits=("place", "channel", "unit"),
        denominator=N_("办理期限在时段内到期的建议：按期＋超期＋超期未办"),
        meaning=N_("登记受理后在本市规定的期限内作出决定的占比。期限是本市自定的，见建议页“时限从哪里来”。"),
        source=N_("上海若干规定第十一条"),
    ),
    Definition(
        id="suggestions_commended",
        label=N_("优秀建议"),
        unit=LEAD,
        kind="count",
        group=GROUP,
        records=commended,
        time="suggestion__commended_at",
        labels=LABELS,
        splits=SPLITS,
        meaning=N_("时段内作为优秀建议表扬的条数。"),
        source=N_("上海若干规定第十六条"),
    ),
)
