"""Sheets of paper with marks on them, and the hand that moves down them line by line."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from lianxin.kernel.papers import page
from lianxin.kernel.papers.faces import SONG
from lianxin.kernel.papers.lines import Line, Style

BODY = Style(size=page.BODY, spacing=page.SQUEEZE, pitch=page.LINE)
NUMBER = Style(SONG, page.SMALL)


@dataclass(frozen=True)
class Ink:
    """Text. ``x`` and ``y`` (of the baseline) in millimetres from the upper left corner of the sheet."""

    x: float
    y: float
    text: str
    style: Style
    extra: float = 0.0


@dataclass(frozen=True)
class Rule:
    """A straight line, millimetres."""

    x: float
    y: float
    to_x: float
    to_y: float
    thick: float = 0.2
    colour: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True)
class Picture:
    """A JPEG, millimetres."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


@dataclass
class Sheet:
    """One page. ``section``: the title of the part that begins here, for the outline."""

    marks: list[Ink | Rule | Picture] = field(default_factory=list)
    section: str = ""


class Hand:
    """Writes onto sheets from the top of the text area down; turns the sheet when it is full."""

    def __init__(self) -> None:
        self.sheets = [Sheet()]
        self.y = page.TOP

    @property
    def bottom(self) -> float:
        return page.TOP + page.TEXT_HEIGHT

    @property
    def room(self) -> float:
        return self.bottom - self.y

    @property
    def is_at_top(self) -> bool:
        return self.y <= page.TOP + 0.01

    def mark(self, mark: Ink | Rule | Picture) -> None:
        self.sheets[-1].marks.append(mark)

    def turn(self) -> None:
        self.sheets.append(Sheet())
        self.y = page.TOP

    def need(self, height: float) -> None:
        """Go on to the next sheet unless there is so much room on this one."""
        if height > self.room + 0.01 and not self.is_at_top:
            self.turn()

    def feed(self, lines: float = 1) -> None:
        """Leave blank lines; none at the top of a sheet, and none past its end."""
        if not self.is_at_top:
            self.y = min(self.y + lines * page.LINE, self.bottom)

    def snap(self) -> None:
        """Down to the next line of the page's own 22."""
        self.y = page.TOP + math.ceil((self.y - page.TOP) / page.LINE - 0.001) * page.LINE

    def write(self, line: Line, style: Style, x: float) -> None:
        """One line at ``x`` and the hand below it."""
        self.need(style.pitch)
        if line.text:
            self.mark(Ink(x, baseline(self.y, style), line.text, style, line.extra))
        self.y += style.pitch

    def write_centred(self, text: str, style: Style) -> None:
        self.write(Line(text), style, page.LEFT + (page.TEXT_WIDTH - style.width(text)) / 2)

    def write_right(self, text: str, style: Style, indent: float = 0) -> None:
        self.write(Line(text), style, page.LEFT + page.TEXT_WIDTH - indent - style.width(text))


def baseline(top: float, style: Style) -> float:
    """Where the baseline lies when the characters are to stand in the middle of a line that begins at ``top``."""
    return top + style.pitch / 2 + 0.38 * style.size * page.MM


def page_number(number: int) -> Ink:
    """``— 3 —`` below the text area, odd at the right and even at the left, one character in (GB/T 9704-2012, 7.5)."""
    text = f"— {number} —"
    inset = page.SMALL * page.MM
    left = page.LEFT + (inset if number % 2 == 0 else page.TEXT_WIDTH - inset - NUMBER.width(text))
    return Ink(left, page.TOP + page.TEXT_HEIGHT + page.NUMBER_BELOW, text, NUMBER)
