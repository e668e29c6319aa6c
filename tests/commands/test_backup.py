"""A backup comes back whole, or is refused. On PostgreSQL with the pg_dump of the wheel that the tests run on."""

from __future__ import annotations

import importlib.util
import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from lianxin.kernel.access.models import User
from tests.processes import lianxin

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@dataclass
class Site:
    """A home folder with keys and an attachment, and the address of a database beside it."""

    home: Path
    address: str = ""
    further: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str) -> Any:
        told = {"LIANXIN_HOME": str(self.home), **self.further}
        return lianxin(*words, **told, **({"LIANXIN_DATABASE": self.address} if self.address else {}))


def programs() -> dict[str, str]:
    """The PATH on which pg_dump and pg_restore of the running server are found."""
    found = importlib.util.find_spec("pgserver")
    assert found
    assert found.origin
    return {"PATH": f"{Path(found.origin).parent / 'pginstall' / 'bin'}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
def old(tmp_path: Path) -> Site:
    """The running installation: the test's own database."""
    home = tmp_path / "old"
    (home / "files").mkdir(parents=True)
    (home / "files" / "photo.webp").write_bytes(b"photo")
    (home / "keys.json").write_text('{"key": 1}')
    User.objects.create(login="kept", name="试存")
    return Site(home, further=programs() if connection.vendor == "postgresql" else {})


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Site]:
    """An empty machine."""
    home = tmp_path / "new"
    if connection.vendor == "sqlite":
        yield Site(home, f"sqlite:///{home / 'lianxin.sqlite3'}")
        return
    name = f"restored_{uuid.uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield Site(home, f"postgresql://postgres@/{name}?host={connection.settings_dict['HOST']}", programs())
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_what_was_saved_comes_back_whole(old: Site, new: Site, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    done = old.run("backup", str(target))
    assert done.returncode == 0, done.stderr
    assert (target / "keys" / "keys.json").stat().st_mode & 0o777 == 0o600
    done = new.run("restore", str(target))
    assert done.returncode == 0, done.stderr
    assert (new.home / "files" / "photo.webp").read_bytes() == b"photo"
    assert (new.home / "keys.json").read_text() == '{"key": 1}'
    shown = new.run("django", "shell", "-c", "print(User.objects.get(login='kept').name)")
    assert "试存" in shown.stdout, shown.stderr


def test_a_damaged_backup_is_refused(old: Site, new: Site, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    assert old.run("backup", str(target)).returncode == 0
    [database] = [path for path in target.iterdir() if path.name.startswith("lianxin.")]
    with database.open("r+b") as file:
        file.seek(5000)
        file.write(b"?" * 8)
    done = new.run("restore", str(target))
    assert done.returncode == 1
    assert database.name in done.stderr
    assert not new.home.exists() or not list(new.home.glob("lianxin.sqlite3"))


def test_present_data_is_never_overwritten(old: Site, new: Site, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    assert old.run("backup", str(target)).returncode == 0
    assert new.run("restore", str(target)).returncode == 0
    assert new.run("restore", str(target)).returncode == 1
    assert new.run("restore", str(target), "--replace").returncode == 0
    assert len(list(new.home.glob("files.*"))) == 1
    assert old.run("backup", str(target)).returncode == 1


def test_the_manifest_names_every_part(old: Site, tmp_path: Path) -> None:
    old.run("backup", str(tmp_path / "backup"))
    manifest = json.loads((tmp_path / "backup" / "manifest.json").read_text())
    assert {name.partition(".")[0] for name in manifest["files"]} == {"lianxin", "files"}
