"""``lianxin backup FOLDER``: a consistent copy while the system runs. The keys go into a folder of their own."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

KEY_FILES = ("secret_key",)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="a new folder")


def run(options: argparse.Namespace) -> int:
    target: Path = options.folder
    if target.exists() and any(target.iterdir()):
        print(_("文件夹 %(folder)s 不是空的。") % {"folder": target}, file=sys.stderr)
        return 1
    target.mkdir(parents=True, exist_ok=True)
    # The database first: an attachment that it names is on the disk before the row is, so the files have it too.
    database = copy_sqlite(target) if connection.vendor == "sqlite" else dump_postgres(target)
    if database is None:
        return 1
    _pack_files(target)
    _copy_keys(target / "keys")
    _write_manifest(target)
    print(_("备份完成：%(folder)s。请把 keys 文件夹另处保管，不要和备份放在一起。") % {"folder": target})
    return 0


def copy_sqlite(target: Path) -> Path:
    """SQLite's own backup: a whole state, however busy the writers are."""
    path = target / "lianxin.sqlite3"
    source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
    copy = sqlite3.connect(path)
    with source, copy:
        source.backup(copy)
    source.close()
    copy.execute("PRAGMA journal_mode=DELETE")
    copy.close()
    return path


def dump_postgres(target: Path) -> Path | None:
    """``pg_dump`` of the same major version, from the PATH."""
    path = target / "lianxin.dump"
    program = shutil.which("pg_dump")
    if program is None:
        print(_("找不到 pg_dump。请安装 PostgreSQL 客户端后再备份。"), file=sys.stderr)
        return None
    words, secret = postgres_words()
    done = subprocess.run([program, "--format=custom", "--file", str(path), *words], env=secret, check=False)
    return path if done.returncode == 0 else None


def postgres_words() -> tuple[list[str], dict[str, str]]:
    """Arguments and environment with which a PostgreSQL program reaches our database. The password is no argument."""
    import os

    found = settings.DATABASES["default"]
    words = ["--dbname", str(found["NAME"])]
    for option, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if found.get(key):
            words += [option, str(found[key])]
    return words, {**os.environ, "PGPASSWORD": str(found.get("PASSWORD", ""))}


def _pack_files(target: Path) -> None:
    files = Path(settings.MEDIA_ROOT)
    if files.exists():
        with tarfile.open(target / "files.tar", "w") as archive:
            archive.add(files, arcname="files")


def _copy_keys(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    for path in (Path(settings.KEY_FILE), *(Path(settings.HOME) / name for name in KEY_FILES)):
        if path.exists():
            copy = folder / path.name
            shutil.copyfile(path, copy)
            copy.chmod(0o600)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_manifest(target: Path) -> None:
    content = {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "files": {path.name: digest(path) for path in sorted(target.iterdir()) if path.is_file()},
    }
    (target / "manifest.json").write_text(json.dumps(content, indent=1))
