"""One page: lamps by place, unit and category, the oldest late matters, how long answers take, and the months."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lianxin.insight.figures.choices import place_of, trail
from lianxin.insight.figures.wording import Written, written
from lianxin.insight.supervision import queries
from lianxin.insight.supervision.queries import Lit
from lianxin.kernel.access.gate import staff
from lianxin.kernel.clock.lamps import LAMPS
from lianxin.kernel.figures import answers, catalogue, periods
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.splits import split
from lianxin.kernel.figures.tallies import Tally, tallies
from lianxin.kernel.matters import shown
from lianxin.kernel.places import tree
from lianxin.kernel.ui.render import render

READ = "supervision.read"
MONTHS = ("received", "closed", "solved")
NARROWED_BY = {"place": "place", "unit": "unit", "category": "category"}


@staff(READ)
def board(request: HttpRequest) -> HttpResponse:
    """What is late, where and whose, for one place and everything below it."""
    actor, now = request.actor, timezone.now()
    place = place_of(request, actor, READ)
    asked = Question(actor, _year_back(), place, now=now)
    rows = queries.open_matters(actor, asked.lens, place)
    places = {node.path: node.name for node in tree.children(place)}
    lit = queries.tally(rows, places=places, categories=_categories(), now=now)
    context = {
        "here": tree.name(place) or _("全部"),
        "trail": trail(actor, READ, place),
        "lamps": [(lamp, _(lamp.label), shown.LAMP_NAMES[lamp.name]) for lamp in LAMPS],
        "whole": _whole(lit["unit"]),
        "tables": _tables(lit, asked),
        "address": _addresses(asked),
        "oldest": shown.rows(queries.oldest_late(rows, now)),
        "median": _median(asked),
        "months": _months(asked),
        "figures": f"{reverse('figures:catalogue')}?{urlencode({'place': place} if place else {})}",
    }
    return render(request, "supervision/board.html", context)


def _year_back() -> periods.Period:
    """The twelve months up to today."""
    today = timezone.localdate()
    return periods.span(today.replace(year=today.year - 1, day=1), today)


def _categories() -> dict[str, str]:
    return dict(catalogue.definition("received").labels["category"]())


def _whole(units: list[Lit]) -> Lit:
    whole = Lit("", _("全部"))
    for lit in units:
        whole.total += lit.total
        whole.lamps = {name: n + lit.lamps[name] for name, n in whole.lamps.items()}
    return whole


def _tables(lit: dict[str, list[Lit]], asked: Question) -> list[dict[str, Any]]:
    titles = {
        "place": (_("在哪里"), _("区域")),
        "unit": (_("在哪个单位"), _("承办单位")),
        "category": (_("是什么事"), _("类别")),
    }
    unnamed = {"place": _("本级"), "unit": _("还没有单位"), "category": _("没有类别")}
    return [
        {
            "by": by,
            "title": title,
            "column": column,
            "lines": [
                {
                    "lit": each,
                    "label": each.label or unnamed[by],
                    "address": _addresses(asked, by, each.key),
                    "deeper": _deeper(each.key) if by == "place" and each.key else "",
                }
                for each in lit[by]
            ],
        }
        for by, (title, column) in titles.items()
    ]


def _deeper(path: str) -> str:
    return f"{reverse('supervision:board')}?{urlencode({'place': path})}"


def _addresses(asked: Question, by: str = "", key: str = "") -> dict[str, str]:
    """Lamp ("" for all open ones) → the work list of exactly these matters; empty where none can name them."""
    if by and not key:
        return {}
    kept = {"lens": asked.lens, "place": asked.place_path, "open": "1"} | ({NARROWED_BY[by]: key} if by else {})
    names = ["", *(lamp.name for lamp in LAMPS)]
    return {
        name: f"{reverse('matters:work')}?{urlencode({k: v for k, v in {**kept, 'lamp': name}.items() if v})}"
        for name in names
    }


def _median(asked: Question) -> tuple[Written, str]:
    definition = catalogue.definition("median_days")
    address = reverse("figures:figure", args=[definition.id])
    values = answers.values([definition], asked)
    kept = {"place": asked.place_path, "period": asked.period.text}
    return written(values[definition.id]), f"{address}?{urlencode({k: v for k, v in kept.items() if v})}"


def _months(asked: Question) -> dict[str, Any]:
    """Received, closed and solved side by side, month by month; one query."""
    definitions = {id: catalogue.definition(id) for id in MONTHS}
    divided = {id: split(each, "month", asked) for id, each in definitions.items()}
    counted = tallies((id, each, asked, divided[id].key) for id, each in definitions.items())
    found = {(id, divided[id].home(key)): tally for (id, key), tally in counted.items()}
    labels = divided["received"].labels
    series = [
        {"name": _(each.label), "data": [found.get((id, key), Tally()).n for key in labels]}
        for id, each in definitions.items()
    ]
    address = reverse("figures:records", args=["received"])
    kept = {"place": asked.place_path} if asked.place_path else {}
    return {
        "x": list(labels.values()),
        "series": series,
        "links": [f"{address}?{urlencode({**kept, 'period': key})}" for key in labels],
    }
