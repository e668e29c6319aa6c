"""The one figure of all kinds together: how many different matters there were."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import ITEM
from lianxin.kernel.words import N_


def once(question: Question) -> QuerySet[Any]:
    """Families that began in the period, each by its first matter."""
    return question.matters().filter(question.within("opened_at"), root__isnull=True, duplicate_of__isnull=True)


FIGURES = (
    Definition(
        id="matters_once",
        label=N_("全部事项（去重）"),
        unit=ITEM,
        kind="count",
        group=N_("全部事项"),
        records=once,
        splits=("place", "unit", "month"),
        meaning=N_(
            "时段内新来的各类事项件数，同一件事只计一件：由几个渠道来而并在一起的、移交为其他种类的、"
            "拆分出的子件和协同件，都随最早的那一件计。各渠道、各种类自己的数字仍按来件计，所以加起来大于这个数。"
        ),
    ),
)
