"""The key file: one JSON file outside the database, readable by its owner alone.

``{"version": 1, "active": id, "keys": {id: {suite, key, made_at, state}}, "index": {suite, key}}``.
A key is ``active`` (seals and opens), ``closing`` (its rows are being sealed anew) or ``retired`` (opens
old backups, nothing else). The index key never changes: blind indexes in the database hang on it.
"""

import base64
import contextlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.secrets.suites import SUITES, Suite

State = Literal["active", "closing", "retired"]


class KeyFileLost(RuntimeError):
    """The key file, or a key that sealed data needs, is not there. Its text is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Key:
    id: str
    suite: Suite
    secret: bytes
    made_at: str
    state: State

    def __repr__(self) -> str:
        return f"<Key {self.id} {self.suite.name} {self.state}>"


@dataclass(frozen=True, slots=True)
class Ring:
    """``index`` is the key of blind indexes."""

    keys: Mapping[str, Key]
    active: Key
    index: Key

    def key(self, key_id: str) -> Key:
        if key_id not in self.keys:
            words = {"file": key_file(), "id": key_id}
            raise KeyFileLost(
                _("密钥文件 %(file)s 里没有编号为 %(id)s 的密钥，已加密的内容打不开。请恢复备份的密钥文件。") % words
            )
        return self.keys[key_id]

    def closing(self) -> list[Key]:
        return [key for key in self.keys.values() if key.state == "closing"]


def key_file() -> Path:
    return Path(settings.KEY_FILE)


def ring() -> Ring:
    """The keys as the file holds them now; read again when the file has changed."""
    path = key_file()
    try:
        stat = path.stat()
    except FileNotFoundError:
        raise KeyFileLost(
            _("密钥文件 %(file)s 不存在，已加密的联系方式打不开，新的也存不了。请恢复备份的密钥文件；"
              "全新安装时，首次启动会生成它。") % {"file": path}
        ) from None  # fmt: skip
    return _read(path, stat.st_mtime_ns, stat.st_ino)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _inode: int) -> Ring:
    try:
        data = json.loads(path.read_text())
        keys = {key_id: _key(key_id, row) for key_id, row in data["keys"].items()}
        return Ring(keys, keys[data["active"]], _key("index", {"made_at": "", "state": "active", **data["index"]}))
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileLost(_("密钥文件 %(file)s 已损坏。请恢复备份的密钥文件。") % {"file": path}) from error


def _key(key_id: str, row: Mapping[str, Any]) -> Key:
    suite, secret = SUITES[row["suite"]], base64.b64decode(row["key"], validate=True)
    if len(secret) != suite.key_bytes:
        raise ValueError("wrong length of key")
    return Key(key_id, suite, secret, row["made_at"], row["state"])


def create_keys() -> Ring:
    """Make the file, with mode 0600, when there is none; an existing one is left as it is."""
    if not key_file().exists():
        first = _fresh("active")
        with contextlib.suppress(FileExistsError):
            _write(Ring({first.id: first}, first, _fresh("active")), fresh=True)
    return ring()


def begin_rotation() -> Ring:
    """Make a new active key in the suite of the settings; the old one is closing. An unfinished rotation goes on."""
    with _locked():
        now = ring()
        if now.closing():
            return now
        made = _fresh("active")
        closing = replace(now.active, state="closing")
        _write(Ring({**now.keys, closing.id: closing, made.id: made}, made, now.index))
    return ring()


def end_rotation() -> Ring:
    with _locked():
        now = ring()
        retired = {key.id: replace(key, state="retired") for key in now.closing()}
        _write(Ring({**now.keys, **retired}, now.active, now.index))
    return ring()


def _fresh(state: State) -> Key:
    suite = SUITES[settings.CIPHER_SUITE]
    made_at = timezone.now().isoformat(timespec="seconds")
    return Key(secrets.token_hex(4), suite, os.urandom(suite.key_bytes), made_at, state)


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    """Two rotations at once would each write a file without the other's key."""
    import fcntl

    with open(key_file().with_suffix(".lock"), "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(new: Ring, *, fresh: bool = False) -> None:
    """Whole or not at all, on the disk before anything is sealed with it."""
    path = key_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(_plain(new), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    try:
        if fresh:
            os.link(draft, path)  # refuses where another process was faster
        else:
            os.rename(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _plain(new: Ring) -> dict[str, Any]:
    def text(secret: bytes) -> str:
        return base64.b64encode(secret).decode()

    keys = {
        key.id: {"suite": key.suite.name, "key": text(key.secret), "made_at": key.made_at, "state": key.state}
        for key in new.keys.values()
    }
    index = {"suite": new.index.suite.name, "key": text(new.index.secret)}
    return {"version": 1, "active": new.active.id, "keys": keys, "index": index}
