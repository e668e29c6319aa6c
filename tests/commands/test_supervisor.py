"""Children are started again when they crash, and all end when the supervisor is told to."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.architecture.source import ROOT
from tests.processes import wait_until

pytestmark = pytest.mark.faults
PROGRAM = """
import sys
from lianxin.config.commands.supervisor import Child, Supervisor
child = "import time; open(sys.argv[1], 'a').write('x'); time.sleep(600)"
words = [sys.executable, "-c", "import sys; " + child, sys.argv[1]]
supervisor = Supervisor([Child("one", words), Child("two", words)])
supervisor.start()
supervisor.run()
print("stopped")
"""


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "trace"


def start(trace: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(trace)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def children(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    return psutil.Process(process.pid).children()


def starts(trace: Path) -> int:
    return len(trace.read_text()) if trace.exists() else 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_everything(trace: Path, number: int) -> None:
    process = start(trace)
    wait_until(lambda: starts(trace) == 2)
    running = children(process)
    process.send_signal(number)
    assert process.communicate(timeout=15)[0] == "stopped\n"
    assert process.returncode == 0
    assert [child for child in running if child.is_running()] == []


def test_a_crashed_child_is_started_again(trace: Path) -> None:
    process = start(trace)
    wait_until(lambda: starts(trace) == 2)
    os.kill(children(process)[0].pid, signal.SIGKILL)
    wait_until(lambda: starts(trace) == 3)
    process.send_signal(signal.SIGINT)
    assert "starting it again" in process.communicate(timeout=15)[1]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_a_killed_supervisor_leaves_no_child_behind(trace: Path) -> None:
    process = start(trace)
    wait_until(lambda: starts(trace) == 2)
    running = children(process)
    process.kill()
    process.communicate()
    wait_until(lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in running))
