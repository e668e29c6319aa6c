from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from lianxin.kernel import notices
from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Actor
from lianxin.kernel.access.models import Unit, User
from lianxin.kernel.access.scope import Unscoped
from lianxin.kernel.audit.views_of import accesses
from lianxin.kernel.jobs.worker import work_off
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.notices import actions, queries
from lianxin.kernel.notices.adapters import HttpAdapter, Message, Undeliverable, _filled, adapter
from lianxin.kernel.notices.models import Delivery, Notice
from lianxin.kernel.secrets.start import ensure_keys

pytestmark = pytest.mark.django_db
WORDS = {"kind": "test.said", "subject": "路灯已修好", "body": "请查看。", "link": "/m/1/"}


@pytest.fixture
def unit() -> Unit:
    return Unit.objects.create(code="U1", name="试单位", kind="department", place_path="990100.")


@pytest.fixture
def people(unit: Unit) -> tuple[User, User, User]:
    made = [User.objects.create(login=f"p{n}", name=f"试{n}", unit=unit if n < 2 else None) for n in range(3)]
    return made[0], made[1], made[2]


@pytest.fixture
def contact() -> Contact:
    ensure_keys()
    matter = Matter.objects.unscoped(reason="test").create(
        number="T1",
        tracking_code="TRACK1",
        kind="t",
        state="s",
        title="路灯",
        place_path="990100.",
        channel="snap",
        opened_at=timezone.now(),
    )
    return Contact.objects.unscoped(reason="test").create(matter=matter, phone="13800138000")


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The pack's choice of channels, to be filled by the test."""
    choice: dict[str, Any] = {}
    monkeypatch.setitem(pack().toml("pack"), "notices", choice)
    return choice


def actor(user: User) -> Actor:
    return Actor(kind="staff", user_id=user.pk, unit_id=user.unit_id, name=user.name)


def delivery() -> Delivery:
    found: Delivery = Delivery.objects.unscoped(reason="test").get()
    return found


def test_a_notice_to_a_person_is_seen_by_that_person_alone(people: tuple[User, User, User]) -> None:
    notices.send(to_user=people[0].pk, **WORDS)
    assert [n.subject for n in queries.notices(actor(people[0]))] == ["路灯已修好"]
    assert not queries.notices(actor(people[1])).exists()
    assert not Notice.objects.visible_to(ANONYMOUS).exists()
    assert Notice.objects.visible_to(SYSTEM).count() == 1


def test_a_notice_to_a_unit_is_unread_until_each_has_read_it(people: tuple[User, User, User], unit: Unit) -> None:
    notices.send(to_unit=unit, **WORDS)
    first, second, stranger = (actor(user) for user in people)
    assert [queries.unread_count(a) for a in (first, second, stranger)] == [1, 1, 0]
    notice = queries.notices(first).get()
    actions.mark_read(notice, actor=first)
    actions.mark_read(notice, actor=first)
    assert [queries.unread_count(a) for a in (first, second)] == [0, 1]
    assert actions.mark_all_read(actor=second) == 1
    assert queries.unread_count(second) == 0


