"""Nobody finds a code by trying: so many misses from one address, then a pause. For public pages behind a code."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

MISSES, MISS_SECONDS = 12, 600


def address_of(request: HttpRequest) -> str:
    """The address of the phone. Behind proxies ``LIANXIN_PROXIES`` says how many of them to believe."""
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    believed = int(settings.NINJA_NUM_PROXIES or 0)
    if believed and passed:
        return passed[-min(believed, len(passed))]
    return str(request.META.get("REMOTE_ADDR", ""))


def count(request: HttpRequest, what: str, seconds: int) -> int:
    """Counts one more from this address; how many there are now in its span of time."""
    key = _key(request, what)
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, seconds)
        return 1


def has_missed_often(request: HttpRequest) -> bool:
    """Whether this address has tried too many wrong codes; then right ones are not looked up either."""
    return int(cache.get(_key(request, "miss"), 0)) >= MISSES


def miss(request: HttpRequest) -> None:
    count(request, "miss", MISS_SECONDS)


def is_too_much(request: HttpRequest, what: str, most: int, seconds: int) -> bool:
    return count(request, what, seconds) > most


def slow_down(request: HttpRequest, seconds: int = MISS_SECONDS) -> HttpResponse:
    """429, with when to come back."""
    from lianxin.kernel.ui.render import render

    response = render(request, "access/slow_down.html", {"minutes": seconds // 60}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _key(request: HttpRequest, what: str) -> str:
    return f"public-{what}-{address_of(request)}"
