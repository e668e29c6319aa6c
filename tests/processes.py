"""Real processes of ours on the database of the running test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

from django.db import connection

from tests.architecture.source import ROOT


def environment(**further: str) -> dict[str, str]:
    """What a child process needs to work on this test's database and home folder."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{found['NAME']}"
    else:
        address = f"postgresql://{found['USER']}@/{found['NAME']}?host={found['HOST']}"
    return {**os.environ, "LIANXIN_DATABASE": address, **further}


def wait_until(true: Callable[[], object], within: float = 20) -> None:
    """Look until it is so; fail after ``within`` seconds."""
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def lianxin(*words: str, given: str = "", **further: str) -> "subprocess.CompletedProcess[str]":
    """The command ``lianxin`` in a process of its own; ``further`` are environment variables."""
    return subprocess.run(
        [sys.executable, "-m", "lianxin", *words],
        cwd=ROOT,
        env=environment(LANG="C.UTF-8", **further),
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
