"""The catalogue, one figure with its parts, and the records behind it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.insight.figures.choices import choice, unit_name
from lianxin.insight.figures.lines import address, chart_of, groups_of, lines_of
from lianxin.insight.figures.wording import period_label, written
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.gate import staff
from lianxin.kernel.figures import answers
from lianxin.kernel.figures import catalogue as all_figures
from lianxin.kernel.figures.answers import Part
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.models import Frozen
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.values import Value, doubtful
from lianxin.kernel.matters import queries, shown
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.render import render
from lianxin.kernel.words import N_

READ, SIGN = "figures.read", "figures.sign"
COPIES = 5
SPLIT_LABELS = {
    "place": N_("区域"),
    "category": N_("类别"),
    "channel": N_("来源"),
    "unit": N_("承办单位"),
    "month": N_("月份"),
}


@staff(READ)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every figure with its present value for the chosen place and period."""
    chosen = choice(request, READ)
    definitions = list(all_figures.catalogue().values())
    found = answers.values(definitions, chosen.question(request.actor))
    context = {"chosen": chosen, "bar": chosen.bar, "groups": groups_of(definitions, found, chosen)}
    return render(request, "figures/catalogue.html", context, fragment="figures/_catalogue.html")


@staff(READ)
def figure(request: HttpRequest, id: str) -> HttpResponse:
    """One figure: what it means, its value with n, its parts with a chart, and its signed copies."""
    definition = definition_or_404(id)
    chosen = choice(request, READ, definition)
    asked, by = chosen.question(request.actor), split_by(request, definition)
    together = [all_figures.definition(other) for other in definition.beside]
    values, parts = answers.values([definition, *together], asked), answers.parts(definition, asked, by)
    copies = Frozen.objects.visible_to(request.actor).filter(figure=id, place_path=chosen.place_path)[:COPIES]
    context = {
        "definition": definition,
        "chosen": chosen,
        "bar": chosen.bar,
        "by": by,
        "value": written(values[id]),
        "unit": unit_name(chosen),
        "lines": lines_of(definition, parts, chosen, by),
        "chart": chart_of(definition, parts, chosen, by),
        "splits": [(name, _(SPLIT_LABELS[name])) for name in definition.splits],
        "copies": list(copies),
        "records": address("figures:records", definition, chosen),
        "months": _widened(asked, definition),
        "is_doubtful": doubtful(values[id], _monthly(definition, asked, values[id], parts, by)),
        "beside": [(each, written(values[each.id]), address("figures:figure", each, chosen)) for each in together],
        "may_sign": may_sign(request.actor, definition, asked),
    }
    return render(request, "figures/figure.html", context, fragment="figures/_figure.html")


@staff(READ)
def records(request: HttpRequest, id: str) -> HttpResponse:
    """The records behind a number: as many as its n."""
    definition = definition_or_404(id)
    chosen = choice(request, READ, definition)
    asked = chosen.question(request.actor)
    value = answers.values([definition], asked)[id]
    rows = answers.records(definition, request.actor, chosen.place_path, chosen.period, now=asked.now, **chosen.filters)
    context = {
        "definition": definition,
        "chosen": chosen,
        "bar": chosen.bar,
        "value": written(value),
        "n": value.n,
        "back": address("figures:figure", definition, chosen),
        **_listed(request, definition, rows.none() if value.withheld else rows),
    }
    return render(request, "figures/records.html", context, fragment="figures/_records.html")


def _listed(request: HttpRequest, definition: Definition, found: QuerySet[Any]) -> dict[str, Any]:
    """One page of the records: matters as in every list, rows of a register as its module lists them."""
    if definition.listed is None:
        page = keyset_page(found.values(*queries.ROW), request, order=("-opened_at", "-id"))
        return {"page": page, "rows": shown.rows(page.rows)}
    page = keyset_page(found, request, order=("-pk",))
    return {"page": page, "listed": definition.listed(page.rows)}


def definition_or_404(id: str) -> Definition:
    try:
        return all_figures.definition(id)
    except all_figures.UnknownFigure as missing:
        raise Http404 from missing


def split_by(request: HttpRequest, definition: Definition) -> str:
    """The split of the address, else months where there are any."""
    asked = request.POST.get("by") or request.GET.get("by") or ""
    if asked in definition.splits:
        return asked
    return "month" if "month" in definition.splits else definition.splits[0]


def may_sign(actor: Actor, definition: Definition, asked: Question) -> bool:
    """Whether this actor could sign this number now."""
    rights = actor.may(SIGN, asked.place_path) and actor.may("matters.read", asked.place_path)
    return rights and definition.period == "span" and asked.put_to(definition).period.end <= timezone.now()


def _widened(asked: Question, definition: Definition) -> str:
    """The whole months that are counted in place of the period chosen; "" when they are the same."""
    counted = asked.put_to(definition).period
    return period_label(counted) if (counted.first, counted.last) != (asked.period.first, asked.period.last) else ""


def _monthly(definition: Definition, asked: Question, value: Value, parts: list[Part], by: str) -> list[Value]:
    """The months of a figure of 100%, to see whether it has been so for long; asked for only then."""
    if not value.is_full or "month" not in definition.splits:
        return []
    return [part.value for part in (parts if by == "month" else answers.parts(definition, asked, "month"))]
