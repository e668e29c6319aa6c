"""How often an address without a token may call a public operation."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.errors import Throttled
from ninja.throttling import AnonRateThrottle


class ByAddress(AnonRateThrottle):
    """Counts one operation by address in the cache. Behind proxies set ``LIANXIN_PROXIES`` to their number."""

    def __init__(self, scope: str, per_minute: int) -> None:
        super().__init__(f"{per_minute}/m")
        self.scope = scope


def check(request: HttpRequest, scope: str, per_minute: int) -> None:
    """Raises Throttled. A throttle keeps the state of one request, so each gets its own."""
    throttle = ByAddress(scope, per_minute)
    if not throttle.allow_request(request):
        raise Throttled(wait=int(throttle.wait() or 1))
