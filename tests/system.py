"""The whole system as an operator starts it: supervisor, web and worker processes on a loopback port."""

import http.client
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import psutil

from tests.architecture.source import ROOT
from tests.processes import environment, wait_until

STARTS_WITHIN = 60  # seconds; a limit for a machine that is busy, not a promise
GONE = (OSError, http.client.HTTPException)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def with_keys(home: Path) -> Path:
    """A home folder that can read what this test's own process sealed."""
    from lianxin.kernel.secrets.keys import key_file

    (home / key_file().name).write_bytes(key_file().read_bytes())
    return home


class System:
    """``lianxin run`` on this test's database and a home folder of its own; ``further`` are settings."""

    def __init__(self, home: Path, **further: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        told = {"LIANXIN_HOME": str(home), "LIANXIN_PUBLIC_URL": self.address, "LANG": "C.UTF-8", **further}
        self.environment = environment(**told)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = ["run", "--empty", "--web", "1", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lianxin", *words],
            cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(self.is_alive, within=STARTS_WITHIN)

    def is_alive(self) -> bool:
        try:
            with urlopen(f"{self.address}/alive/", timeout=10) as answer:
                return int(answer.status) == 200
        except GONE:
            return False

    def kill(self) -> None:
        """As when the plug is pulled: supervisor, web and workers at once, none has time to tidy up."""
        if self.process is None:
            return
        root = psutil.Process(self.process.pid)
        everybody = [root, *root.children(recursive=True)]
        for process in everybody:
            process.kill()
        self.process.wait()
        psutil.wait_procs(everybody)
        self.process = None
