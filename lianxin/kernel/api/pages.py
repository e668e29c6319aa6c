"""Tokens and hooks as pages: everybody's own tokens, and the administration of all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.api import actions, queries
from lianxin.kernel.api.forms import HookForm, TokenForForm, TokenForm
from lianxin.kernel.api.models import MANAGE, Hook, HookDelivery, Token
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.render import redirect_now, render

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@staff(actions.OWN)
@get_or_post
def own_tokens(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    form = TokenForm(request.POST or None, person=actor)
    shown = _made(form, actor) if request.method == "POST" and form.is_valid() else None
    return _token_page(request, queries.own_tokens(actor), form, shown, is_own=True)


@staff(MANAGE)
@get_or_post
def tokens(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    form = TokenForForm(request.POST or None)
    shown = _made(form, actor) if request.method == "POST" and form.is_valid() else None
    return _token_page(request, queries.tokens(actor), form, shown, is_own=False)


def _made(form: TokenForm, actor: Actor) -> actions.Shown | None:
    """The new token, or None with the reason beside its field."""
    data = form.cleaned_data
    try:
        return actions.make_token(
            actor=actor,
            name=data["name"],
            scopes=data["scopes"],
            days=data["days"],
            place_path=data["place_path"],
            user=getattr(form, "user", None),
        )
    except actions.NotHeld as problem:
        form.add_error("scopes", str(problem))
    except Denied:
        form.add_error("login" if "login" in form.fields else None, _("这个人不在您管理的区域内。"))
    return None


def _token_page(
    request: HttpRequest, rows: Any, form: TokenForm, shown: actions.Shown | None, *, is_own: bool
) -> HttpResponse:
    fresh = TokenForm(person=_actor(request)) if is_own else TokenForForm()
    context = {
        "page": keyset_page(rows, request, order=("-pk",)),
        "form": fresh if shown else form,
        "shown": shown,
        "is_own": is_own,
    }
    response = render(request, "api/tokens.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@staff(actions.OWN)
@require_POST
def revoke_own(request: HttpRequest, pk: int) -> HttpResponse:
    return _revoked(request, queries.own_tokens(_actor(request)), pk, "interface:own_tokens")


@staff(MANAGE)
@require_POST
def revoke_any(request: HttpRequest, pk: int) -> HttpResponse:
    return _revoked(request, queries.tokens(_actor(request)), pk, "interface:tokens")


def _revoked(request: HttpRequest, rows: Any, pk: int, back: str) -> HttpResponse:
    token = rows.select_related("user__unit").filter(pk=pk).first()
    if token is None:
        raise Http404
    _revoke(token, _actor(request))
    messages.success(request, _("令牌“%(name)s”已停用。") % {"name": token.name})
    return redirect_now(request, reverse(back))


def _revoke(token: Token, actor: Actor) -> None:
    try:
        actions.revoke_token(token, actor=actor)
    except Denied:
        raise Http404 from None


@staff(MANAGE)
@get_or_post
def hooks(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    form, shown = HookForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            shown = actions.make_hook(actor=actor, **form.cleaned_data)
        except Denied:
            form.add_error("place_path", _("这个区域不归您管理。"))
    context = {
        "page": keyset_page(queries.hooks(actor), request, order=("-pk",)),
        "shown": shown,
        "form": HookForm() if shown else form,
    }
    response = render(request, "api/hooks.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@staff(MANAGE)
def hook(request: HttpRequest, pk: int) -> HttpResponse:
    found = _hook(request, pk)
    rows = keyset_page(queries.deliveries(_actor(request), found), request, order=("-pk",))
    return render(request, "api/hook.html", {"hook": found, "page": rows, "statuses": dict(HookDelivery.STATUSES)})


@staff(MANAGE)
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    found = _hook(request, pk)
    actions.switch_hook(found, actor=_actor(request), is_active=not found.is_active)
    messages.success(request, _("已启用。") if found.is_active else _("已停用。"))
    return redirect_now(request, reverse("interface:hook", args=[pk]))


@staff(MANAGE)
@require_POST
def resend(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    rows = queries.deliveries(_actor(request), _hook(request, pk)).select_related("hook")
    found = rows.filter(pk=delivery).first()
    if found is None:
        raise Http404
    try:
        actions.resend(found, actor=_actor(request))
    except actions.NotDead as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("已重新排队发送。"))
    return redirect_now(request, reverse("interface:hook", args=[pk]))


def _hook(request: HttpRequest, pk: int) -> Hook:
    try:
        return queries.hook(_actor(request), pk)
    except Hook.DoesNotExist:
        raise Http404 from None
