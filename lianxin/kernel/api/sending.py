"""Sending one delivery: signed, with a time limit, without following redirects, to the address that was checked."""

from __future__ import annotations

import hashlib
import hmac
import time
from datetime import timedelta

import httpx
from django.db.models import F
from django.utils import timezone

from lianxin.kernel.api import addresses
from lianxin.kernel.api.answers import as_json
from lianxin.kernel.api.models import HookDelivery

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
TIMEOUT = httpx.Timeout(10, connect=5)


class NotTaken(Exception):
    """The receiver did not answer with 2xx."""


def signature(secret: str, body: bytes, at: int) -> str:
    """``t=SECONDS,v1=HEX``: HMAC-SHA-256 over ``SECONDS.BODY``, so that an old message cannot be played again."""
    code = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={code}"


def wait_before(attempt: int) -> timedelta:
    """Half a minute before the second attempt, four times as long before each further one, at most six hours."""
    factor: int = 4 ** (attempt - 2)
    return min(FIRST_WAIT * factor, LONGEST_WAIT)


def send(delivery: HookDelivery) -> None:
    """Sends it now. Raises addresses.Refused, NotTaken or an httpx error."""
    target = addresses.check(delivery.hook.url)
    body = as_json({"id": str(delivery.uid), **delivery.payload})
    headers = {
        "Content-Type": "application/json",
        "Host": target.host_header,
        "User-Agent": "lianxin-hook",
        "Lianxin-Event": delivery.event,
        "Lianxin-Delivery": str(delivery.uid),
        "Lianxin-Signature": signature(delivery.hook.secret.for_machine("signing a delivery"), body, int(time.time())),
    }
    with (
        httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
        client.stream(
            "POST", target.by_ip, content=body, headers=headers, extensions={"sni_hostname": target.host}
        ) as response,
    ):
        if not response.is_success:
            raise NotTaken(f"HTTP {response.status_code}")


def attempt(delivery: HookDelivery) -> bool:
    """One attempt, written down. False when it failed; then ``next_at`` says when to try again, or it is dead."""
    mine = HookDelivery.objects.unscoped(reason="result of this delivery's attempt").filter(pk=delivery.pk)
    try:
        send(delivery)
    except (addresses.Refused, NotTaken, httpx.HTTPError) as error:
        used = delivery.attempts + 1
        is_dead = used >= MOST_ATTEMPTS
        mine.update(
            attempts=used,
            last_error=(str(error) or type(error).__name__)[:300],
            next_at=None if is_dead else timezone.now() + wait_before(used + 1),
            status=HookDelivery.DEAD if is_dead else HookDelivery.WAITING,
        )
        return False
    mine.update(
        attempts=F("attempts") + 1,
        status=HookDelivery.DELIVERED,
        delivered_at=timezone.now(),
        next_at=None,
        last_error="",
    )
    return True
