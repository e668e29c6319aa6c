"""Roles: what each may do, grouped by module, and what it costs those who hold it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from lianxin.kernel.access import administering, queries_admin, rules
from lianxin.kernel.access.administering import Refused, city
from lianxin.kernel.access.forms_admin import RoleForm
from lianxin.kernel.access.gate import staff
from lianxin.kernel.access.models import Role
from lianxin.kernel.modules import registry
from lianxin.kernel.ui.render import render


@staff("access.manage")
def roles(request: HttpRequest) -> HttpResponse:
    context = {"roles": list(queries_admin.roles()), "may_change": rules.is_top(request.actor, city())}
    return render(request, "access/roles.html", context)


def groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every permission of the installation as (code, label), by module."""
    return [
        (_(module.label), [(code, _(label)) for code, label in module.permissions.items()])
        for module in registry.modules()
        if module.permissions
    ]


def _choices() -> list[tuple[str, str]]:
    return [pair for _label, pairs in groups() for pair in pairs]


@staff("access.manage")
def new_role(request: HttpRequest) -> HttpResponse:
    if not rules.is_top(request.actor, city()):
        raise Http404
    form = RoleForm(request.POST or None, permissions=_choices(), is_new=True)
    if request.method == "POST" and form.is_valid() and _saved(request, form, None):
        return redirect("access:roles")
    return _page(request, form, None, 0)


@staff("access.manage")
def role(request: HttpRequest, code: str) -> HttpResponse:
    """One role. Administrators of a district read it; the city's changes it."""
    row = get_object_or_404(queries_admin.roles(), code=code)
    known = _choices()
    gone = [(kept, kept) for kept in row.permissions if kept not in dict(known)]
    form = RoleForm(
        request.POST or None,
        permissions=[*known, *gone],
        initial={"label": row.label, "requires_totp": row.requires_totp, "permissions": row.permissions},
    )
    if request.method == "POST" and form.is_valid() and _saved(request, form, row):
        return redirect("access:roles")
    return _page(request, form, row, row.holders)


def _saved(request: HttpRequest, form: RoleForm, row: Role | None) -> bool:
    try:
        administering.save_role(actor=request.actor, role=row, **form.cleaned_data)  # type: ignore[attr-defined]
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, _("已保存，下一次打开页面时生效。"))
    return True


def _page(request: HttpRequest, form: RoleForm, row: Role | None, holders: int) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "role": row,
        "groups": groups(),
        "holders": holders,
        "may_change": rules.is_top(request.actor, city()),  # type: ignore[attr-defined]
    }
    return render(request, "access/role.html", context, status=422 if form.errors else 200)
