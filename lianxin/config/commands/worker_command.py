"""``lianxin worker [--queue NAME]``"""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--queue", action="append", default=[], help="only this queue (may be given again); else all")


def run(options: argparse.Namespace) -> int:
    from lianxin.kernel.jobs.worker import WorkerLoop

    WorkerLoop(tuple(options.queue)).run()
    return 0
