"""One's own account: password, second factor, leave cover, where to start."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lianxin.kernel.access import actions, queries, totp
from lianxin.kernel.access.forms import Leave, NewPassword
from lianxin.kernel.access.gate import public, signed_in
from lianxin.kernel.ui.render import render


@public
def home(request: HttpRequest) -> HttpResponse:
    """Where each person starts: staff at their work, an administrator at people, everybody else at the public home."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.is_staff and actor.holds("matters.read"):
        return redirect("matters:work")
    return redirect("access:users" if actor.is_staff and actor.holds("access.manage") else "/")


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, what I may do and where, who stands in for me."""
    context = {
        "grants": queries.grants_shown(request.user),
        "leaves": queries.leaves(request.user),
        "has_totp": bool(request.user.totp_secret),
    }
    return render(request, "access/account.html", context)


@public
@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """A new password; other sessions end, this one goes on."""
    if not request.user.is_authenticated:
        return redirect("access:sign_in")
    form = NewPassword(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.set_password(request.user, form.cleaned_data["new"], actor=queries.actor_of(request.user))
        request.session["epoch"] = request.user.session_epoch
        request.session["_auth_user_hash"] = request.user.get_session_auth_hash()
        messages.success(request, _("密码已更改，其他地方的登录已退出。"))
        return redirect("access:home")
    return render(request, "access/password.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
def leave(request: HttpRequest) -> HttpResponse:
    """Asks a colleague to stand in for some days."""
    form = Leave(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.delegate(actor=request.actor, giver=request.user, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("已安排代办。"))
        return redirect("access:account")
    return render(request, "access/leave.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_POST
def end_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """I am back."""
    row = next((row for row in queries.leaves(request.user) if row.pk == pk), None)
    if row is None:
        raise Http404
    actions.end_delegation(row, actor=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("代办已结束。"))
    return redirect("access:account")


@signed_in
@require_POST
def begin_totp(request: HttpRequest) -> HttpResponse:
    """Sets a second factor up by one's own wish."""
    request.session["second_factor"] = "enrol"
    return redirect("access:second_factor")


@signed_in
@require_POST
def drop_totp(request: HttpRequest) -> HttpResponse:
    """Gives one's own second factor up, unless an administrator requires it."""
    if queries.needs_second_factor(request.user):
        messages.warning(request, _("管理员要求使用动态口令，不能关闭。"))
    else:
        totp.forget(request.user, actor=request.actor)  # type: ignore[attr-defined]
        messages.success(request, _("已关闭动态口令。"))
    return redirect("access:account")
