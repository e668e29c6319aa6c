"""Webhooks out: what is told, how it is signed, and what happens when nobody answers."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Denied
from lianxin.kernel.api import actions, addresses, sending
from lianxin.kernel.api.jobs import deliver, forget_old
from lianxin.kernel.api.models import Hook, HookDelivery, IdempotencyKey
from lianxin.kernel.jobs import worker
from lianxin.work.requests import actions as request_actions
from tests.calling import program
from tests.world import COMMUNITY, EAST, WEST


class Receiver:
    """A real server. ``answers`` are the codes that it gives, one after another, then 200."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.heard: list[tuple[dict[str, str], bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.heard.append((dict(self.headers.items()), body))
                self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_port}/hook?a=1"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.HOOK_NETWORKS = ["127.0.0.0/8", "::1/128"]
    found = Receiver()
    yield found
    found.server.shutdown()
    found.server.server_close()


def made(receiver: Receiver, *, events: list[str] | None = None, place_path: str = EAST) -> actions.ShownHook:
    return actions.make_hook(actor=SYSTEM, name="试", url=receiver.url, events=events or ["*"], place_path=place_path)


def deliveries() -> Any:
    return HookDelivery.objects.unscoped(reason="test").select_related("hook")


def test_an_event_arrives_signed(world: Any, receiver: Receiver) -> None:
    secret = made(receiver).secret
    matter = world.request().matter
    deliver(deliveries().get().pk)
    [(headers, body)] = receiver.heard
    at, code = (part.partition("=")[2] for part in headers["Lianxin-Signature"].split(","))
    assert hmac.compare_digest(hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest(), code)
    assert abs(int(at) - timezone.now().timestamp()) < 60
    assert headers["Host"] == receiver.url.split("/")[2]
    told = json.loads(body)
    assert (told["number"], told["event"]) == (matter.number, "request.open")
    assert headers["Lianxin-Delivery"] == told["id"] == str(deliveries().get().uid)
    assert deliveries().get().status == HookDelivery.DELIVERED


def test_nothing_about_a_person_leaves_the_house(world: Any, receiver: Receiver) -> None:
    made(receiver)
    world.request("王某某家门口的路灯不亮", name="王某某", phone="13800138000")
    told = deliveries().get().payload
    assert set(told) == {"event", "at", "number", "kind", "state", "place", "category"}
    assert "王" not in json.dumps(told, ensure_ascii=False)
    assert (told["place"], told["category"], told["state"]) == ("990102001001", "0101", "received")


def test_the_secret_is_sealed(world: Any, receiver: Receiver) -> None:
    secret = made(receiver).secret
    stored = str(list(Hook.objects.unscoped(reason="test").values()))
    assert secret not in stored


@pytest.mark.parametrize(
    ("events", "place", "heard"),
    [
        (["*"], EAST, 2),
        (["request.*"], COMMUNITY, 2),
        (["request.route"], EAST, 1),
        (["call.*"], EAST, 0),
        (["*"], WEST, 0),
    ],
)
def test_a_hook_hears_its_events_in_its_place(
    world: Any, receiver: Receiver, events: list[str], place: str, heard: int
) -> None:
    made(receiver, events=events, place_path=place)
    matter = world.request().matter
    request_actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    assert deliveries().count() == heard


def test_a_stopped_hook_hears_nothing_and_goes_on_with_what_was_waiting(world: Any, receiver: Receiver) -> None:
    hook = made(receiver).hook
    world.request()
    actions.switch_hook(hook, actor=SYSTEM, is_active=False)
    world.request()
    deliver(deliveries().get().pk)
    assert receiver.heard == []
    actions.switch_hook(hook, actor=SYSTEM, is_active=True)
    worker.work_off()
    assert len(receiver.heard) == 1


def test_of_a_sealed_matter_nothing_is_told(world: Any, receiver: Receiver) -> None:
    from lianxin.kernel.matters.perform import open_matter

    made(receiver)
    open_matter(actor=ANONYMOUS, kind="request", title="x", place_path=COMMUNITY, channel="api", secrecy="C4")
    assert not deliveries().exists()


def test_an_event_that_is_rolled_back_was_never_told(world: Any, receiver: Receiver) -> None:
    made(receiver)
    with pytest.raises(RuntimeError), transaction.atomic():
        world.request()
        raise RuntimeError
    assert not deliveries().exists()


def test_a_receiver_that_fails_is_tried_again(world: Any, receiver: Receiver) -> None:
    made(receiver)
    world.request()
    receiver.answers = [500]
    worker.work_off()
    failed = deliveries().get()
    assert (failed.status, failed.attempts, failed.last_error) == (HookDelivery.WAITING, 1, "HTTP 500")
    assert 25 < (failed.next_at - timezone.now()).total_seconds() <= 30
    deliver(failed.pk)
    assert (deliveries().get().status, deliveries().get().attempts) == (HookDelivery.DELIVERED, 2)
    first, second = (json.loads(body)["id"] for _headers, body in receiver.heard)
    assert first == second


def test_the_next_attempt_is_queued_for_its_time(world: Any, receiver: Receiver) -> None:
    from django_tasks_db.models import DBTaskResult

    made(receiver)
    world.request()
    receiver.answers = [503]
    worker.work_off()
    waiting = DBTaskResult.objects.get(status="READY", args_kwargs__args__0="api.deliver")
    assert abs(waiting.run_after - deliveries().get().next_at).total_seconds() < 1


