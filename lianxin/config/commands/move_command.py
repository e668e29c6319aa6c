"""``lianxin move FILE``: a city grows out of SQLite. Every row of the file into this, still empty, database.

Run it with the settings of the new database (``LIANXIN_DATABASE=postgresql://…``), with the system stopped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.utils.translation import gettext as _

SOURCE = "source"
BATCH = 2000
MADE_BY_MIGRATIONS = {"contenttypes", "auth"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the SQLite file, such as var/lianxin.sqlite3")


def run(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        print(_("找不到文件：%(file)s") % {"file": options.file}, file=sys.stderr)
        return 1
    open_source(options.file)
    call_command("migrate", verbosity=0, interactive=False)
    fault = _refusal()
    if fault:
        print(fault, file=sys.stderr)
        return 1
    counts = copy_all()
    for label, count in counts.items():
        print(f"{count:>10}  {label}")
    print(
        _("共 %(count)d 行，已全部搬入。请运行 lianxin audit verify 核对，再启动。") % {"count": sum(counts.values())}
    )
    return 0


def open_source(file: Path) -> None:
    """Make the file readable, and only that, under the alias ``source``."""
    connections.settings[SOURCE] = {
        **connections.settings["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{file.resolve().as_uri()}?mode=ro",
        "OPTIONS": {"uri": True},
        "CONN_HEALTH_CHECKS": False,
    }


def _refusal() -> str:
    here, there = (set(MigrationRecorder(connections[alias]).applied_migrations()) for alias in ("default", SOURCE))
    if here != there:
        return _("两个数据库的版本不同，请先用同一版本运行 lianxin migrate。")
    if any(
        model._base_manager.exists() for model in moved_models() if model._meta.label in {"access.User", "audit.Entry"}
    ):
        return _("目标数据库不是空的，没有搬动任何内容。")
    return ""


def moved_models() -> list[type[Model]]:
    """All tables with rows of ours. Content types and permissions are made by the migrations of each database."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and model._meta.app_label not in MADE_BY_MIGRATIONS]


@transaction.atomic
def copy_all() -> dict[str, int]:
    """Copy in one transaction (foreign keys are checked at its end); rows by table."""
    models = moved_models()
    counts = {model._meta.label: _copy(model) for model in models}
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        cursor.execute("ANALYZE")  # the first queries are planned for what is there now
    return {label: count for label, count in counts.items() if count}


def _copy(model: type[Model]) -> int:
    """Rows as they are: nothing is computed anew, no moment set, no sealed text opened."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    names = [field.attname for field in fields]
    rows = iter(model._base_manager.using(SOURCE).order_by("pk").values_list(*names).iterator(chunk_size=BATCH))
    if model._base_manager.exists():  # what migrations have put there; the file has it too
        model._base_manager.all()._raw_delete("default")
    count = 0
    for batch in _batches(rows):
        made = [model.from_db("default", names, row) for row in batch]
        rows_of = cast("Any", model._base_manager.all())
        rows_of._insert(made, fields=fields, using="default", raw=True)
        count += len(made)
    return count


def _batches(rows: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
