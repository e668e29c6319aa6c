"""``lianxin restore FOLDER [--keys FOLDER] [--replace]``: stop the system first."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.config.commands.backup_command import digest, postgres_words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keys", type=Path, help="where the keys are kept (default: FOLDER/keys)")
    parser.add_argument("--replace", action="store_true", help="put what is there now aside, under a new name")


def run(options: argparse.Namespace) -> int:
    fault = damaged(options.folder) or _in_the_way(options.replace)
    if fault:
        print(fault, file=sys.stderr)
        return 1
    _put_aside()
    if connection.vendor == "sqlite":
        Path(settings.HOME).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(options.folder / "lianxin.sqlite3", str(settings.DATABASES["default"]["NAME"]))
    elif not _restore_postgres(options.folder / "lianxin.dump"):
        return 1
    archive = options.folder / "files.tar"
    if archive.exists():
        with tarfile.open(archive) as packed:
            packed.extractall(Path(settings.MEDIA_ROOT).parent, filter="data")
    _restore_keys(options.keys or options.folder / "keys")
    print(_("已恢复。请运行 lianxin audit verify 核对审计链，再启动。"))
    return 0


def damaged(folder: Path) -> str:
    """Why this backup cannot be trusted, or nothing."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text())
    except (OSError, ValueError):
        return _("%(folder)s 不是一份备份（缺少 manifest.json）。") % {"folder": folder}
    if manifest["database"] != connection.vendor:
        return _("这份备份来自另一种数据库（%(kind)s）。") % {"kind": manifest["database"]}
    for name, value in manifest["files"].items():
        if not (folder / name).exists() or digest(folder / name) != value:
            return _("备份文件 %(name)s 缺失或已损坏。") % {"name": name}
    return ""


def _in_the_way(replace: bool) -> str:
    if replace:
        return ""
    if connection.vendor == "postgresql" and connection.introspection.table_names():
        return _("数据库里已有数据。确定要换成备份，请加 --replace；现有的表会被备份中的表取代。")
    return _("这里已有数据。确定要换成备份，请加 --replace；现有数据会改名保留。") if _present() else ""


def _present() -> list[Path]:
    database = [Path(str(settings.DATABASES["default"]["NAME"]))] if connection.vendor == "sqlite" else []
    files = Path(settings.MEDIA_ROOT)
    return [path for path in database if path.exists()] + ([files] if files.exists() and any(files.iterdir()) else [])


def _put_aside() -> None:
    mark = timezone.localtime().strftime("%Y%m%d-%H%M%S")
    for path in _present():
        for found in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            if found.exists():
                found.rename(found.with_name(f"{found.name}.{mark}"))


def _restore_postgres(dump: Path) -> bool:
    program = shutil.which("pg_restore")
    if program is None:
        print(_("找不到 pg_restore。请安装 PostgreSQL 客户端后再恢复。"), file=sys.stderr)
        return False
    words, secret = postgres_words()
    command = [program, "--clean", "--if-exists", "--no-owner", "--single-transaction", *words, str(dump)]
    return subprocess.run(command, env=secret, check=False).returncode == 0


def _restore_keys(folder: Path) -> None:
    key_file = Path(settings.KEY_FILE)
    for source in folder.glob("*"):
        target = key_file if source.name == key_file.name else Path(settings.HOME) / source.name
        shutil.copyfile(source, target)
        target.chmod(0o600)
