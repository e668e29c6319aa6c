"""What a session holds from its first moment on, whichever way the person came in."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest

from lianxin.kernel.access import actions
from lianxin.kernel.access.models import User
from lianxin.kernel.access.queries import actor_of, needs_second_factor


def begin(sender: type[User], request: HttpRequest, user: User, **_told: Any) -> None:
    """Hears Django's ``user_logged_in``. The second factor is asked for after every way in."""
    session = request.session
    session["epoch"] = user.session_epoch
    session["began"] = session["seen"] = int(time.time())
    if user.totp_secret:
        session["second_factor"] = "ask"
    elif needs_second_factor(user):
        session["second_factor"] = "enrol"
    actions.note_sign_in(user, actor=actor_of(user))


def must_change_password(request: HttpRequest, user: User) -> bool:
    """Whether the first password is still in use; who came in by another way has no need of one."""
    way = request.session.get(BACKEND_SESSION_KEY, "")
    return bool(user.must_change_password and way.endswith(".PasswordBackend"))
