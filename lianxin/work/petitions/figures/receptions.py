"""Leaders' receptions by level: batches, persons and what was settled. 批次, 人次 and 件 are never added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import BATCH, PERCENT, PERSON_TIME
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.words import N_
from lianxin.work.petitions import rules
from lianxin.work.petitions.figures.population import RECEIVED, receptions
from lianxin.work.petitions.models import Reception, Sitting

LED = (Sitting.SITTING, Sitting.DOWN)
LEADERS = ("city", "county")


def received(*levels: str) -> Callable[[Question], QuerySet[Any]]:
    """Visits that a leader of these levels received in the period."""
    return lambda question: receptions(question).filter(
        question.within("reception__received_at"), reception__level__in=levels, reception__form__in=LED
    )


def settled(*levels: str) -> Callable[[Question], QuerySet[Any]]:
    """Of the visits received in the period those that have ended as settled."""
    return lambda question: received(*levels)(question).filter(outcome="solved")


def groups(question: Question) -> QuerySet[Any]:
    least = int(pack().get("petitions.group_visit_min", rules.GROUP_VISIT_MIN))
    return received(*rules.LEVELS)(question).filter(reception__persons__gte=least)


def arrived_at_window(question: Question) -> QuerySet[Any]:
    return receptions(question).filter(question.within("opened_at"), reception__form=Reception.WINDOW)


def arrived(question: Question) -> QuerySet[Any]:
    return receptions(question).filter(question.within("opened_at"), reception__form__in=LED)


def were_received(question: Question) -> list[tuple[Q, Any]]:
    return [(Q(reception__received_at__isnull=False), WHOLE)]


_COMMON: dict[str, Any] = {"group": RECEIVED, "splits": ("place", "unit", "month"), "time": "reception__received_at"}
_BATCHES: dict[str, Any] = {"unit": BATCH, "kind": "count", **_COMMON}
_PERSONS: dict[str, Any] = {"unit": PERSON_TIME, "kind": "sum", "measure": "reception__persons", **_COMMON}
_ARRIVED: dict[str, Any] = {**_COMMON, "unit": PERCENT, "kind": "rate", "time": "opened_at", "credit": were_received}
BATCH_MEANING = N_("一次接待一个人或者一批人，计一批次；只计领导坐班接访和下访，按接待时间归期。")
PERSON_MEANING = N_("同一批来几个人计几人次，同一个人再来再计；按接待时间归期。人次不能与批次、件相加。")
SETTLED_MEANING = N_("时段内接待的批次中，到现在已办结且结果为“已解决”的。")
ARTICLE = N_("公开报道：2024年市领导接待105批次322人次、化解91批次，旗县区接待2324批次13552人次、化解448批次2816人次")

RECEPTIONS = (
    Definition(
        id="F046",
        label=N_("领导接待批次"),
        records=received(*LEADERS),
        meaning=BATCH_MEANING,
        beside=("F049", "F052"),
        source=ARTICLE,
        **_BATCHES,
    ),
    Definition(
        id="F047",
        label=N_("领导接待人次"),
        records=received(*LEADERS),
        meaning=PERSON_MEANING,
        beside=("F050", "F053"),
        source=ARTICLE,
        **_PERSONS,
    ),
    Definition(
        id="F048",
        label=N_("领导接访化解批次"),
        records=settled(*LEADERS),
        meaning=SETTLED_MEANING,
        beside=("F051", "F054"),
        source=ARTICLE,
        **_BATCHES,
    ),
    Definition(
        id="F049",
        label=N_("市领导接待批次"),
        records=received("city"),
        meaning=BATCH_MEANING,
        beside=("F046", "F052"),
        source=ARTICLE,
        **_BATCHES,
    ),
    Definition(
        id="F050",
        label=N_("市领导接待人次"),
        records=received("city"),
        meaning=PERSON_MEANING,
        beside=("F047", "F053"),
        source=ARTICLE,
        **_PERSONS,
    ),
    Definition(
        id="F051",
        label=N_("市领导接访化解批次"),
        records=settled("city"),
        meaning=SETTLED_MEANING,
        beside=("F048", "F054"),
        source=ARTICLE,
        **_BATCHES,
    ),
    Definition(
        id="F052",
        label=N_("旗县区接待批次"),
        records=received("county"),
        meaning=BATCH_MEANING,
        beside=("F046", "F049"),
        source=ARTICLE,
        **_BATCHES,
    ),
    Definition(
        id="F053",
        label=N_("旗县区接待人次"),
        records=received("county"),
        meaning=PERSON_MEANING,
        beside=("F047", "F050"),
        source=ARTICLE,
        **_PERSONS,
    ),
    Definition(
        id="F054",
        label=N_("旗县区化解批次"),
        records=settled("county"),
        meaning=SETTLED_MEANING,
        beside=("F048", "F051", "F055"),
        source=ARTICLE,
        **_BATCHES,
    ),
    Definition(
        id="F055",
        label=N_("旗县区化解人次"),
        records=settled("county"),
        beside=("F054",),
        source=ARTICLE,
        meaning=N_("旗县区化解的批次里的来访人数之和。"),
        **_PERSONS,
    ),
    Definition(
        id="group_visits",
        label=N_("集体访批次"),
        records=groups,
        source="RULES PST-02",
        meaning=N_("领导接待的来访中，5人以上的批次（人数界限由城市包设定）。"),
        **_BATCHES,
    ),
    Definition(
        id="reception_rate",
        label=N_("领导接访率"),
        records=arrived,
        source="RULES PET-23",
        denominator=N_("时段内登记要求领导接访的批次"),
        meaning=N_("登记了的来访中得到领导接待的占比。"),
        **_ARRIVED,
    ),
    Definition(
        id="F099",
        label=N_("信访代办接访率"),
        records=arrived_at_window,
        denominator=N_("时段内到代办窗口来访并登记的批次"),
        source=N_("公开报道：接访率100%"),
        meaning=N_("到代办窗口的来访中得到接待的占比；没有接待的也要登记，写明原因。"),
        **_ARRIVED,
    ),
)
