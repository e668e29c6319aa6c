"""Whether the law's days were kept: by the clocks that ran out in a period, or were met before they could."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, QuerySet

from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import ITEM, PERCENT
from lianxin.kernel.words import N_
from lianxin.work.petitions.figures.population import IN_TIME, LABELS, petitions

SPLITS = ("place", "channel", "unit")


def _clocks(question: Question, name: str) -> QuerySet[Deadline]:
    ran_out = Q(met_at__isnull=True, stopped_at__isnull=True, paused_at__isnull=True, due_at__lt=question.now)
    stopped_late = Q(met_at__isnull=True, stopped_at__gt=F("due_at"))
    ours = Deadline.objects.filter(question.within("due_at"), name=name)
    return ours.filter(Q(met_at__isnull=False) | ran_out | stopped_late).order_by()


def _due(name: str) -> Callable[[Question], QuerySet[Any]]:
    return lambda question: petitions(question).filter(pk__in=_clocks(question, name).values("matter"))


def _in_time(name: str) -> Callable[[Question], list[tuple[Q, Any]]]:
    def credit(question: Question) -> list[tuple[Q, Any]]:
        late = _clocks(question, name).filter(Q(met_at__gt=F("due_at")) | Q(met_at__isnull=True))
        return [(~Q(pk__in=late.values("matter")), WHOLE)]

    return credit


def unfinished(question: Question) -> QuerySet[Any]:
    return petitions(question).filter(closed_at__isnull=True)


_COMMON: dict[str, Any] = {"group": IN_TIME, "labels": LABELS, "splits": SPLITS}
_RATE: dict[str, Any] = {
    **_COMMON,
    "unit": PERCENT,
    "kind": "rate",
    "time": "",
    "variant": N_("算法：按期÷（按期＋超期＋超期未办）；没有到期的不计入"),
}

TIMELINESS = (
    Definition(
        id="petition_open",
        label=N_("信访代办在办"),
        unit=ITEM,
        kind="count",
        records=unfinished,
        period="now",
        meaning=N_("现在还没有办结的信访代办事项。"),
        **_COMMON,
    ),
    Definition(
        id="petition_routed_in_time",
        label=N_("按期转送率"),
        records=_due("route"),
        credit=_in_time("route"),
        denominator=N_("转送期限（15日）在时段内到期的事项"),
        meaning=N_("信访部门收到后15日内登记并转送、交办的占比（《信访工作条例》第二十二条）。"),
        source="RULES PET-04, PST-06",
        **_RATE,
    ),
    Definition(
        id="petition_accepted_in_time",
        label=N_("及时受理率"),
        records=_due("notice"),
        credit=_in_time("notice"),
        denominator=N_("书面告知期限（15日）在时段内到期的事项"),
        meaning=N_("有权处理机关收到后15日内书面告知的占比（《信访工作条例》第二十三条）。"),
        source="RULES PET-05, PET-06, PST-05",
        **_RATE,
    ),
    Definition(
        id="petition_on_time",
        label=N_("信访按期办结率"),
        records=_due("handle"),
        credit=_in_time("handle"),
        denominator=N_("60日办理期限（含批准的延期）在时段内到期的事项"),
        meaning=N_(
            "属于第三十一条第六项、自受理之日起60日内办结的占比（《信访工作条例》第三十四条）；其他事项没有这个期限，不计入。"
        ),
        source="RULES PET-11, PET-12, PST-06",
        **_RATE,
    ),
)
