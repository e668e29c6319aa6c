"""How fast, and what is late."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.moments import DaysBetween
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import DAY, ITEM, PERCENT
from lianxin.kernel.words import N_
from lianxin.work.requests.figures.population import IN_TIME, LABELS, answered, requests

WHERE = ("place", "category", "channel", "unit")
CANCELLED = Q(outcome="withdrawn")
RESPONDED = ~Q(state="called")


def unfinished(question: Question) -> QuerySet[Any]:
    return requests(question).filter(closed_at__isnull=True)


def overdue(question: Question) -> QuerySet[Any]:
    return unfinished(question).filter(due_at__lt=question.now)


def _clocks(question: Question) -> QuerySet[Deadline]:
    """Handling clocks that ran out in the period, or were met before they could; what was stopped in time is out."""
    ran_out = Q(met_at__isnull=True, stopped_at__isnull=True, paused_at__isnull=True, due_at__lt=question.now)
    stopped_late = Q(met_at__isnull=True, stopped_at__gt=F("due_at"))
    ours = Deadline.objects.filter(question.within("due_at"), name="handle")
    return ours.filter(Q(met_at__isnull=False) | ran_out | stopped_late).order_by()


def due(question: Question) -> QuerySet[Any]:
    return requests(question).filter(pk__in=_clocks(question).values("matter"))


def in_time(question: Question) -> list[tuple[Q, Any]]:
    late = _clocks(question).filter(Q(met_at__gt=F("due_at")) | Q(met_at__isnull=True))
    return [(~Q(pk__in=late.values("matter")), WHOLE)]


def whistles(question: Question) -> QuerySet[Any]:
    """Calls to units; those cancelled, or neither reported to nor due yet, are left out."""
    calls = question.matters().filter(question.within("opened_at"), kind="call").exclude(CANCELLED)
    return calls.filter(RESPONDED | Q(due_at__lt=question.now))


def responses(question: Question) -> list[tuple[Q, Any]]:
    return [(RESPONDED, WHOLE)]


TIMELINESS = (
    Definition(
        id="open",
        label=N_("在办"),
        unit=ITEM,
        kind="count",
        group=IN_TIME,
        labels=LABELS,
        records=unfinished,
        period="now",
        splits=WHERE,
        beside=("overdue",),
        meaning=N_("现在还没有办结的诉求，包括已答复等待本人评价的和等待本人补充的；含拆分出的子件。"),
    ),
    Definition(
        id="overdue",
        label=N_("现在超期"),
        unit=ITEM,
        kind="count",
        group=IN_TIME,
        labels=LABELS,
        records=overdue,
        period="now",
        splits=WHERE,
        beside=("open",),
        meaning=N_("现在还没有办结、正在计时的期限已过的诉求；等待本人补充时不计时。含拆分出的子件。"),
    ),
    Definition(
        id="on_time",
        label=N_("按期答复率"),
        unit=PERCENT,
        kind="rate",
        group=IN_TIME,
        labels=LABELS,
        records=due,
        credit=in_time,
        time="",
        splits=WHERE,
        denominator=N_("办理期限在时段内到期的诉求：按期答复＋超期答复＋超期未答复"),
        variant=N_("算法：按期÷（按期＋超期＋超期未办）；没有到期的不计入"),
        meaning=N_(
            "办理期限在时段内到期的诉求中，每一次办理都在期限内答复的占比。到期前已撤回、并入、不予受理的不计；"
            "等待本人补充而暂停计时的不计。含拆分出的子件。"
        ),
        source="RULES PST-06, HOT-06",
    ),
    Definition(
        id="median_days",
        label=N_("答复天数中位数"),
        unit=DAY,
        kind="median",
        group=IN_TIME,
        labels=LABELS,
        records=answered,
        measure=DaysBetween("opened_at", "request__answered_at"),
        time="request__answered_at",
        unit_field="request__answered_by_unit",
        meaning=N_(
            "时段内答复的诉求，从收到到最后一次答复所经过的自然日数，从短到长排在正中间的那一个。含拆分出的子件。"
        ),
    ),
    Definition(
        id="whistles",
        label=N_("吹哨报到率"),
        unit=PERCENT,
        kind="rate",
        group=IN_TIME,
        labels=LABELS,
        records=whistles,
        credit=responses,
        denominator=N_("时段内发出、没有取消，且已报到或已超期的吹哨（每叫一个单位计一次）"),
        meaning=N_("村居吹哨或请求协同时，被叫单位已报到或已回复的占比。"),
        source="RULES HOT-09",
    ),
)
