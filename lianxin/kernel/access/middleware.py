"""``request.actor`` on every request, and sessions that end."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lianxin.kernel.access.actor import ANONYMOUS
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.access.sessions import must_change_password

SEEN_EVERY_SECONDS = 60
OPEN_TO_HALF_SIGNED_IN = (
    "/login/",
    "/logout/",
    "/account/second-factor/",
    "/account/password/",
    "/static/",
    "/display/",
)


class ActorMiddleware:
    """Turns the session into an Actor once. A session of an older epoch, or one left idle, is at an end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = ANONYMOUS
        if request.session.get("_auth_user_id") and request.user.is_authenticated:
            if self._is_over(request):
                logout(request)
            else:
                step = self._unfinished_step(request)
                if not step:
                    request.actor = actor_of(request.user)
                elif not request.path.startswith(OPEN_TO_HALF_SIGNED_IN):
                    return redirect(step)
        return self.get_response(request)

    @staticmethod
    def _is_over(request: HttpRequest) -> bool:
        session, now = request.session, int(time.time())
        if session.get("epoch") != request.user.session_epoch or not request.user.is_active:
            return True
        if now - session.get("seen", 0) > settings.SESSION_IDLE_SECONDS:
            return True
        if now - session.get("began", session["seen"]) > settings.SESSION_COOKIE_AGE:
            return True
        if now - session["seen"] > SEEN_EVERY_SECONDS:
            session["seen"] = now
        return False

    @staticmethod
    def _unfinished_step(request: HttpRequest) -> str:
        if request.session.get("second_factor") in {"ask", "enrol"}:
            return reverse("access:second_factor")
        if must_change_password(request, request.user):
            return reverse("access:password")
        return ""
