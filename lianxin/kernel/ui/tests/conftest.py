import time

import pytest
from django.conf import settings
from django.test import Client

from lianxin.kernel.access.models import User


def signed_in_cookies(user):
    """The session cookie of somebody who has just logged in."""
    client = Client()
    client.force_login(user, backend="lianxin.kernel.access.backends.PasswordBackend")
    session = client.session
    session["epoch"], session["seen"] = user.session_epoch, int(time.time())
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key}


@pytest.fixture
def staff(db):
    return User.objects.create(login="sample-a", name="示例员甲", kind=User.STAFF)


@pytest.fixture
def staff_client(staff):
    client = Client()
    client.cookies.load(signed_in_cookies(staff))
    return client
