"""Signing in and out, and the second factor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lianxin.kernel.access import totp
from lianxin.kernel.access.forms import SecondFactor, SignIn
from lianxin.kernel.access.gate import public
from lianxin.kernel.access.models import User
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.ui.render import render


@public
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The log-in page. The same answer for a wrong name and a wrong password."""
    if request.actor.kind in {"staff", "resident"}:  # type: ignore[attr-defined]
        return redirect(_next(request))
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, username=form.cleaned_data["login"], password=form.cleaned_data["password"])
        if getattr(request, "axes_locked_out", False):
            return locked_out(request)
        if isinstance(user, User):
            login(request, user)
            return redirect(_next(request))
        form.add_error("password", _("登录名或密码不对。"))
    context = {
        "form": form,
        "next": request.GET.get("next", ""),
        "provider": bool(settings.OIDC_ISSUER),
        "refused": "refused" in request.GET,
    }
    return render(request, "access/sign_in.html", context, status=422 if form.errors else 200)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("access:home")


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """After too many wrong tries: a clear sentence, and how long to wait."""
    minutes = round(float(settings.AXES_COOLOFF_TIME) * 60)
    return render(request, "access/locked.html", {"minutes": minutes}, status=429)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("/")


@public
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Asks for the code, or enrols a phone when an administrator requires one."""
    step = request.session.get("second_factor")
    if not request.user.is_authenticated or step not in {"ask", "enrol"}:
        return redirect(reverse("access:sign_in"))
    form = SecondFactor(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _passes(request, step, form.cleaned_data["code"]):
            request.session["second_factor"] = "done"
            return redirect(_next(request))
        form.add_error("code", _("口令不对，或者已经用过。请等下一个数字。"))
    context = {"form": form, "step": step, **(_enrolment(request) if step == "enrol" else {})}
    return render(request, "access/second_factor.html", context, status=422 if form.errors else 200)


def _enrolment(request: HttpRequest) -> dict[str, str]:
    secret = request.session.setdefault("totp_secret", totp.new_secret())
    return {
        "secret": secret,
        "picture": totp.picture(totp.address(request.user, secret, pack().word("system", "连心"))),
    }


def _passes(request: HttpRequest, step: str, code: str) -> bool:
    if step == "ask":
        return totp.accept(request.user, code)
    secret = request.session.get("totp_secret", "")
    if not secret or not totp.enrol(request.user, secret, code, actor=actor_of(request.user)):
        return False
    del request.session["totp_secret"]
    return True
