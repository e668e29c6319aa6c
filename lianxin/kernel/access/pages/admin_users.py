"""People who sign in: found, added, changed, given roles, helped back in. Inside the administrator's territory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access import administering, queries_admin, rules
from lianxin.kernel.access.administering import Refused, city
from lianxin.kernel.access.forms_admin import ChangedPerson, NewGrant, NewPerson
from lianxin.kernel.access.gate import staff
from lianxin.kernel.access.models import RoleGrant, User
from lianxin.kernel.places import tree
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.lists import Filter, FilterBar
from lianxin.kernel.ui.render import render


@staff("access.manage")
def users(request: HttpRequest) -> HttpResponse:
    """Everybody of the territory, each with the roles held."""
    actor = request.actor
    bar = FilterBar(
        request,
        [
            Filter("q", _("搜索"), "text", placeholder=_("姓名、登录名或单位")),
            Filter("role", _("角色"), "choice", [(role.code, str(role)) for role in queries_admin.roles()]),
            Filter("place", _("区域"), "choice", _places(actor)),
            Filter("state", _("状态"), "choice", [("off", _("已停用"))]),
        ],
    )
    page = keyset_page(queries_admin.people(actor, bar.values), request, order=("login", "pk"))
    context = {"bar": bar, "page": page, "grants": queries_admin.grants_of(page.rows), "today": timezone.localdate()}
    return render(request, "access/users.html", context, fragment="access/_users.html")


def _places(actor: Any) -> list[tuple[str, str]]:
    """The territory down to streets, as far as a list to choose from can be read."""
    nodes = [
        node
        for path in actor.paths(rules.MANAGE)
        for node in [*([tree.get(path)] if tree.get(path) else []), *tree.current().descendants(path)]
    ]
    return [(node.path, node.name) for node in nodes if node and node.level in {"city", "county", "street"}][:200]


@staff("access.manage")
def new_user(request: HttpRequest) -> HttpResponse:
    """A new log-in; its first password is shown once."""
    actor = request.actor
    form = NewPerson(request.POST or None, actor=actor, is_top=rules.is_top(actor, city()))
    if request.method == "POST" and form.is_valid():
        try:
            person, password = administering.add_person(actor=actor, **form.cleaned_data)
        except Refused as refusal:
            _explain(form, refusal)
        else:
            return _told_once(request, person, password)
    return render(request, "access/new_user.html", {"form": form}, status=422 if form.errors else 200)


def _told_once(request: HttpRequest, person: User, password: str) -> HttpResponse:
    response = render(request, "access/password_once.html", {"person": person, "password": password})
    response.headers["Cache-Control"] = "no-store"
    return response


def _explain(form: Any, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


@staff("access.manage")
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what they are, what they may do where, who stands in for them."""
    person, actor = _found(request, pk), request.actor
    form = ChangedPerson(request.POST or None, actor=actor, is_top=rules.is_top(actor, city()), user=person)
    if request.method == "POST" and form.is_valid():
        try:
            administering.change_person(person, actor=actor, **form.cleaned_data)
        except Refused as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("已保存。"))
            return redirect("access:user", pk)
    return _page(request, person, form, NewGrant(actor=actor), 422 if form.errors else 200)


def _page(request: HttpRequest, person: User, form: ChangedPerson, new: NewGrant, status: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    grants = queries_admin.grants_of([person])[person.pk]
    held = [rules.Held(row.unit.place_path if row.unit else row.place_path) for row in grants]
    home = person.unit.place_path if person.unit else ""
    why = rules.why_not_manage(actor, home, held, city(), person.pk)
    context = {
        "person": person,
        "form": form,
        "new": new,
        "grants": grants,
        "today": timezone.localdate(),
        "covers": queries_admin.covers(person),
        "why_not": _(why) if why else "",
        "is_me": person.pk == actor.user_id,
        "has_totp": bool(person.totp_secret),
    }
    return render(request, "access/user.html", context, status=status)


def _found(request: HttpRequest, pk: int) -> User:
    try:
        return queries_admin.person(request.actor, pk)  # type: ignore[attr-defined]
    except User.DoesNotExist as missing:
        raise Http404 from missing


@staff("access.manage")
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a role, with its place or unit and its days."""
    person, actor = _found(request, pk), request.actor
    new = NewGrant(request.POST, actor=actor)
    if new.is_valid():
        told = new.cleaned_data
        try:
            administering.grant(
                person,
                told["role"],
                actor=actor,
                place_path=told["place"],
                unit=told["unit"],
                starts_on=told["starts_on"],
                ends_on=told["ends_on"],
            )
        except Refused as refusal:
            _explain(new, refusal)
        else:
            messages.success(request, _("已授予角色。"))
            return redirect("access:user", pk)
    form = ChangedPerson(None, actor=actor, is_top=rules.is_top(actor, city()), user=person)
    return _page(request, person, form, new, 422)


@staff("access.manage")
@require_POST
def revoke(request: HttpRequest, pk: int, grant_pk: int) -> HttpResponse:
    person = _found(request, pk)
    row = RoleGrant.objects.filter(user=person, pk=grant_pk).select_related("role", "user").first()
    if row is None:
        raise Http404
    return _done(request, pk, lambda: administering.revoke(row, actor=request.actor), _("已收回角色。"))


@staff("access.manage")
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new password, shown once."""
    person = _found(request, pk)
    try:
        password = administering.reset_password(person, actor=request.actor)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("access:user", pk)
    return _told_once(request, person, password)


@staff("access.manage")
@require_POST
def forget_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    person = _found(request, pk)
    return _done(
        request,
        pk,
        lambda: administering.forget_second_factor(person, actor=request.actor),
        _("已清除动态口令，下次登录重新设置。"),
    )


@staff("access.manage")
@require_POST
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    person = _found(request, pk)
    return _done(
        request, pk, lambda: administering.end_sessions(person, actor=request.actor), _("所有地方的登录都已退出。")
    )


def _done(request: HttpRequest, pk: int, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("access:user", pk)
