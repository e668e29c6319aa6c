"""Clients that keep their connection open and take the time of each answer."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Ask:
    """One request. status: what a right answer has."""

    method: str
    path: str
    body: str = ""
    headers: Mapping[str, str] | None = None
    status: tuple[int, ...] = (200,)


@dataclass(frozen=True)
class Timing:
    """times: seconds, sorted. wall: seconds of the whole."""

    times: list[float]
    wall: float
    wrong: int

    @property
    def rate(self) -> float:
        return len(self.times) / self.wall

    def quantile(self, part: float) -> float:
        return self.times[min(int(len(self.times) * part), len(self.times) - 1)]


def measure(port: int, asks: Callable[[int], Ask | None], clients: int, seconds: float) -> Timing:
    """``asks(n)`` gives the n-th request, over all clients; None ends early."""
    times: list[float] = []
    wrong, lock, counter = [0], threading.Lock(), iter(range(10**9))
    end = time.perf_counter() + seconds

    def run() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        mine: list[float] = []
        while time.perf_counter() < end:
            with lock:
                ask = asks(next(counter))
            if ask is None:
                break
            started = time.perf_counter()
            status = send(connection, ask)
            mine.append(time.perf_counter() - started)
            if status not in ask.status:
                with lock:
                    wrong[0] += 1
        with lock:
            times.extend(mine)
        connection.close()

    started = time.perf_counter()
    threads = [threading.Thread(target=run) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Timing(sorted(times) or [0.0], time.perf_counter() - started, wrong[0])


def send(connection: http.client.HTTPConnection, ask: Ask) -> int:
    connection.request(ask.method, ask.path, ask.body.encode(), dict(ask.headers or {}))
    answer = connection.getresponse()
    answer.read()
    return answer.status


def signed_in(port: int, login: str, password: str) -> dict[str, str]:
    """The headers of a session: cookies, and the token that a form would carry."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/login/")
    first = connection.getresponse()
    page = first.read().decode()
    cookies = _cookies(first)
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    token = found.group(1) if found else ""
    body = urlencode({"login": login, "password": password, "csrfmiddlewaretoken": token})
    headers = {"Cookie": _joined(cookies), "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/login/", body, headers)
    second = connection.getresponse()
    second.read()
    if second.status != 302:
        raise RuntimeError(f"{login} could not sign in: {second.status}")
    cookies |= _cookies(second)
    return {
        "Cookie": _joined(cookies),
        "X-CSRFToken": cookies.get("csrftoken", ""),
        "Content-Type": "application/x-www-form-urlencoded",
    }


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    pairs = [line.split(";")[0].partition("=") for line in answer.headers.get_all("Set-Cookie") or []]
    return {name: value for name, _equals, value in pairs}


def _joined(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
