"""Jobs that leave a trace in a file, for tests in this process and in real workers."""

import os
import time
from datetime import timedelta
from pathlib import Path

from lianxin.kernel.jobs.job import job


def note(path: str, text: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())


@job("probe.write", attempts=3, backoff=timedelta(seconds=10))
def write(path: str, text: str) -> None:
    note(path, text)


@job("probe.fail", attempts=3, backoff=timedelta(seconds=10))
def fail(path: str) -> None:
    note(path, "tried")
    raise ValueError("no luck")


@job("probe.linger", attempts=3, backoff=timedelta(0))
def linger(path: str, text: str) -> None:
    """The first attempt waits until it is killed, the second ends at once."""
    first = not Path(path).exists() or f"begun {text}" not in Path(path).read_text()
    note(path, f"begun {text}")
    if first:
        time.sleep(60)
    note(path, f"ended {text}")


@job("probe.slow", attempts=3)
def slow(path: str) -> None:
    note(path, "begun")
    time.sleep(1)
    note(path, "ended")
