"""Sets a paper onto sheets: its head, and each kind of block. Tables are set in ``grids``, the end in ``closing``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from lianxin.kernel.papers import page
from lianxin.kernel.papers.blocks import (
    Block,
    Heading,
    PageBreak,
    Paper,
    Para,
    Photo,
    Quote,
    Seal,
    Signatures,
    texts,
)
from lianxin.kernel.papers.faces import HEI, SONG, missing, printable
from lianxin.kernel.papers.lines import Line, Style, broken
from lianxin.kernel.papers.pictures import UNREADABLE, Unreadable, jpeg
from lianxin.kernel.papers.sheets import BODY, Hand, Ink, Picture, Rule, Sheet, baseline

RED = (204, 0, 0)
TITLE = Style(SONG, page.TITLE, pitch=page.LINE * 1.15, heavy=True)
HEADINGS = {
    1: Style(HEI, page.BODY, page.SQUEEZE, page.LINE, heavy=True),
    2: Style(SONG, page.BODY, page.SQUEEZE, page.LINE, heavy=True),
}
ARTICLE = Style(HEI, page.SMALL, pitch=page.LINE)
QUOTED = Style(SONG, page.SMALL, pitch=page.LINE)
CAPTION = Style(SONG, page.FINE, pitch=page.LINE * 0.8)
REMARK = Style(SONG, page.NOTE, pitch=5.2)
MOST_NAMED = 24  # characters in the remark on what could not be printed
ISSUER_BELOW = 35.0 - 18.0  # the head's upper edge is 35 mm below the text area's (7.2.4); ours is 22 mm tall at most
PHOTO_HEIGHT = 160.0


def sheets_of(paper: Paper) -> list[Sheet]:
    """The sheets of one paper, without page numbers. Signatures and seal never stand on a sheet without text."""
    first, blocks = _closing(paper.blocks), paper.blocks
    hand, sheets_before = _laid(paper, blocks)
    if 0 < first < len(blocks) and len(hand.sheets) > sheets_before:
        last = first - (2 if first > 1 and isinstance(blocks[first - 2], Heading) else 1)
        if last > 0:
            hand, _count = _laid(paper, [*blocks[:last], PageBreak(), *blocks[last:]])
    _remark(missing(texts(paper)), hand)
    return hand.sheets


def _laid(paper: Paper, blocks: Sequence[Block]) -> tuple[Hand, int]:
    """The hand after all blocks, and on how many sheets it had written before the closing."""
    hand = Hand()
    hand.sheets[0].section = printable(paper.title).replace("\n", "")
    _head(paper, hand)
    first, before = _closing(blocks), 1
    for number, block in enumerate(blocks):
        before = len(hand.sheets) if number == first else before
        put(block, hand)
    return hand, before


def _closing(blocks: Sequence[Block]) -> int:
    """Where the signatures and the seal at the end begin; the number of blocks when there are none."""
    first = len(blocks)
    while first and isinstance(blocks[first - 1], Signatures | Seal):
        first -= 1
    return first


def _head(paper: Paper, hand: Hand) -> None:
    if paper.issuer:
        _red_head(printable(paper.issuer), printable(paper.number), hand)
    for text in balanced(printable(paper.title), TITLE, page.TEXT_WIDTH - 2 * page.CELL):
        hand.write_centred(text, TITLE)
    if paper.number and not paper.issuer:
        hand.write_right(printable(paper.number), BODY)
    hand.snap()
    hand.feed()


def balanced(text: str, style: Style, width: float) -> list[str]:
    """Lines of about the same length: a title does not end in one lonely character (GB/T 9704-2012, 7.3.1)."""
    found = []
    for part in text.split("\n"):
        count = len(broken(part, style, width))
        even = min(width, style.width(part) / count + style.size * page.MM)
        lines = broken(part, style, even)
        found += [line.text for line in (lines if len(lines) == count else broken(part, style, width))]
    return found


def _red_head(issuer: str, number: str, hand: Hand) -> None:
    widest = Style(SONG, 48.0, heavy=True).width(issuer)
    style = Style(SONG, 48.0 * min(1.0, page.TEXT_WIDTH / widest), pitch=18.0, heavy=True, colour=RED)
    hand.y += ISSUER_BELOW - page.LINE
    hand.write_centred(issuer, style)
    hand.feed(1)
    hand.write_centred(number, BODY)
    hand.y += 2.0
    hand.mark(Rule(page.LEFT, hand.y, page.LEFT + page.TEXT_WIDTH, hand.y, 0.7, RED))
    hand.feed(1.5)
    hand.snap()


@singledispatch
def put(block: Block, hand: Hand) -> None:
    """Sets one block; the hand is on a line of the page's own grid before and after."""
    raise TypeError(f"no such block: {type(block).__name__}")


