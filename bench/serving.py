"""The databases and server processes of one run, each in a folder that is gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import PostgresServer

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def database(engine: str) -> Iterator[dict[str, str]]:
    """The environment of a fresh database and home folder; nothing of it stays."""
    home, server = tempfile.mkdtemp(prefix="lianxin-bench-"), PostgresServer() if engine == "postgres" else None
    try:
        address = server.start() if server else f"sqlite:///{home}/bench.sqlite3"
        (Path(home) / "static").mkdir()
        yield {
            **os.environ,
            "LIANXIN_HOME": home,
            "LIANXIN_DATABASE": address,
            "LIANXIN_LOG_LEVEL": "ERROR",
            "LIANXIN_PUBLIC_RATE": "off",
        }
    finally:
        if server:
            server.stop()
        shutil.rmtree(home, ignore_errors=True)


def ours(environment: dict[str, str], *words: str) -> None:
    """A command of ours, to its end."""
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, stdout=sys.stderr)


@contextmanager
def web(environment: dict[str, str]) -> Iterator[int]:
    """The server as ``lianxin run`` starts it; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "2",
        "--blocking-threads",
        "2",
        "--no-ws",
        "--log-level",
        "error",
        "lianxin.config.wsgi:application",
    ]
    process = subprocess.Popen(words, cwd=ROOT, env=environment)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/alive/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")
