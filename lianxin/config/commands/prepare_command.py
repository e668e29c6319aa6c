"""``lianxin prepare``: tables, keys, static files. For services, once before they start."""

from __future__ import annotations

import argparse

from lianxin.config.commands.run_command import prepare


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--city", action="store_true", help="also load the pack's city into an empty database")


def run(options: argparse.Namespace) -> int:
    prepare(demo=options.city)
    return 0
