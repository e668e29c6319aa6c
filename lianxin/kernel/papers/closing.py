"""The end of a paper: lines to sign on, and the unit with its day where the seal goes."""

from __future__ import annotations

from lianxin.kernel.papers import page
from lianxin.kernel.papers.blocks import Seal, Signatures, day_words
from lianxin.kernel.papers.faces import SONG, printable
from lianxin.kernel.papers.lines import Line, Style, broken
from lianxin.kernel.papers.setting import put
from lianxin.kernel.papers.sheets import BODY, Hand, Ink, Rule, baseline

HINT = Style(SONG, page.FINE, pitch=page.LINE)
GREY = (90, 90, 90)
SHORTEST = 45.0  # millimetres of a line that a name can be signed on
DATE_INDENT = 4 * page.CELL  # the day ends four characters before the right edge (GB/T 9704-2012, 7.3.5.1)


@put.register
def _(block: Signatures, hand: Hand) -> None:
    for label, hint in block.rows:
        _signature(printable(label) + "：", f"（{printable(hint)}）" if hint else "", hand)


def _signature(label: str, hint: str, hand: Hand) -> None:
    """Label, line and hint in one row a line and a half tall; a long hint goes below the line."""
    inset = 2 * page.CELL
    start = page.LEFT + inset + BODY.width(label) + 1
    beside = page.TEXT_WIDTH + page.LEFT - start - HINT.width(hint) >= SHORTEST
    below = [] if beside else broken(hint, HINT, page.TEXT_WIDTH - inset)
    hand.need((1.5 + len(below)) * page.LINE)
    hand.feed(0.5)
    end = page.LEFT + page.TEXT_WIDTH - (HINT.width(hint) if beside else 0)
    if beside and hint:
        hand.mark(Ink(end, baseline(hand.y, HINT), hint, HINT))
    rule_y = hand.y + page.LINE * 0.78
    hand.mark(Rule(start, rule_y, max(end - 1, start + SHORTEST / 2), rule_y, 0.25, GREY))
    hand.write(Line(label), BODY, page.LEFT + inset)
    for line in below:
        hand.write(line, HINT, page.LEFT + inset)


def indents(unit: str, day: str) -> tuple[float, float]:
    """Millimetres from the right edge to the end of the unit's name and of the day, one centred over the other."""
    unit_width, day_width = BODY.width(unit), BODY.width(day)
    over = (unit_width - day_width) / 2
    day_end = max(DATE_INDENT, over)
    return max(day_end - over, 0.0), day_end


@put.register
def _(block: Seal, hand: Hand) -> None:
    unit = broken(printable(block.unit), BODY, page.TEXT_WIDTH - DATE_INDENT)
    day = day_words(block.on)
    hand.snap()
    hand.need((3 + len(unit)) * page.LINE)
    hand.feed(2)
    unit_end, day_end = indents(max((line.text for line in unit), key=BODY.width), day)
    for line in unit:
        hand.write_right(line.text, BODY, unit_end)
    hand.write_right(day, BODY, day_end)