def test_a_redirect_is_not_followed(world: Any, receiver: Receiver) -> None:
    made(receiver)
    world.request()
    receiver.answers = [302]
    deliver(deliveries().get().pk)
    assert len(receiver.heard) == 1
    assert deliveries().get().last_error == "HTTP 302"


def test_after_the_last_attempt_it_is_dead_until_somebody_sends_it_again(world: Any, receiver: Receiver) -> None:
    made(receiver)
    world.request()
    receiver.answers = [500] * sending.MOST_ATTEMPTS
    for _ in range(sending.MOST_ATTEMPTS + 1):
        deliver(deliveries().get().pk)
    dead = deliveries().get()
    assert (dead.status, dead.attempts, dead.next_at) == (HookDelivery.DEAD, sending.MOST_ATTEMPTS, None)
    assert len(receiver.heard) == sending.MOST_ATTEMPTS
    actions.resend(dead, actor=SYSTEM)
    with pytest.raises(actions.NotDead):
        actions.resend(dead, actor=SYSTEM)
    worker.work_off()
    assert deliveries().get().status == HookDelivery.DELIVERED


def test_a_receiver_that_is_away_is_tried_again(world: Any, receiver: Receiver) -> None:
    made(receiver)
    world.request()
    receiver.server.server_close()
    receiver.server.shutdown()
    deliver(deliveries().get().pk)
    assert deliveries().get().status == HookDelivery.WAITING
    assert deliveries().get().last_error


REFUSED = [
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "https://localhost/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://10.1.2.3/",
    "https://192.168.0.1/",
    "https://172.16.0.1/",
    "https://169.254.169.254/latest/",
    "https://0.0.0.0/",
    "https://100.64.0.1/",
    "https://224.0.0.1/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://2130706433/",
    "https://0x7f.1/",
    "http://8.8.8.8/",
    "ftp://8.8.8.8/",
    "https://",
    "https://user:word@8.8.8.8/",
    "https://8.8.8.8:99999/",
    "javascript:alert(1)",
    "https://no-such-host.invalid/",
]


@pytest.mark.parametrize("url", REFUSED)
def test_addresses_inside_the_house_are_not_called(url: str, settings: Any) -> None:
    settings.HOOK_NETWORKS = []
    with pytest.raises(addresses.Refused) as refused:
        addresses.check(url)
    assert str(refused.value).endswith("。")


def test_a_public_address_is_called_by_the_ip_that_was_checked(settings: Any) -> None:
    settings.HOOK_NETWORKS = []
    target = addresses.check("https://8.8.8.8/a?b=1")
    assert (target.by_ip, target.host_header) == ("https://8.8.8.8:443/a?b=1", "8.8.8.8")


def test_a_network_that_the_operator_named_is_called(settings: Any) -> None:
    settings.HOOK_NETWORKS = ["10.1.0.0/16"]
    assert addresses.check("http://10.1.2.3:8080/").host_header == "10.1.2.3:8080"
    with pytest.raises(addresses.Refused):
        addresses.check("http://10.2.0.1/")


def test_an_address_is_checked_again_when_it_is_called(world: Any, receiver: Receiver, settings: Any) -> None:
    made(receiver)
    world.request()
    settings.HOOK_NETWORKS = []
    deliver(deliveries().get().pk)
    assert receiver.heard == []
    assert "内部网络" in deliveries().get().last_error


def test_a_hook_is_made_only_where_one_manages(world: Any, receiver: Receiver) -> None:
    with pytest.raises(Denied):
        actions.make_hook(actor=world.actor("street"), name="x", url=receiver.url, events=["*"], place_path=COMMUNITY)


def test_hooks_by_the_interface(world: Any, receiver: Receiver) -> None:
    admin = program(world, "admin")
    body = {"name": "热线", "url": receiver.url, "events": ["request.*"], "place": "990102"}
    answer = admin.post("hooks", body)
    assert (answer.status_code, set(answer.json())) == (201, {"id", "secret"})
    pk = answer.json()["id"]
    assert answer.json()["secret"] not in str(list(IdempotencyKey.objects.values()))
    assert admin.post("hooks", {**body, "events": ["request.nonsense"]}).json()["errors"][0]["pointer"] == "#/events"
    assert admin.post("hooks", {**body, "url": "https://10.0.0.1/"}).json()["errors"][0]["pointer"] == "#/url"
    world.request()
    receiver.answers = [500] * sending.MOST_ATTEMPTS
    for _ in range(sending.MOST_ATTEMPTS):
        deliver(deliveries().get().pk)
    [row] = admin.get(f"hooks/{pk}/deliveries").json()["items"]
    assert (row["status"], row["attempts"]) == ("dead", sending.MOST_ATTEMPTS)
    assert admin.get("hooks").json()["items"][0]["dead"] == 1
    assert admin.post(f"hooks/{pk}/deliveries/{row['id']}/resend").status_code == 202
    assert admin.post(f"hooks/{pk}/deliveries/{row['id']}/resend").status_code == 409
    assert admin.post(f"hooks/{pk}/switch", {"is_active": False}).json() == {"is_active": False}
    assert program(world, "street").get(f"hooks/{pk}/deliveries").status_code == 404


def test_old_deliveries_are_forgotten_and_waiting_ones_are_not(world: Any, receiver: Receiver) -> None:
    made(receiver)
    world.request()
    world.request()
    first, _second = deliveries().order_by("pk")
    deliver(first.pk)
    deliveries().update(at=timezone.now() - timedelta(days=91))
    forget_old()
    assert deliveries().get().status == HookDelivery.WAITING
