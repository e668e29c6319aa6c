"""Two real workers on one queue: nothing twice, nothing lost, not even when one is killed."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lianxin.kernel.jobs.models import Worker
from lianxin.kernel.jobs.tests import probe
from tests.processes import environment, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


class Crew:
    """Worker processes of one test."""

    def __init__(self) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []

    def hire(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "lianxin.kernel.jobs.tests.real_worker"]
        process = subprocess.Popen(command, env=environment(), stdin=subprocess.DEVNULL)
        self.processes.append(process)
        return process


@pytest.fixture
def crew() -> Iterator[Crew]:
    hired = Crew()
    yield hired
    for process in hired.processes:
        if process.poll() is None:
            process.kill()
        process.wait()


def lines(trace: Path) -> list[str]:
    return trace.read_text().split("\n")[:-1] if trace.exists() else []


def done() -> int:
    return DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count()


def test_two_workers_share_the_queue_and_do_each_run_once(crew: Crew, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    crew.hire(), crew.hire()
    wait_until(lambda: Worker.objects.count() == 2)
    for number in range(40):
        probe.write.enqueue(str(trace), str(number))
    wait_until(lambda: done() == 40)
    assert sorted(lines(trace), key=int) == [str(number) for number in range(40)]


def test_the_job_of_a_killed_worker_is_run_by_the_other(crew: Crew, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    first = crew.hire()
    probe.linger.enqueue(str(trace), "x")
    wait_until(lambda: lines(trace) == ["begun x"])
    crew.hire()
    wait_until(lambda: Worker.objects.count() == 2)
    assert lines(trace) == ["begun x"]  # while the first lives, the second leaves it alone
    first.send_signal(signal.SIGKILL)
    first.wait()
    wait_until(lambda: done() == 1)
    assert lines(trace) == ["begun x", "begun x", "ended x"]
    assert len(DBTaskResult.objects.get().worker_ids) == 2


def test_a_worker_that_is_told_to_stop_finishes_its_job(crew: Crew, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    worker = crew.hire()
    probe.slow.enqueue(str(trace))
    probe.write.enqueue_at(DBTaskResult.objects.get().enqueued_at, str(trace), "next")
    wait_until(lambda: "begun" in lines(trace))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert lines(trace)[-2:] == ["begun", "ended"]
    assert not Worker.objects.exists()
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).exists()