@put.register
def _(block: Heading, hand: Hand) -> None:
    style = HEADINGS.get(block.level, BODY)
    lines = broken(printable(block.text), style, page.TEXT_WIDTH, page.TEXT_WIDTH - 2 * page.CELL)
    hand.need((len(lines) + 1) * page.LINE)
    _indented(lines, style, hand)


@put.register
def _(block: Para, hand: Hand) -> None:
    for text in printable(block.text).split("\n"):
        if block.flush:
            _indented(broken(text, BODY, page.TEXT_WIDTH), BODY, hand, indent=0)
        else:
            _indented(broken(text, BODY, page.TEXT_WIDTH, page.TEXT_WIDTH - 2 * page.CELL), BODY, hand)


def _indented(lines: list[Line], style: Style, hand: Hand, indent: int = 2) -> None:
    """The first line ``indent`` characters in. Neither the first nor the last line of a paragraph stands alone."""
    for number, line in enumerate(lines):
        starts, nearly_ends = number == 0 and len(lines) > 1, number == len(lines) - 2 and len(lines) > 2
        hand.need(style.pitch * (2 if starts or nearly_ends else 1))
        hand.write(line, style, page.LEFT + (indent * page.CELL if number == 0 else 0))


@put.register
def _(block: PageBreak, hand: Hand) -> None:
    if not hand.is_at_top:
        hand.turn()


@put.register
def _(block: Quote, hand: Hand) -> None:
    inset = 2 * page.CELL
    width = page.TEXT_WIDTH - 2 * inset
    lines = [(line, ARTICLE) for line in broken(printable(block.article), ARTICLE, width)]
    lines += [(line, QUOTED) for line in broken(printable(block.text), QUOTED, width)]
    hand.need(2 * page.LINE)
    for line, style in lines:
        hand.need(style.pitch)
        hand.mark(
            Rule(page.LEFT + inset / 2, hand.y, page.LEFT + inset / 2, hand.y + style.pitch, 0.5, (120, 120, 120))
        )
        hand.write(line, style, page.LEFT + inset)


@put.register
def _(block: Photo, hand: Hand) -> None:
    caption = broken(printable(block.caption), CAPTION, page.TEXT_WIDTH) if block.caption else []
    try:
        data, across, down = jpeg(block.data)
    except Unreadable:
        hand.write_centred(UNREADABLE, BODY)
    else:
        scale = min(page.TEXT_WIDTH / across, PHOTO_HEIGHT / down)
        width, height = across * scale, down * scale
        hand.need(height + len(caption) * CAPTION.pitch)
        hand.mark(Picture(page.LEFT + (page.TEXT_WIDTH - width) / 2, hand.y, width, height, data))
        hand.y += height + 1.0
    for line in caption:
        hand.write_centred(line.text, CAPTION)
    hand.snap()


def _remark(characters: tuple[str, ...], hand: Hand) -> None:
    """Says below the last page which characters could not be printed, so that nobody takes the paper for complete."""
    top = hand.bottom + page.NUMBER_BELOW + 5
    for number, line in enumerate(broken(remark(characters), REMARK, page.TEXT_WIDTH) if characters else ()):
        hand.mark(Ink(page.LEFT, baseline(top + number * REMARK.pitch, REMARK), line.text, REMARK))


def remark(characters: tuple[str, ...]) -> str:
    codes = "、".join(f"U+{ord(char):04X}" for char in characters[:MOST_NAMED])
    more = f"等{len(characters)}个" if len(characters) > MOST_NAMED else ""
    return f"注：字库中没有下列字符，文中以〓代替：{codes}{more}。"
