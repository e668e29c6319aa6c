"""The whole system is killed while people send: an answered report is there once, and so is one that is sent again."""

import http.client
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from lianxin.kernel.audit.verify import verify
from lianxin.work.requests.models import Request
from tests.processes import wait_until
from tests.system import GONE, System, with_keys

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]

PHONES = 4
ANSWERED_BEFORE = 12  # reports that are answered before the blow falls


class Server(System):
    def ask(self, method: str, path: str, form: dict[str, str] | None = None, sender: str = "") -> Any:
        token = "x" * 32
        headers = {"Cookie": f"csrftoken={token}", "X-CSRFToken": token, "X-Forwarded-For": sender}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            answer = connection.getresponse()
            answer.read()
            return answer
        finally:
            connection.close()

    def send(self, key: str, sender: str) -> str:
        """Where the answer leads; a report that is not taken fails the test."""
        answer = self.ask("POST", "/report/", {"text": f"{key}号路灯不亮", "client_key": key}, sender)
        assert answer.status == 302, answer.status
        return str(answer.getheader("Location"))


@dataclass
class Phone:
    """Sends report after report until nobody answers. ``answered``: key → address of the answer."""

    server: Server
    sender: str
    answered: dict[str, str] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)
    trouble: Exception | None = None

    def send_on(self) -> None:
        try:
            while True:
                self.tried.append(secrets.token_hex(16))
                self.answered[self.tried[-1]] = self.server.send(self.tried[-1], self.sender)
        except GONE:
            return
        except AssertionError as trouble:
            self.trouble = trouble


@pytest.fixture
def server(tmp_path: Path, committed_world: Any) -> Iterator[Server]:
    made = Server(with_keys(tmp_path), LIANXIN_PROXIES="1")
    try:
        made.start()
        yield made
    finally:
        made.kill()


def kept() -> dict[str, str]:
    """key → tracking code of every report in the database."""
    rows = Request.objects.unscoped(reason="test").exclude(client_key="")
    pairs = list(rows.values_list("client_key", "matter__tracking_code"))
    found = dict(pairs)
    assert len(found) == len(pairs), "a key was taken twice"
    return found


def kill_while_they_send(server: Server, phones: list[Phone]) -> None:
    threads = [threading.Thread(target=phone.send_on) for phone in phones]
    for thread in threads:
        thread.start()
    wait_until(
        lambda: sum(len(phone.answered) for phone in phones) >= ANSWERED_BEFORE or any(p.trouble for p in phones)
    )
    server.kill()
    for thread in threads:
        thread.join()
    assert [phone.trouble for phone in phones if phone.trouble] == []


def test_a_killed_server_loses_no_answered_report_and_doubles_none(server: Server) -> None:
    phones = [Phone(server, f"10.0.0.{number}") for number in range(PHONES)]
    kill_while_they_send(server, phones)
    before = kept()
    for phone in phones:
        for key, address in phone.answered.items():
            assert address == f"/report/done/{before[key]}/"
    assert verify().ok, verify().faults

    server.start()
    for number, phone in enumerate(phones):  # the phones' outboxes send again all that they hold, answered or not
        for key in phone.tried:
            address = server.send(key, f"10.0.1.{number}")
            assert phone.answered.get(key, address) == address
    after = kept()
    assert set(after) == {key for phone in phones for key in phone.tried}
    assert before.items() <= after.items()
    assert verify().ok, verify().faults
