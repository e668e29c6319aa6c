"""Units of the territory, in the order of their places."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.kernel.access import administering, queries_admin
from lianxin.kernel.access.administering import Refused
from lianxin.kernel.access.forms_admin import UnitForm
from lianxin.kernel.access.gate import staff
from lianxin.kernel.access.models import Unit
from lianxin.kernel.access.unit_kinds import kinds
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render

SHOWN = 100
MOST_PICKED = 12


@staff("access.manage")
def units(request: HttpRequest) -> HttpResponse:
    """The tree by place: each unit under the place that it answers for."""
    bar = FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("名称或代码")),
            Filter("kind", _("类别"), "choice", list(kinds().items())),
            Filter("state", _("状态"), "choice", [("off", _("已停用"))]),
        ],
    )
    page = keyset_page(queries_admin.units(request.actor, bar.values), request, order=("place_path", "pk"), size=SHOWN)
    rows = [(row, row.place_path.count(".")) for row in page.rows]
    context = {"bar": bar, "page": page, "kinds": kinds(), "rows": rows}
    return render(request, "access/units.html", context, fragment="access/_units.html")


@staff("access.manage")
def new_unit(request: HttpRequest) -> HttpResponse:
    form = UnitForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid() and _saved(request, form, None):
        return redirect("access:units")
    return render(request, "access/unit.html", {"form": form, "unit": None}, status=422 if form.errors else 200)


@staff("access.manage")
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        row = queries_admin.unit(request.actor, pk)
    except Unit.DoesNotExist as missing:
        raise Http404 from missing
    form = UnitForm(request.POST or None, actor=request.actor, unit=row)
    if request.method == "POST" and form.is_valid() and _saved(request, form, row):
        return redirect("access:units")
    return render(request, "access/unit.html", {"form": form, "unit": row}, status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: UnitForm, row: Unit | None) -> bool:
    told = dict(form.cleaned_data)
    told["place_path"] = told.pop("place")
    told["code"] = row.code if row else told["code"]
    try:
        administering.save_unit(actor=request.actor, unit=row, **told)  # type: ignore[attr-defined]
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, _("已保存。"))
    return True
