"""Ruled tables: widths of columns by content, rows that may run over several sheets, the head again on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.kernel.papers import page
from lianxin.kernel.papers.blocks import Facts, Table
from lianxin.kernel.papers.faces import HEI, SONG, printable
from lianxin.kernel.papers.lines import Line, Style, broken
from lianxin.kernel.papers.setting import put
from lianxin.kernel.papers.sheets import Hand, Ink, Rule, baseline

PAD = 1.6  # millimetres inside a cell
LABEL_MOST = 10  # characters of a label column


@dataclass(frozen=True)
class Row:
    """One row: the lines of each cell, each cell's style, and how tall one line is (millimetres)."""

    cells: list[list[Line]]
    styles: list[Style]
    centred: bool = False

    @property
    def depth(self) -> int:
        return max((len(cell) for cell in self.cells), default=1)

    def height(self, lines: int | None = None) -> float:
        return (self.depth if lines is None else lines) * self.styles[0].pitch + 2 * PAD

    def part(self, start: int, stop: int) -> Row:
        return Row([cell[start:stop] for cell in self.cells], self.styles, self.centred)


def style_for(columns: int, heading: bool = False) -> Style:
    size = page.SMALL if columns <= 4 else page.FINE if columns <= 7 else page.NOTE
    return Style(HEI if heading else SONG, size, pitch=size * page.MM * 1.4)


def row_of(texts: Sequence[str], styles: list[Style], widths: Sequence[float], *, centred: bool = False) -> Row:
    cells = [
        broken(printable(text), style, width - 2 * PAD)
        for text, style, width in zip(texts, styles, widths, strict=True)
    ]
    return Row(cells, styles, centred)


def widths_of(rows: Sequence[Sequence[str]], style: Style) -> list[float]:
    """Millimetres of each column: what its longest text wants; the widest give way when that is more than the page."""
    wanted = []
    for column in zip(*rows, strict=True):
        longest = max(style.width(line) for text in column for line in printable(text).split("\n"))
        wanted.append(max(longest, 2 * style.size * page.MM) + 2 * PAD + 0.5)
    if sum(wanted) <= page.TEXT_WIDTH:
        return [width * page.TEXT_WIDTH / sum(wanted) for width in wanted]
    return _levelled(wanted)


def _levelled(wanted: list[float]) -> list[float]:
    """The narrow ones as wanted; the others share alike what is left."""
    left, waiting = page.TEXT_WIDTH, len(wanted)
    for width in sorted(wanted):
        if width * waiting > left:
            break
        left, waiting = left - width, waiting - 1
    return [min(width, left / waiting) for width in wanted]


def rule_grid(hand: Hand, rows: list[Row], widths: Sequence[float], head: Row | None = None) -> None:
    """Draws the rows; a row that does not fit is divided only when it is taller than what a sheet holds."""
    if head and head.height() > page.TEXT_HEIGHT / 3:
        rows, head = [head, *rows], None
    above = head.height() if head else 0.0
    hand.feed(0.3)
    first = min(rows[0].height(), page.TEXT_HEIGHT - above) if rows else 0.0
    hand.need(above + first)
    _again(hand, head, widths)
    for row in rows:
        _row(hand, row, widths, head)
    hand.snap()


def _again(hand: Hand, head: Row | None, widths: Sequence[float]) -> None:
    if head:
        _draw(hand, head, widths)


def _row(hand: Hand, row: Row, widths: Sequence[float], head: Row | None) -> None:
    capacity = page.TEXT_HEIGHT - (head.height() if head else 0.0)
    done = 0
    while done < row.depth:
        left = row.part(done, row.depth)
        fit = int((hand.room - 2 * PAD + 0.01) / row.styles[0].pitch)
        if left.depth <= fit:
            _draw(hand, left, widths)
            return
        if fit >= 3 and row.height() > capacity:
            _draw(hand, row.part(done, done + fit), widths)
            done += fit
        hand.turn()
        _again(hand, head, widths)


def _draw(hand: Hand, row: Row, widths: Sequence[float]) -> None:
    top, bottom = hand.y, hand.y + row.height()
    x = page.LEFT
    hand.mark(Rule(x, top, x + sum(widths), top))
    hand.mark(Rule(x, bottom, x + sum(widths), bottom))
    hand.mark(Rule(x, top, x, bottom))
    for cell, style, width in zip(row.cells, row.styles, widths, strict=True):
        y = top + PAD + (row.depth - len(cell)) * style.pitch / 2
        for line in cell:
            inset = (width - style.width(line.text)) / 2 if row.centred else PAD
            if line.text:
                hand.mark(Ink(x + inset, baseline(y, style), line.text, style))
            y += style.pitch
        x += width
        hand.mark(Rule(x, top, x, bottom))
    hand.y = bottom


@put.register
def _(block: Table, hand: Hand) -> None:
    count = len(block.head)
    style, heading = style_for(count), style_for(count, heading=True)
    widths = _shared(block.shares) if block.shares else widths_of([block.head, *block.rows], heading)
    head = row_of(block.head, [heading] * count, widths, centred=True)
    rule_grid(hand, [row_of(row, [style] * count, widths) for row in block.rows], widths, head)


def _shared(shares: Sequence[float]) -> list[float]:
    return [page.TEXT_WIDTH * share / sum(shares) for share in shares]


@put.register
def _(block: Facts, hand: Hand) -> None:
    label, value = style_for(2, heading=True), style_for(2)
    longest = max((label.width(printable(name)) for name, _text in block.rows), default=0.0)
    across = min(longest, LABEL_MOST * label.size * page.MM) + 2 * PAD + 1
    widths = [across, page.TEXT_WIDTH - across]
    rule_grid(hand, [row_of(row, [label, value], widths) for row in block.rows], widths)
