"""What the tests of the staff pages share."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.access.models import User
from tests.signed_in import client_of


def signed_in(login: str) -> Client:
    """A client with the session of one of the people of the world."""
    return client_of(User.objects.get(login=login))


def queries_of(client: Client, address: str) -> list[str]:
    """The statements that a page takes when what every process keeps is already in memory."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return [query["sql"] for query in captured.captured_queries]


def text_of(answer: Any) -> str:
    return str(answer.content.decode())
