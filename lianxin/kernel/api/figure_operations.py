"""Figures for programs: what is defined, a number with its n, its parts, and the records behind it."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.matters import COLUMNS, RowPage, row
from lianxin.kernel.api.paging import Paging, paged
from lianxin.kernel.api.places import path_of
from lianxin.kernel.api.problems import invalid
from lianxin.kernel.api.rules import staff
from lianxin.kernel.figures import answers, catalogue
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.periods import BadPeriod, Period, parse
from lianxin.kernel.figures.question import READ
from lianxin.kernel.figures.values import Value
from lianxin.kernel.words import N_

FIGURES = "figures.read"
router = Router(tags=[N_("数字")])


class FigureRow(Schema):
    id: str
    label: str
    unit: str
    kind: str
    meaning: str
    denominator: str
    splits: list[str]
    version: int


class FigureList(Schema):
    items: list[FigureRow]


class Number(Schema):
    """number: null when withheld, when there is nothing to count from, and for a rate of fewer than ten."""

    number: float | None
    n: int
    part: float | None
    unit: str
    text: str
    withheld: bool


class Part(Number):
    key: str
    label: str


class Figure(Number):
    id: str
    label: str
    meaning: str
    denominator: str
    period: str
    by: str
    parts: list[Part]


class Asked(Schema):
    """Where, when and of what."""

    period: str = Field(..., max_length=30, description=N_("如 2026-03、2026-Q1、2026、2026-03-01..2026-03-15"))
    place: str = Field("", max_length=40, description=N_("地点代码；不填是您的全部区域"))
    category: str = Field("", max_length=40)
    channel: str = Field("", max_length=20)
    unit: str = Field("", max_length=40, description=N_("承办单位代码"))


class Split(Asked):
    by: Literal["", "place", "category", "channel", "unit", "month"] = Field("", description=N_("再按什么分开"))


class AskedPage(Asked, Paging):
    pass


@router.get("/figures", summary=N_("数字目录和口径"), response=FigureList)
@staff(FIGURES)
def list_figures(request: HttpRequest) -> HttpResponse:
    return answer({"items": [_defined(each) for each in catalogue.catalogue().values()]})


@router.get("/figures/{figure_id}", summary=N_("一个数字，连同基数"), response=Figure)
@staff(FIGURES)
def read_figure(request: HttpRequest, figure_id: str, asked: Query[Split]) -> HttpResponse:
    actor, definition = _actor(request), _definition(figure_id)
    if asked.by and asked.by not in definition.splits:
        raise invalid("by", _("这个数字不能这样分。"), parameter=True)
    where = _where(asked, actor)
    parts = answers.series(definition, actor, *where, asked.by, **_filters(asked)) if asked.by else []
    return answer(
        {
            **_number(answers.value(definition, actor, *where, **_filters(asked))),
            "id": definition.id,
            "label": _(definition.label),
            "meaning": _(definition.meaning),
            "period": where[1].text,
            "by": asked.by,
            "denominator": _(definition.denominator) if definition.denominator else "",
            "parts": [{"key": part.key, "label": part.label, **_number(part.value)} for part in parts],
        }
    )


@router.get("/figures/{figure_id}/records", summary=N_("数字背后的事项"), response=RowPage)
@staff(FIGURES)
def list_records(request: HttpRequest, figure_id: str, asked: Query[AskedPage]) -> HttpResponse:
    actor = _actor(request)
    definition = _definition(figure_id)
    if definition.listed is not None:  # the rows of a register are not matters
        raise Http404
    rows = answers.records(definition, actor, *_where(asked, actor), **_filters(asked))
    return paged(rows, asked, order=("-opened_at", "-id"), fields=COLUMNS, shape=row)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _definition(figure_id: str) -> Definition:
    try:
        return catalogue.definition(figure_id)
    except catalogue.UnknownFigure:
        raise Http404 from None


def _where(asked: Asked, actor: Actor) -> tuple[str, Period]:
    """The place, which must be the actor's own or inside it, and the period."""
    try:
        period = parse(asked.period)
    except BadPeriod:
        raise invalid("period", _("应是一段时间，如 2026-03 或 2026-03-01..2026-03-15。"), parameter=True) from None
    place = path_of(asked.place, "place", parameter=True) if asked.place else ""
    if place and not actor.units(READ) and not any(place.startswith(path) for path in actor.paths(READ)):
        raise Http404
    return place, period


def _filters(asked: Asked) -> dict[str, Any]:
    found: dict[str, Any] = {"category": asked.category, "channel": asked.channel}
    if asked.unit:
        pk = Unit.objects.filter(code=asked.unit).values_list("pk", flat=True).first()
        if pk is None:
            raise invalid("unit", _("没有找到这个单位代码。"), parameter=True)
        found["unit"] = str(pk)
    return found


def _defined(each: Definition) -> dict[str, Any]:
    return {
        "id": each.id,
        "label": _(each.label),
        "unit": _(each.unit.label),
        "kind": each.kind,
        "meaning": _(each.meaning),
        "denominator": _(each.denominator) if each.denominator else "",
        "splits": list(each.splits),
        "version": each.version,
    }


def _number(value: Value) -> dict[str, Any]:
    is_small_rate = value.kind in {"rate", "product"} and not value.is_percent
    number = None if value.withheld or value.number is None or is_small_rate else float(value.number)
    return {
        "number": number,
        "n": value.n,
        "part": None if value.part is None else float(value.part),
        "unit": _(value.unit.label),
        "text": value.exact if number is not None else "—",
        "withheld": value.withheld,
    }
