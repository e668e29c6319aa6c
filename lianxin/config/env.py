"""Every setting that an operator can make, read once from the environment.

All names start with ``LIANXIN_``. Nothing else in the project reads the environment.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]


def text(name: str, default: str = "") -> str:
    return os.environ.get(f"LIANXIN_{name}", default)


def flag(name: str, default: bool = False) -> bool:
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    return int(text(name, str(default)))


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


HOME = Path(text("HOME", str(ROOT / "var"))).resolve()
"""The one folder that holds what must be backed up: database, keys, attachments."""


def secret_key() -> str:
    """The signing key: given, or made once and kept in the home folder, readable by the owner alone."""
    given = text("SECRET_KEY")
    if given:
        return given
    path = HOME / "secret_key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def database() -> dict[str, object]:
    """Django's description of ``LIANXIN_DATABASE``: ``sqlite:///FILE`` or ``postgresql://user:word@host/name``."""
    url = urlsplit(text("DATABASE", f"sqlite:///{HOME / 'lianxin.sqlite3'}"))
    if url.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.path[1:] if url.path.startswith("//") else url.path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                # FULL: what was acknowledged survives a power cut, not only a killed process.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    if url.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"LIANXIN_DATABASE: unknown kind of database {url.scheme!r}")
    options = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
