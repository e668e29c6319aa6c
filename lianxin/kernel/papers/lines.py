"""Breaking Chinese text into lines: no closing mark begins a line and no opening mark ends one (GB/T 15834, 5.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lianxin.kernel.papers.faces import SONG, Face, points
from lianxin.kernel.papers.page import MM

NEVER_FIRST = "，。、；：？！）》〉」』】〕”’…—～·％℃,.;:?!)]}%"
NEVER_LAST = "（《〈「『【〔“‘([{"
UNIT = re.compile(
    rf"[{re.escape(NEVER_LAST)}]{{0,12}}"  # opening marks go with what they open
    rf"(?:[0-9A-Za-z](?:[0-9A-Za-z@#&+/=_'.:,%~-]{{0,60}}[0-9A-Za-z])?|[^\n])?"  # a word, a number, one character
    rf"[{re.escape(NEVER_FIRST)}]{{0,12}}"  # closing marks with what they close
)


@dataclass(frozen=True)
class Style:
    """How text is set. ``size`` and ``spacing`` in points; ``pitch``, the height of one line, in millimetres."""

    face: Face = SONG
    size: float = 16.0
    spacing: float = 0.0
    pitch: float = 8.0
    heavy: bool = False
    colour: tuple[int, int, int] = (0, 0, 0)

    def width(self, text: str) -> float:
        """Millimetres."""
        return (points(text, self.face, self.size, self.spacing) - (self.spacing if text else 0)) * MM


@dataclass(frozen=True)
class Line:
    """One line. ``extra``: points to add between two characters so that it reaches the right edge."""

    text: str
    extra: float = 0.0


def units(text: str) -> list[str]:
    """What may not be divided."""
    return [unit for unit in UNIT.findall(text) if unit]


def broken(text: str, style: Style, width: float, first: float | None = None) -> list[Line]:
    """Lines of at most ``width`` millimetres, the first of each paragraph of ``first``; all but the last justified."""
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, style, width, width if first is None else first)
    return lines


def _paragraph(text: str, style: Style, width: float, first: float) -> list[Line]:
    lines: list[Line] = []
    current, room = "", first
    waiting = units(text)[::-1]
    while waiting:
        unit = waiting.pop()
        if style.width((current + unit).rstrip(" ")) <= room + 0.01:
            current += unit
        elif current.strip(" "):
            lines.append(_justified(current.rstrip(" "), style, room))
            current, room = "", width
            waiting.append(unit.lstrip(" "))
        else:  # one unit wider than the whole line, such as a long address
            fit = _fitting(unit, style, room)
            current, rest = unit[:fit], unit[fit:]
            waiting.append(rest)
    return [*lines, Line(current.rstrip(" "))]


def _fitting(text: str, style: Style, room: float) -> int:
    """How many characters go in, at least one."""
    count = 1
    while count < len(text) and style.width(text[: count + 1]) <= room:
        count += 1
    return count


def _justified(text: str, style: Style, room: float) -> Line:
    gap = (room - style.width(text)) / MM
    if len(text) < 2 or gap > 4 * style.size:  # a word much too long for the line: better ragged than torn apart
        return Line(text)
    return Line(text, gap / (len(text) - 1))
