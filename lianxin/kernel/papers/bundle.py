"""A whole file as one PDF: cover, contents, then each part in its order, pages numbered through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lianxin.kernel.papers import page
from lianxin.kernel.papers.attaching import Document, Unattachable, merged, opened
from lianxin.kernel.papers.blocks import Attached, Facts, Paper, Para, day_words, texts
from lianxin.kernel.papers.faces import SONG, missing, printable
from lianxin.kernel.papers.grids import row_of, rule_grid, style_for
from lianxin.kernel.papers.lines import Style
from lianxin.kernel.papers.paint import painted
from lianxin.kernel.papers.pdf import report
from lianxin.kernel.papers.setting import balanced, put, sheets_of
from lianxin.kernel.papers.sheets import BODY, Hand, Sheet, page_number

COVER = Style(SONG, page.COVER, pitch=page.LINE * 1.5, heavy=True)
SHARES = (2.4, 12.4, 7.4, 2.6)
HEAD = ("序号", "题名", "文号", "页次")


@dataclass
class Part:
    """One part: its sheets, and for an attachment the document whose pages come onto them."""

    title: str
    number: str
    sheets: list[Sheet]
    document: Document | None = None
    first: int = field(default=0)  # the number of its first page


def bundle(
    papers: Sequence[Paper | Attached],
    title: str,
    contents: bool = True,
    *,
    number: str = "",
    unit: str = "",
    on: date | None = None,
    facts: Sequence[tuple[str, str]] = (),
    made_at: datetime | None = None,
) -> bytes:
    """One PDF of all parts. Cover and contents bear no page number; the first part begins with page 1.

    ``number``, ``facts``, ``unit`` and ``on`` go onto the cover. An attachment that cannot be read becomes a page
    that says so. The same parts give the same bytes; the only moment in them is ``made_at``.
    """
    parts = [_part(paper) for paper in papers]
    following = 1
    for part in parts:
        part.first = following
        following += len(part.sheets)
    sheets = _cover(title, number, unit, on, facts)
    if contents:
        sheets += _contents(parts)
    before = len(sheets)
    sheets += [sheet for part in parts for sheet in part.sheets]
    for count, sheet in enumerate(sheets[before:], 1):
        sheet.marks.append(page_number(count))
    data = painted(sheets, printable(title).replace("\n", ""), made_at)
    laid = {before + part.first - 1: part.document for part in parts if part.document}
    return merged(data, laid) if laid else data


def _part(paper: Paper | Attached) -> Part:
    if isinstance(paper, Paper):
        report(paper)
        return Part(paper.title, paper.number, sheets_of(paper))
    try:
        document = opened(paper.data)
    except Unattachable as error:
        return Part(paper.title, paper.number, sheets_of(_instead(paper, error)))
    sheets = [Sheet() for _page in document.pages]
    sheets[0].section = printable(paper.title).replace("\n", "")
    return Part(paper.title, paper.number, sheets, document)


def _instead(attached: Attached, error: Unattachable) -> Paper:
    return Paper(attached.title, attached.number, [Para(f"本件为PDF附件，无法并入本卷（{error.why}），另行保存。")])


def _cover(title: str, number: str, unit: str, on: date | None, facts: Sequence[tuple[str, str]]) -> list[Sheet]:
    hand = Hand()
    hand.y += 4 * page.LINE
    for text in balanced(printable(title), COVER, page.TEXT_WIDTH - 4 * page.CELL):
        hand.write_centred(text, COVER)
    if number:
        hand.write_centred(printable(number), BODY)
    hand.snap()
    hand.feed(2)
    if facts:
        put(Facts(list(facts)), hand)
    lines = [printable(unit)] * bool(unit) + [day_words(on)] * bool(on)
    hand.y = max(hand.y, hand.bottom - (len(lines) + 1) * page.LINE)
    for text in lines:
        hand.write_centred(text, BODY)
    return hand.sheets


def _contents(parts: Sequence[Part]) -> list[Sheet]:
    """A ruled list (DA/T 22-2015, 卷内文件目录: running number, title, number of the document, page)."""
    hand = Hand()
    hand.write_centred("卷内目录", Style(SONG, page.TITLE, pitch=page.LINE * 1.5, heavy=True))
    hand.snap()
    widths = [page.TEXT_WIDTH * share / sum(SHARES) for share in SHARES]
    head = row_of(HEAD, [style_for(4, heading=True)] * 4, widths, centred=True)
    rows = [(str(n), part.title.replace("\n", ""), part.number, str(part.first)) for n, part in enumerate(parts, 1)]
    rule_grid(hand, [row_of(row, [style_for(4)] * 4, widths) for row in rows], widths, head)
    return hand.sheets


def missing_in(papers: Sequence[Paper | Attached], title: str = "") -> tuple[str, ...]:
    """The characters of a bundle that will be printed as 〓."""
    words = [title]
    for paper in papers:
        words += texts(paper) if isinstance(paper, Paper) else [paper.title, paper.number]
    return missing(words)
