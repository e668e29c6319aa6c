"""The register as staff see it: a list, one organisation, the list as a spreadsheet."""

from __future__ import annotations

import tempfile
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.gate import staff
from lianxin.kernel.exchange.out import write_xlsx
from lianxin.kernel.places import tree
from lianxin.kernel.ui.filters import day
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render
from lianxin.registers.orgs import queries
from lianxin.registers.orgs.exchange import ORGANISATIONS, OUT
from lianxin.registers.orgs.models import Organisation
from lianxin.registers.orgs.rules import KINDS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff("orgs.read")
def listing(request: HttpRequest) -> HttpResponse:
    """The organisations of one's own area, by name."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    bar = _bar(request, actor)
    rows = queries.organisations(actor, {name: bar[name] for name in bar.names}).values(*queries.ROW)
    page = keyset_page(rows, request, order=("name", "id"))
    context = {
        "bar": bar,
        "page": page,
        "kinds": KINDS,
        "today": timezone.localdate(),
        "may_export": actor.holds("exchange.export"),
    }
    return render(request, "orgs/list.html", context, fragment="orgs/_list.html")


@staff("orgs.read")
def detail(request: HttpRequest, uscc: str) -> HttpResponse:
    """Everything that the register knows of one organisation."""
    try:
        row = queries.organisation(request.actor, uscc)  # type: ignore[attr-defined]
    except Organisation.DoesNotExist as missing:
        raise Http404 from missing
    facts = [
        (_("统一社会信用代码"), row.uscc), (_("类型"), _(KINDS[row.kind])),
        (_("区域"), tree.full_name(row.place_path, sep=" · ")), (_("登记区划代码"), row.adcode),
        (_("地址"), row.address), (_("登记日期"), day(row.registered_on)), (_("注销日期"), day(row.valid_to)),
        (_("出处"), row.source),
    ]  # fmt: skip
    return render(request, "orgs/detail.html", {"org": row, "fact_pairs": [(k, v) for k, v in facts if v]})


@staff("exchange.export")
def export(request: HttpRequest) -> FileResponse:
    """The filtered list as a spreadsheet, of what the actor may also read; the taking out is written down."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    bar = _bar(request, actor)
    found = queries.organisations(actor, {name: bar[name] for name in bar.names}).order_by("name", "id")
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    rows = ({**row, "place": tree.full_name(row["place_path"])} for row in found.values(*queries.ROW).iterator(1000))
    write_xlsx(rows, OUT, file, actor=actor, layout=ORGANISATIONS.name, place_path=actor.place_path)
    file.seek(0)
    name = f"orgs-{timezone.localdate():%Y%m%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _bar(request: HttpRequest, actor: Actor) -> FilterBar:
    places: list[tuple[Any, str]] = [(node.path, node.name) for node in queries.places_to_choose(actor)]
    return FilterBar(request, [
        Filter("q", _("搜索"), "text", placeholder=_("名称、地址或代码")),
        Filter("kind", _("类型"), "choice", [(code, _(label)) for code, label in KINDS.items()]),
        Filter("place", _("区域"), "choice", places),
        Filter("state", _("状态"), "choice", [("there", _("存续")), ("gone", _("已注销"))]),
    ], key="orgs:list")  # fmt: skip
