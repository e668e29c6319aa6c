"""Windows, agents and documents: lists for all staff, forms for those who manage them, sheets to take along."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.exchange.out import write_xlsx
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render
from lianxin.work.petitions import actions, queries
from lianxin.work.petitions.exchange import AGENTS, WINDOWS
from lianxin.work.petitions.exchange.registers import rows_of_agents, rows_of_windows
from lianxin.work.petitions.forms.registers import MANAGE, AgentForm, Placed, PolicyForm, WindowForm
from lianxin.work.petitions.models import Agent, Policy, Window

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ORDER = ("place_path", "pk")


@staff("places.read")
def windows(request: HttpRequest) -> HttpResponse:
    """Where petitions are carried, at the four levels, and the joint centres."""
    bar = FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("名称或代码")),
            Filter("kind", _("种类"), "choice", [(code, str(label)) for code, label in Window.KINDS]),
            Filter("place", _("区域"), "text"),
        ],
        key="petitions:windows",
    )
    rows = queries.windows(_path(bar["place"]), bar["kind"], bar["q"])
    context = {"bar": bar, "page": keyset_page(rows, request, order=ORDER), "may_manage": _may(request)}
    return render(request, "petitions/windows.html", context, fragment="petitions/_windows.html")


@staff("places.read")
def agents(request: HttpRequest) -> HttpResponse:
    """Who carries petitions, and in which area."""
    bar = FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("姓名或编号")),
            Filter("place", _("区域"), "text"),
        ],
        key="petitions:agents",
    )
    rows = queries.agents(_path(bar["place"]), bar["q"])
    context = {"bar": bar, "page": keyset_page(rows, request, order=ORDER), "may_manage": _may(request)}
    return render(request, "petitions/agents.html", context, fragment="petitions/_agents.html")


@staff("places.read")
def policies(request: HttpRequest) -> HttpResponse:
    """The documents by which petition work is done."""
    context = {"rows": list(queries.policies()), "may_manage": _may(request)}
    return render(request, "petitions/policies.html", context)


def _may(request: HttpRequest) -> bool:
    return bool(request.actor.holds(MANAGE))  # type: ignore[attr-defined]


def _path(words: str) -> str:
    """The path of a place that somebody typed as a code, a path or a name; "" when there is none."""
    from lianxin.kernel.places import tree

    node = tree.get(words) or tree.find(words) if words else None
    named = tree.current().named(words, "") if words and node is None else []
    return node.path if node else named[0].path if len(named) == 1 else ""


@staff(MANAGE)
def new_window(request: HttpRequest) -> HttpResponse:
    return _form_page(request, WindowForm, None, _save_window, "petitions:windows", _("添加窗口"))


@staff(MANAGE)
def window(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Window, pk=pk)
    return _form_page(request, WindowForm, row, _save_window, "petitions:windows", row.name)


@staff(MANAGE)
def new_agent(request: HttpRequest) -> HttpResponse:
    return _form_page(request, AgentForm, None, _save_agent, "petitions:agents", _("添加代办员"))


@staff(MANAGE)
def agent(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Agent, pk=pk)
    return _form_page(request, AgentForm, row, _save_agent, "petitions:agents", row.name)


@staff(MANAGE)
def new_policy(request: HttpRequest) -> HttpResponse:
    return _form_page(request, PolicyForm, None, _save_policy, "petitions:policies", _("添加制度"))


@staff(MANAGE)
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Policy, pk=pk)
    return _form_page(request, PolicyForm, row, _save_policy, "petitions:policies", row.title)


def _save_window(row: Any, **told: Any) -> Any:
    return actions.save_window(window=row, **told)


def _save_agent(row: Any, **told: Any) -> Any:
    return actions.save_agent(agent=row, **told)


def _save_policy(row: Any, **told: Any) -> Any:
    return actions.save_policy(policy=row, **told)


def _form_page(
    request: HttpRequest, form_class: type[Placed], row: Any, save: Callable[..., Any], back: str, title: str
) -> HttpResponse:
    """A new row, or a changed one; 404 for a row that lies outside what the actor manages."""
    actor = request.actor  # type: ignore[attr-defined]
    if row is not None and not actor.may(MANAGE, row.place_path):
        raise Http404
    form = form_class(request.POST or None, actor=actor, initial=_initial(form_class, row))
    if request.method == "POST" and form.is_valid():
        try:
            save(row, actor=actor, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except Denied:
            form.add_error("place_path", _("这个地点不在您的范围内。"))
        else:
            messages.success(request, _("已保存。"))
            return redirect(back)
    context = {"form": form, "back": back, "title": title}
    return render(request, "petitions/register_form.html", context, status=422 if form.errors else 200)


def _initial(form_class: type[Placed], row: Any) -> dict[str, Any]:
    if row is None:
        return {}
    names = {field.attname: field.name for field in row._meta.concrete_fields}
    return {name: getattr(row, attname) for attname, name in names.items() if name in form_class.order}


@staff("places.read")
@require_POST
def export_windows(request: HttpRequest) -> HttpResponse:
    """The register of windows as a sheet that the import takes back; written into the audit."""
    return _sheet(request, WINDOWS, rows_of_windows(queries.windows(_path(request.POST.get("place", "")))))


@staff("places.read")
@require_POST
def export_agents(request: HttpRequest) -> HttpResponse:
    return _sheet(request, AGENTS, rows_of_agents(queries.agents(_path(request.POST.get("place", "")))))


def _sheet(request: HttpRequest, layout: Any, rows: Any) -> HttpResponse:
    file = BytesIO()
    actor = request.actor  # type: ignore[attr-defined]
    write_xlsx(rows, layout.columns, file, actor=actor, layout=layout.name, place_path=actor.place_path)
    name = f"{layout.name}.xlsx"
    return HttpResponse(
        file.getvalue(), content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
