"""Keeps child processes alive until it is told to stop, then stops them all."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from types import FrameType

STOPS_WITHIN = 20  # seconds, then it is killed
LOOKS_EVERY = 0.2
STEADY_AFTER = 30  # seconds of life after which a crash is a first one again
LONGEST_WAIT = 15


@dataclass
class Child:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    starts_at: float = 0.0
    crashes: int = field(default=0)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches only the supervisor, which then ends each child once.
        self.process = subprocess.Popen(
            self.command, start_new_session=True, preexec_fn=_end_with_parent, stdin=subprocess.DEVNULL
        )
        self.started_at = time.monotonic()

    def keep_alive(self) -> None:
        now = time.monotonic()
        if self.process is None:
            if now >= self.starts_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self.crashes = 1 if now - self.started_at > STEADY_AFTER else self.crashes + 1
            wait = min(2 ** (self.crashes - 1), LONGEST_WAIT)
            print(f"lianxin: {self.name} ended ({code}); starting it again in {wait} s", file=sys.stderr, flush=True)
            self.process, self.starts_at = None, now + wait


class Supervisor:
    """``run()`` returns after SIGINT or SIGTERM, when every child has ended."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = threading.Event()

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        for child in self.children:
            child.start()

    def run(self) -> None:
        while not self.stopping.wait(LOOKS_EVERY):
            for child in self.children:
                child.keep_alive()
        self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _end_all(self) -> None:
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOPS_WITHIN
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _end_with_parent() -> None:
    """On Linux a child gets SIGTERM when the supervisor is killed, so that nothing is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
