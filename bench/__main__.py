"""``python -m bench SIZE=100000 [SECONDS=4] [DB=sqlite,postgres]``: fill, serve, measure, print, keep the ratios."""

from __future__ import annotations

import csv
import http.client
import json
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.load import Ask, Timing, measure, signed_in
from bench.people import LEVELS, PASSWORD
from bench.serving import ROOT, database, web

RESULTS = Path(__file__).with_name("results.csv")
CLIENTS = (1, 16)


def main(arguments: dict[str, str]) -> None:
    size, seconds = int(arguments.get("SIZE", "100000")), float(arguments.get("SECONDS", "4"))
    rows: list[list[object]] = []
    for engine in arguments.get("DB", "sqlite,postgres").split(","):
        rows += _engine(engine, size, seconds)
    with RESULTS.open("w", newline="") as file:
        csv.writer(file).writerows([["database", "matters", "action", "clients", "ratio_median", "ratio_p95"], *rows])
    print(f"ratios kept in {RESULTS.relative_to(ROOT)}")


def _engine(engine: str, size: int, seconds: float) -> list[list[object]]:
    with database(engine) as environment:
        environment["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
        started = time.perf_counter()
        words = [sys.executable, "-m", "bench.prepare", str(size)]
        made = subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        token = made.stdout.split()[-1]
        print(f"\n{engine}: {size} matters filled in {time.perf_counter() - started:.0f} s")
        with web(environment) as port:
            return _measured(engine, size, port, token, seconds)


def _measured(engine: str, size: int, port: int, token: str, seconds: float) -> list[list[object]]:
    print(f"{'action':<22}{'clients':>8}{'req/s':>9}{'median ms':>11}{'p95 ms':>9}{'× empty':>9}{'wrong':>7}")
    rows: list[list[object]] = []
    for clients in CLIENTS:
        empty = measure(port, lambda n: Ask("GET", "/alive/"), clients, seconds)
        _line("empty view", clients, empty, empty)
        for name, asks in _actions(port, token):
            timing = measure(port, asks, clients, seconds)
            _line(name, clients, timing, empty)
            ratios = [round(timing.quantile(q) / empty.quantile(q), 1) for q in (0.5, 0.95)]
            rows.append([engine, size, name, clients, *ratios])
    return rows


def _actions(port: int, token: str) -> Iterator[tuple[str, Callable[[int], Ask | None]]]:
    sessions = {login: signed_in(port, login, PASSWORD) for login in LEVELS}
    for login in LEVELS:
        yield f"list 50, {login}", _always(Ask("GET", "/tasks/", headers=sessions[login]))
    yield "list 50, city by API", _always(Ask("GET", "/api/requests?limit=50", headers=_bearer(token)))
    numbers = _numbers(port, token, "received")
    yield "open a matter", lambda n: Ask("GET", f"/m/{numbers[n % len(numbers)]}/", headers=sessions["street"])
    yield "create", lambda n: _create(token)
    fresh = iter(_numbers(port, token, "received"))
    yield "move", lambda n: _move(next(fresh, None), token)


def _always(ask: Ask) -> Callable[[int], Ask | None]:
    return lambda n: ask


def _bearer(token: str) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": str(uuid.uuid4()),
    }


def _create(token: str) -> Ask:
    body = {"text": "东门口的路灯不亮了，请派人看看。", "place": "990101001001", "category": "0101", "channel": "desk"}
    return Ask("POST", "/api/requests", json.dumps(body), _bearer(token), (201,))


def _move(number: str | None, token: str) -> Ask | None:
    if number is None:
        return None
    return Ask("POST", f"/api/requests/{number}/moves/route", json.dumps({"unit": "D0"}), _bearer(token))


def _numbers(port: int, token: str, state: str) -> list[str]:
    """The numbers of the street's matters in a state."""

    connection, found, cursor = http.client.HTTPConnection("127.0.0.1", port, timeout=60), [], ""
    while len(found) < 3000:
        path = f"/api/requests?state={state}&limit=200" + (f"&cursor={cursor}" if cursor else "")
        connection.request("GET", path, headers=_bearer(token))
        page = json.loads(connection.getresponse().read())
        found += [row["number"] for row in page["items"]]
        cursor = page.get("next") or ""
        if not cursor:
            break
    return found


def _line(name: str, clients: int, timing: Timing, empty: Timing) -> None:
    median, p95 = timing.quantile(0.5) * 1000, timing.quantile(0.95) * 1000
    ratio = timing.quantile(0.5) / empty.quantile(0.5)
    print(
        f"{name:<22}{clients:>8}{timing.rate:>9.0f}{median:>11.1f}{p95:>9.1f}{ratio:>9.1f}{timing.wrong:>7}", flush=True
    )


if __name__ == "__main__":
    main(dict(word.split("=", 1) for word in sys.argv[1:] if "=" in word))
