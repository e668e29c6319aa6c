"""Django test clients that have signed in as one of the people of ``tests/world.py``."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import Client

from lianxin.kernel.access.models import User


def client_of(user: User | None, **defaults: Any) -> Client:
    """A client with the session that the log-in page would have made; without a user, anonymous."""
    client = Client(**defaults)
    if user is not None:
        session = SessionStore()
        session.update(
            {
                SESSION_KEY: str(user.pk),
                BACKEND_SESSION_KEY: "lianxin.kernel.access.backends.PasswordBackend",
                HASH_SESSION_KEY: user.get_session_auth_hash(),
                "epoch": user.session_epoch,
                "seen": int(time.time()),
            }
        )
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
