"""What was carried for residents, and how it ended. Closed and settled are two figures, always shown together."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import ITEM, PERCENT
from lianxin.kernel.words import N_
from lianxin.work.petitions.figures.population import CARRIED, LABELS, SPLITS, ended, opened

SETTLED = Q(outcome="solved")
OWN_ENDS = ~Q(outcome="withdrawn")


def settled(question: Question) -> QuerySet[Any]:
    return ended(question).filter(SETTLED)


def brought_to_an_end(question: Question) -> QuerySet[Any]:
    return ended(question).filter(OWN_ENDS)


def settled_share(question: Question) -> list[tuple[Q, Any]]:
    return [(SETTLED, WHOLE)]


def repeats(question: Question) -> list[tuple[Q, Any]]:
    return [(Q(petition__previous__isnull=False), WHOLE)]


_COMMON: dict[str, Any] = {"group": CARRIED, "labels": LABELS, "splits": SPLITS}

AGENCY = (
    Definition(
        id="F044",
        label=N_("信访代办事项"),
        unit=ITEM,
        kind="count",
        records=opened,
        **_COMMON,
        meaning=N_("时段内登记的信访代办事项，按登记时间计；一件事项计一件，多人共同提出的也计一件。"),
        source=N_("公开报道：代办事项3188件"),
        beside=("F045", "petition_closed"),
    ),
    Definition(
        id="petition_closed",
        label=N_("信访代办办结"),
        unit=ITEM,
        kind="count",
        records=ended,
        time="closed_at",
        **_COMMON,
        meaning=N_("时段内办结的信访代办事项，不论结果，撤销委托的也计入。办结不等于化解。"),
        beside=("F045", "F100"),
    ),
    Definition(
        id="F045",
        label=N_("信访代办化解"),
        unit=ITEM,
        kind="count",
        records=settled,
        time="closed_at",
        **_COMMON,
        meaning=N_("时段内办结、结果为“已解决”的信访代办事项。本人评价说没有解决的不计。"),
        source=N_("公开报道：化解3088件"),
        beside=("petition_closed", "F100"),
    ),
    Definition(
        id="F100",
        label=N_("信访代办问题化解率"),
        unit=PERCENT,
        kind="rate",
        records=brought_to_an_end,
        credit=settled_share,
        time="closed_at",
        denominator=N_("时段内办结的信访代办事项，撤销委托的除外"),
        meaning=N_("办结的信访代办事项中结果为“已解决”的占比；满意率是另一个数，一起看。"),
        source=N_("公开报道：问题化解率、满意率均达100%"),
        beside=("F045", "petition_closed", "petition_satisfaction"),
        **_COMMON,
    ),
    Definition(
        id="petition_repeat",
        label=N_("重复信访率"),
        unit=PERCENT,
        kind="rate",
        records=opened,
        credit=repeats,
        denominator=N_("时段内登记的信访代办事项"),
        source="RULES PST-03, PST-04",
        **_COMMON,
        meaning=N_("登记时写明是同一件事再次提出的占比。这是事项的属性，不是人的属性。"),
    ),
)
