"""The command ``lianxin``. Only the module of the command that was asked for is loaded: starting must be quick."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

COMMANDS = {
    "run": "start everything: migrate, load the demo city into an empty database, web and workers",
    "prepare": "tables, keys and static files, once before services start",
    "migrate": "bring the database to this version's shape",
    "worker": "run queued jobs and the timetable (any number of these may run)",
    "import": "read a file in: divisions, boundaries, organisations, categories, messages …",
    "figures": "list the figures, or compute one",
    "flows": "draw the flows of all kinds of matters",
    "audit": "verify the chain of the audit log",
    "secrets": "rotate the encryption keys",
    "user": "create a user, or set a password",
    "move": "copy an SQLite database into this empty one: the way to PostgreSQL",
    "backup": "copy database, files and keys into a folder, consistently, while the system runs",
    "restore": "bring a backup back",
    "django": "any command of Django's own",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. 2: not understood, 1: refused or failed, 0: done."""
    given = list(sys.argv[1:] if words is None else words)
    if not given or given[0] not in COMMANDS:
        return _overview(given)
    name, rest = given[0], given[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    if name == "django":
        return _django(rest)
    _prepare()
    module = import_module(f"lianxin.config.commands.{name}_command")
    parser = argparse.ArgumentParser(prog=f"lianxin {name}", description=COMMANDS[name])
    module.arguments(parser)
    options = parser.parse_args(rest)
    return _carry_out(module, options)


def _overview(given: Sequence[str]) -> int:
    asked = not given or given[0] in {"-h", "--help", "help"}
    lines = [f"  lianxin {name:<9} {text}" for name, text in COMMANDS.items()]
    head = [] if asked else [f"lianxin: unknown command {given[0]!r}", ""]
    print("\n".join([*head, *lines]), file=sys.stdout if asked else sys.stderr)
    return 0 if asked else 2


def _carry_out(module: ModuleType, options: argparse.Namespace) -> int:
    """Run the command; a lost key file is one sentence for the operator, not a traceback."""
    from lianxin.kernel.secrets.keys import KeyFileLost

    try:
        return int(module.run(options) or 0)
    except KeyFileLost as error:
        print(error, file=sys.stderr)
        return 1


def _prepare() -> None:
    import django
    from django.utils import translation

    django.setup()
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    translation.activate("en" if spoken.startswith("en") else "zh-hans")


def _django(words: Sequence[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["lianxin django", *words])
    return 0
