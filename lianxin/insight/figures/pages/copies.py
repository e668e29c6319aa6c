"""Copies of a figure: a sheet to take along, a signed number, and what its frozen query gives today."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.insight.figures import sheets
from lianxin.insight.figures.choices import choice
from lianxin.insight.figures.lines import address
from lianxin.insight.figures.pages.reading import READ, SIGN, definition_or_404, split_by
from lianxin.insight.figures.wording import period_label, written
from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.exchange.out import write_csv, write_xlsx
from lianxin.kernel.figures import answers
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.freezing import NotSignable, freeze, recompute
from lianxin.kernel.figures.models import Frozen
from lianxin.kernel.figures.periods import parse
from lianxin.kernel.figures.units import UNITS
from lianxin.kernel.figures.values import Value
from lianxin.kernel.ui.render import render

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff(READ)
@require_POST
def download(request: HttpRequest, id: str) -> HttpResponse:
    """The whole and its parts as CSV or XLSX, with the definition; written into the audit."""
    definition = definition_or_404(id)
    chosen = choice(request, READ, definition)
    asked, by = chosen.question(request.actor), split_by(request, definition)
    whole = answers.values([definition], asked)[id]
    rows = sheets.rows(definition, asked.put_to(definition), chosen, whole, answers.parts(definition, asked, by))
    as_csv, file = request.POST.get("form") == "csv", BytesIO()
    (write_csv if as_csv else write_xlsx)(
        rows, sheets.COLUMNS, file, actor=request.actor, layout=f"figures.{id}", place_path=chosen.place_path
    )
    name = f"{id}-{chosen.period.text}.{'csv' if as_csv else 'xlsx'}"
    return HttpResponse(
        file.getvalue(),
        content_type="text/csv; charset=utf-8" if as_csv else XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@staff(SIGN)
@require_POST
def sign(request: HttpRequest, id: str) -> HttpResponse:
    """Signs the number as it is now computed; nothing of it is typed."""
    definition = definition_or_404(id)
    chosen = choice(request, SIGN, definition)
    try:
        made = freeze(
            definition,
            actor=request.actor,
            place_path=chosen.place_path,
            period=chosen.period,
            note=request.POST.get("note", ""),
            corrects=_corrected(request, id),
            **chosen.filters,
        )
    except Denied as denied:
        raise Http404 from denied
    except NotSignable as refusal:
        messages.error(request, str(refusal))
        return redirect(address("figures:figure", definition, chosen))
    messages.success(request, _("已签发。"))
    return redirect("figures:signed", made.pk)


@staff(READ)
def signed(request: HttpRequest, pk: int) -> HttpResponse:
    """A signed figure, and what its frozen query gives today."""
    copy = _copy(request, pk)
    definition, again = definition_or_404(copy.figure), recompute(copy)
    context = {
        "copy": copy,
        "definition": definition,
        "again": again,
        "today": written(again.value),
        "signed": written(_as_signed(copy, definition)),
        "period": period_label(parse(copy.period)),
        "may_correct": request.actor.may(SIGN, copy.place_path) and not again.is_same,
    }
    return render(request, "figures/signed.html", context)


def _copy(request: HttpRequest, pk: int) -> Frozen:
    try:
        found: Frozen = Frozen.objects.visible_to(request.actor).select_related("corrects").get(pk=pk)
    except Frozen.DoesNotExist as missing:
        raise Http404 from missing
    return found


def _corrected(request: HttpRequest, id: str) -> Frozen | None:
    """The signed copy that a new one corrects; only of the same figure."""
    pk = request.POST.get("corrects", "")
    if not pk.isdigit():
        return None
    copy = _copy(request, int(pk))
    if copy.figure != id:
        raise Http404
    return copy


def _as_signed(copy: Frozen, definition: Definition) -> Value:
    number = int(copy.number) if definition.kind == "count" and copy.number is not None else copy.number
    return Value(definition.kind, UNITS[copy.unit], number, copy.n, copy.part)
