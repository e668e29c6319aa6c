"""What came in."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models import Value as Text
from django.db.models.functions import Length, Replace

from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.moments import DaysBefore
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import ITEM, LEAD, PERCENT
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.words import N_
from lianxin.work.requests.figures.population import CAME, LABELS, received

REPEAT_DAYS = 30
COMMUNITY_DEPTH = 4
OBSERVERS = ("snap", "found")


def snap_reports(question: Question) -> QuerySet[Any]:
    return received(question).filter(channel="snap")


def suggestions(question: Question) -> QuerySet[Any]:
    """Suggestions by their hotline kind, or by the categories that the pack names."""
    kinds = Q(request__hotline_kind__in=["suggestion", "建议"])
    for code in pack().get("figures.suggestion_categories", []):
        kinds |= Q(category__startswith=code)
    return received(question).filter(kinds, channel__in=OBSERVERS)


def distinct(question: Question) -> QuerySet[Any]:
    return received(question).filter(duplicate_of__isnull=True)


def located(question: Question) -> QuerySet[Any]:
    """Those that can be told to be a repeat: their category and at least their community are known."""
    depth = Length("place_path") - Length(Replace("place_path", Text("."), Text("")))
    rows: QuerySet[Any] = received(question).exclude(category="").alias(depth=depth).filter(depth__gte=COMMUNITY_DEPTH)
    return rows


def repeats(question: Question) -> list[tuple[Q, Any]]:
    """Merged into another, reopened, or the same kind at the same place within 30 days before."""
    others = Matter.objects.unscoped(reason="whether the same thing was there before; nothing of it is shown")
    before = others.filter(
        kind="request",
        category=OuterRef("category"),
        place_path=OuterRef("place_path"),
        opened_at__lt=OuterRef("opened_at"),
        opened_at__gte=DaysBefore(OuterRef("opened_at"), days=REPEAT_DAYS),
    ).filter(Q(parent__isnull=True) | Q(channel="handover"))
    return [(Q(duplicate_of__isnull=False), WHOLE), (Q(reopenings__gt=0), WHOLE), (Q(Exists(before)), WHOLE)]


ARRIVALS = (
    Definition(
        id="received",
        label=N_("收到诉求"),
        unit=ITEM,
        kind="count",
        group=CAME,
        labels=LABELS,
        records=received,
        meaning=N_("时段内收到的诉求，按收到时间计。每来一件计一件，后来并入他件的也计；拆分出的子件不另计。"),
        beside=("distinct",),
    ),
    Definition(
        id="distinct",
        label=N_("收到事项（去重）"),
        unit=ITEM,
        kind="count",
        group=CAME,
        labels=LABELS,
        records=distinct,
        beside=("received",),
        meaning=N_("时段内收到的诉求中，没有并入其他事项的件数：同一事项由几个渠道来，只计一件。"),
    ),
    Definition(
        id="F033",
        label=N_("随手拍线索"),
        unit=LEAD,
        kind="count",
        group=CAME,
        labels=LABELS,
        records=snap_reports,
        meaning=N_("时段内由随手拍提交的线索条数，按提交时间计；每提交一次计一条，后来并入同一事项的也计。"),
        source=N_("公开报道：问题线索3800余条"),
        splits=("place", "category", "unit", "month"),
    ),
    Definition(
        id="snap_suggestions",
        label=N_("随手拍和未诉先办的建议"),
        unit=LEAD,
        kind="count",
        group=CAME,
        labels=LABELS,
        records=suggestions,
        meaning=N_("时段内由随手拍或未诉先办提交、类型或类别为“建议”的诉求条数。人民建议另有登记，见“收到人民建议”。"),
    ),
    Definition(
        id="repeat",
        label=N_("重复率"),
        unit=PERCENT,
        kind="rate",
        group=CAME,
        labels=LABELS,
        records=located,
        credit=repeats,
        denominator=N_("时段内收到、类别和所在社区（村）都已知的诉求"),
        meaning=N_(
            "重复件占比。重复件指：并入其他事项的，重新办理过的，或30天内同一地点已有同一类别诉求的。"
            "只看事和地点，不看是谁提出的。"
        ),
        source="RULES PST-04, ETH-03",
        splits=("place", "category", "month"),
    ),
)
