"""The English of a city's own names: what its ``flows.toml`` says, made into a catalogue that the pages read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo


def write_city_words(flows: dict[str, Any], locale: Path) -> None:
    """Writes the pairs of ``flows`` (tables of ``flows.toml``) into the folder ``locale``, in place of those before."""
    catalog = Catalog(locale="en", domain="django")
    for chinese, english in english_of(flows):
        catalog.add(chinese, english)
    target = locale / "en" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    with fresh.open("wb") as file:
        write_mo(file, catalog)
    fresh.replace(target)


def english_of(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(Chinese, English) of each name that has ``name_en`` beside it, as everywhere in a pack."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from english_of(value)
        elif f"{key}_en" in table:
            yield str(value), str(table[f"{key}_en"])
