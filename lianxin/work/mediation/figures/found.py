"""What came: found by a survey, brought by a party, entrusted."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import ITEM
from lianxin.kernel.words import N_
from lianxin.work.mediation.figures.population import GROUP, LABELS, came


def surveyed(question: Question) -> QuerySet[Any]:
    return came(question).filter(channel="survey")


FOUND = (
    Definition(
        id="disputes",
        label=N_("登记矛盾纠纷"),
        unit=ITEM,
        kind="count",
        group=GROUP,
        labels=LABELS,
        records=came,
        meaning=N_("时段内登记的矛盾纠纷，不论从哪里来，按登记时间计。并入另一件的不计。"),
        beside=("F043",),
    ),
    Definition(
        id="F043",
        label=N_("排查矛盾纠纷"),
        unit=ITEM,
        kind="count",
        group=GROUP,
        labels=LABELS,
        records=surveyed,
        meaning=N_("时段内由工作人员排查发现并登记的矛盾纠纷，按登记时间计。并入另一件的不计。"),
        source=N_("公开报道：累计排查矛盾纠纷2396件"),
        splits=("place", "category", "unit", "month"),
        beside=("disputes",),
    ),
)
