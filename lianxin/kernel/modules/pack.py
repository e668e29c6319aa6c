"""The city pack: a folder of TOML and CSV that holds a city's own words, units, limits and rules."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings


class Pack:
    """One pack. ``get("lamps.near_hours", 24)`` reads ``pack.toml``; ``rows("categories")`` a CSV."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "pack.toml").exists():
            raise FileNotFoundError(f"{folder.name}: no city pack (pack.toml is missing)")
        self.folder = folder
        self.name = folder.name
        self._toml: dict[str, dict[str, Any]] = {}
        self._rows: dict[str, list[dict[str, str]]] = {}

    def toml(self, name: str) -> dict[str, Any]:
        if name not in self._toml:
            path = self.folder / f"{name}.toml"
            own = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
            self._toml[name] = own if name == "pack" else self._upon_base(name, own)
        return self._toml[name]

    def _upon_base(self, name: str, own: dict[str, Any]) -> dict[str, Any]:
        """``based_on`` in ``pack.toml`` names a neighbouring pack; its tables hold where this one is silent."""
        if not self.get("based_on"):
            return own
        base = Pack(self.folder.parent / str(self.get("based_on"))).toml(name)
        return {key: _over(base.get(key), own.get(key)) for key in {**base, **own}}

    def rows(self, name: str) -> list[dict[str, str]]:
        if name not in self._rows:
            path = self.folder / f"{name}.csv"
            if not path.exists():
                return []
            with path.open(encoding="utf-8-sig", newline="") as file:
                self._rows[name] = list(csv.DictReader(file))
        return self._rows[name]

    def get(self, key: str, default: Any = None) -> Any:
        """The value at a dotted key of ``pack.toml``."""
        value: Any = self.toml("pack")
        for part in key.split("."):
            if not isinstance(value, dict) or part not in value:
                return default
            value = value[part]
        return value

    def word(self, key: str, default: str, language: str = "zh-hans") -> str:
        """A city's own word. English comes from the same key with ``_en``; else the default."""
        return str(self.get(f"{key}_en" if language == "en" else key, default))


def _over(base: Any, own: Any) -> Any:
    """Tables are laid over each other; anything else is taken whole, the own one first."""
    if isinstance(base, dict) and isinstance(own, dict):
        return {**base, **own}
    return base if own is None else own


@cache
def pack() -> Pack:
    return Pack(Path(settings.PACK_DIR))