def test_the_bell_costs_one_query_however_many_there_are(
    people: tuple[User, User, User], unit: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [Notice(to_unit=unit, subject=str(n)) for n in range(120)]
    Notice.objects.unscoped(reason="test").bulk_create(rows)
    with django_assert_num_queries(1):
        assert queries.unread_count(actor(people[0])) == queries.COUNTED
    with django_assert_num_queries(0):
        assert queries.unread_count(ANONYMOUS) == 0


def test_notices_and_the_outbox_refuse_an_unscoped_query() -> None:
    with pytest.raises(Unscoped):
        list(Notice.objects.all())
    with pytest.raises(Unscoped):
        Delivery.objects.count()


@pytest.mark.parametrize("receivers", [{}, {"to_user": 1, "to_unit": 1}])
def test_there_is_exactly_one_receiver(receivers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="one receiver"):
        notices.send(**receivers, **WORDS)


def test_a_person_with_an_address_gets_a_mail(
    people: tuple[User, User, User], chosen: dict[str, Any], settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://lianxin.example/"
    chosen["email"] = {"adapter": "smtp"}
    people[0].email = "one@example.org"
    notices.send(to_user=people[0], **WORDS)
    User.objects.filter(pk=people[0].pk).update(email="one@example.org")
    assert mail.outbox == []
    work_off()
    [message] = mail.outbox
    assert (message.to, message.subject) == (["one@example.org"], "路灯已修好")
    assert message.body == "请查看。\n\nhttps://lianxin.example/m/1/"
    assert delivery().state == Delivery.SENT


def test_a_reporter_gets_a_text_and_sees_that_the_number_was_opened(contact: Contact) -> None:
    notices.send(to_contact=contact, **WORDS)
    assert "138" not in json.dumps(list(Delivery.objects.unscoped(reason="test").values()), default=str)
    work_off()
    lines = (Path(settings.HOME) / "outbox" / f"{timezone.localdate()}.jsonl").read_text().splitlines()
    assert json.loads(lines[-1])["to"] == "138****8000"
    assert delivery().state == Delivery.SENT
    assert len(list(accesses(f"matter:{contact.matter_id}"))) == 1


def test_work_chat_is_off_until_a_city_chooses_it(unit: Unit, chosen: dict[str, Any]) -> None:
    notices.send(to_unit=unit.pk, **WORDS)
    assert not Delivery.objects.unscoped(reason="test").exists()
    chosen["wecom"] = {"adapter": "file"}
    notices.send(to_unit=unit.pk, **WORDS)
    assert delivery().channel == Delivery.WECOM


class Gateway(HTTPServer):
    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.got: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/send"


class Receiver(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        self.server.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_gateway_gets_a_signed_message_in_its_own_fields(
    gateway: Gateway, contact: Contact, chosen: dict[str, Any], settings: Settings
) -> None:
    settings.NOTICE_SECRET = "shared"
    chosen["sms"] = {
        "adapter": "http",
        "url": gateway.url,
        "fields": {"mobile": "{address}", "message": {"c": "{text}"}},
    }
    notices.send(to_contact=contact, **WORDS)
    work_off()
    [(headers, body)] = gateway.got
    assert json.loads(body)["mobile"] == "13800138000"
    assert "路灯已修好" in json.loads(body)["message"]["c"]
    signed = headers["X-Lianxin-Timestamp"].encode() + b"." + body
    expected = hmac.new(b"shared", signed, hashlib.sha256).hexdigest()
    assert headers["X-Lianxin-Signature"] == f"sha256={expected}"
    assert headers["Idempotency-Key"] == f"lianxin-{delivery().pk}"


def test_a_gateway_in_trouble_is_asked_again(gateway: Gateway, contact: Contact, chosen: dict[str, Any]) -> None:
    chosen["sms"] = {"adapter": "http", "url": gateway.url}
    gateway.status = 503
    notices.send(to_contact=contact, **WORDS)
    work_off()
    assert delivery().state == Delivery.WAITING
    assert "503" in delivery().error
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    gateway.status = 200
    DBTaskResult.objects.update(run_after=timezone.now())
    work_off()
    assert (delivery().state, delivery().error, len(gateway.got)) == (Delivery.SENT, "", 2)


def test_a_message_that_a_gateway_refuses_is_not_sent_again(
    gateway: Gateway, contact: Contact, chosen: dict[str, Any]
) -> None:
    chosen["sms"] = {"adapter": "http", "url": gateway.url}
    gateway.status = 422
    notices.send(to_contact=contact, **WORDS)
    work_off()
    assert delivery().state == Delivery.GIVEN_UP
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_a_receiver_without_an_address_is_given_up(people: tuple[User, User, User], chosen: dict[str, Any]) -> None:
    people[0].email = "gone@example.org"  # removed before the job runs: the row in the database has none
    notices.send(to_user=people[0], **WORDS)
    work_off()
    assert delivery().state == Delivery.GIVEN_UP


def test_a_text_with_braces_does_not_break_the_fields() -> None:
    words = {"address": "1", "text": "{address} {0} {"}
    assert _filled("{text}|{address}|{unknown}|{", words) == "{address} {0} {|1|{unknown}|{"


def test_an_unreachable_gateway_raises_and_is_no_refusal(settings: Settings) -> None:
    with pytest.raises(Exception) as caught:
        HttpAdapter({"url": "http://127.0.0.1:9/"}).send(Message("1", "sms", "1", "s", "b", ""))
    assert not isinstance(caught.value, Undeliverable)


def test_without_a_mail_host_demonstrations_write_into_a_file(settings: Settings, chosen: dict[str, Any]) -> None:
    settings.EMAIL_HOST = ""
    assert type(adapter("email")).__name__ == "FileAdapter"
    settings.EMAIL_HOST = "mail.example.org"
    assert type(adapter("email")).__name__ == "MailAdapter"


def test_old_notices_are_forgotten(people: tuple[User, User, User]) -> None:
    notices.send(to_user=people[0], **WORDS)
    Notice.objects.unscoped(reason="test").update(created_at=timezone.now() - timedelta(days=181))
    actions.forget_old()
    assert not Notice.objects.visible_to(SYSTEM).exists()
