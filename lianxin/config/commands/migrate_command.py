"""``lianxin migrate``"""

from __future__ import annotations

import argparse

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lianxin.kernel.secrets.start import ensure_keys


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", action="store_true", help="only say what would be done")


def run(options: argparse.Namespace) -> int:
    call_command("migrate", plan=options.plan, interactive=False)
    if not options.plan:
        ensure_keys()
    return 0


def bring_up_to_date() -> bool:
    """Apply what is missing, quietly, and make or check the keys; whether any table changed."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", verbosity=0, interactive=False)
    ensure_keys()
    return bool(plan)
