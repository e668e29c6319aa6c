"""Which meetings there are, in the city's own words: ``session_kinds.csv`` of the pack, else the weekly session alone.

Columns: code, name, name_en, title, title_en, levels (city county), numbering (running · year · none), figures
(ids that count this kind), source. In a title stand ``{name}``, ``{n}`` (十六; 16 in English), ``{year}``, ``{topic}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.kernel.modules.pack import pack
from lianxin.work.sessions import rules

WEEKLY = "weekly"
DEFAULT = {
    "code": WEEKLY,
    "name": "服务群众周“解忧”",
    "name_en": "Weekly problem-solving session",
    "title": "{name}第{n}次会议",
    "title_en": "{name} {n}",
    "levels": "city county",
    "numbering": "running",
    "figures": "F133 F141 F142 F143 F144",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of meeting. name and title are in both languages; ``levels`` where it may be called."""

    code: str
    names: tuple[str, str]
    titles: tuple[str, str]
    levels: tuple[str, ...]
    numbering: Literal["running", "year", "none"]
    figures: frozenset[str]
    source: str = ""

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.names[_is_english()] or self.names[0]

    def title(self, number: int | None, year: int | None, topic: str) -> str:
        """``服务群众周“解忧”第十六次会议``, with its topic behind when it has one."""
        english = _is_english()
        pattern = self.titles[english] or self.titles[0]
        shown = "" if number is None else str(number) if english else rules.chinese_number(number)
        text = pattern.format(name=self.name, n=shown, year=year or "", topic=topic).strip()
        if not topic or "{topic}" in pattern:
            return text or self.name
        return _("%(title)s：%(topic)s") % {"title": text, "topic": topic}


def _is_english() -> int:
    return int((get_language() or "zh").startswith("en"))


def _kind(row: dict[str, str]) -> Kind:
    numbering = row.get("numbering") or "running"
    return Kind(
        row["code"],
        (row["name"], row.get("name_en") or ""),
        (row.get("title") or "{name}", row.get("title_en") or ""),
        tuple((row.get("levels") or "city county").split()),
        numbering if numbering in {"running", "year"} else "none",  # type: ignore[arg-type]
        frozenset((row.get("figures") or "").split()),
        row.get("source") or "",
    )


def kinds() -> dict[str, Kind]:
    """Code → kind, in the order of the pack."""
    rows = pack().rows("session_kinds") or [DEFAULT]
    return {row["code"]: _kind(row) for row in rows}


def kind(code: str) -> Kind:
    """Also for a kind that the pack no longer has: its code is then its name."""
    return kinds().get(code) or _kind({"code": code, "name": code, "numbering": "none"})


def counted_by(figure: str) -> tuple[str, ...]:
    """The kinds that the pack counts under a figure."""
    return tuple(code for code, row in kinds().items() if figure in row.figures)
