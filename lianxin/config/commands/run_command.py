"""``lianxin run``: from an empty folder to a working system, and to a stop without a loose end."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.config.commands.city_words import write_city_words
from lianxin.config.commands.migrate_command import bring_up_to_date
from lianxin.config.commands.static_files import collect_changed
from lianxin.config.commands.supervisor import Child, Supervisor
from lianxin.kernel.clock.city import check_years
from lianxin.kernel.modules.pack import pack

ANSWERS_WITHIN = 60  # seconds


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--web", type=int, default=2, help="web processes (default: 2)")
    parser.add_argument("--workers", type=int, default=1, help="worker processes (default: 1)")
    parser.add_argument("--empty", action="store_true", help="do not load the pack's demo city")


def run(options: argparse.Namespace) -> int:
    if not _is_free(options.host, options.port):
        text = _("端口 %(port)d 已被占用；换一个端口：make run PORT=%(other)d")
        print(text % {"port": options.port, "other": options.port + 1}, file=sys.stderr)
        return 1
    prepare(demo=not options.empty)
    address = f"http://{options.host}:{options.port}/"
    supervisor = Supervisor([_web(options), *(_worker(number) for number in range(options.workers))])
    supervisor.start()
    if _answers(address, supervisor):
        _greet(address)
    supervisor.run()
    print(_("已停止。"))
    return 0


def prepare(*, demo: bool) -> None:
    """Tables, keys, the pack's city, static files: each only when it is missing or has changed."""
    if bring_up_to_date():
        print(_("数据库已就绪。"))
    write_city_words(pack().toml("flows"), settings.HOME / "locale")
    if demo:
        _load_city()
    if collect_changed():
        print(_("静态文件已就绪。"))
    for warning in check_years(timezone.localdate()):
        print(warning)
    connection.close()


def _load_city() -> None:
    demo = _demo()
    if demo and demo.is_empty():
        print(_("正在装入“%(pack)s”……") % {"pack": Path(settings.PACK_DIR).name}, flush=True)
        demo.load()


def _demo() -> Any:
    return import_module("lianxin.kernel.modules.demo") if find_spec("lianxin.kernel.modules.demo") else None


def _web(options: argparse.Namespace) -> Child:
    threads = min(8, 2 * (os.cpu_count() or 1) + 1)
    words = f"""-m granian --interface wsgi --host {options.host} --port {options.port} --workers {options.web}
        --blocking-threads {threads} --respawn-failed-workers --no-ws --workers-kill-timeout 15
        --log-level warning lianxin.config.wsgi:application"""
    return Child("web", [sys.executable, *words.split()])


def _worker(number: int) -> Child:
    return Child(f"worker {number + 1}", [sys.executable, "-m", "lianxin", "worker"])


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _answers(address: str, supervisor: Supervisor) -> bool:
    deadline = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < deadline and not supervisor.stopping.is_set():
        for child in supervisor.children:
            child.keep_alive()
        try:
            urlopen(address.replace("0.0.0.0", "127.0.0.1"), timeout=5).close()  # noqa: S310, S104
        except HTTPError as error:  # "not found" is an answer, "server error" is none
            if error.code < 500:
                return True
            time.sleep(0.5)
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return True
    return False


def _greet(address: str) -> None:
    print(_("连心已启动：%(address)s") % {"address": address})
    demo = _demo()
    for line in demo.login_lines() if demo else ():
        print(f"  {line}")
    print(_("按 Ctrl-C 停止。"), flush=True)
