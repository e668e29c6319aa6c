"""A paper as DOCX: for people who go on writing. The same paper gives the same bytes."""

from __future__ import annotations

import io
from datetime import datetime
from functools import singledispatch

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from lianxin.kernel.papers import page
from lianxin.kernel.papers.blocks import (
    Block,
    Facts,
    Heading,
    PageBreak,
    Paper,
    Para,
    Photo,
    Quote,
    Seal,
    Signatures,
    Table,
    cleaned,
    day_words,
)
from lianxin.kernel.papers.closing import indents
from lianxin.kernel.papers.grids import LABEL_MOST, PAD, style_for, widths_of
from lianxin.kernel.papers.office_page import lay_out
from lianxin.kernel.papers.office_styles import dress, pad_cells, red_line, repeat_on_each_page
from lianxin.kernel.papers.package import sealed
from lianxin.kernel.papers.pictures import UNREADABLE, Unreadable, jpeg
from lianxin.kernel.papers.setting import PHOTO_HEIGHT, RED, TITLE, balanced

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def to_docx(paper: Paper, *, made_at: datetime | None = None) -> bytes:
    """A4 DOCX by GB/T 9704-2012. Word's own typefaces are named, so no character is replaced."""
    document = Document()
    dress(document)
    lay_out(document)
    _head(document, paper)
    for block in paper.blocks:
        add(block, document)
    out = io.BytesIO()
    document.save(out)
    return sealed(out.getvalue(), cleaned(paper.title).replace("\n", ""), made_at)


def _line(document: Docx, text: str, style: str = "Normal", align: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
    paragraph = document.add_paragraph(cleaned(text), style=style)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _head(document: Docx, paper: Paper) -> None:
    if paper.issuer:
        issuer = _line(document, paper.issuer, "Title", CENTRE)
        issuer.runs[0].font.color.rgb = RGBColor(*RED)
        issuer.runs[0].font.size = Pt(min(48.0, 0.97 * page.TEXT_WIDTH / page.MM / len(paper.issuer)))
        _line(document, paper.number, align=CENTRE).paragraph_format.space_before = Mm(page.LINE)
        red_line(document.paragraphs[-1])
    lines = balanced(cleaned(paper.title), TITLE, page.TEXT_WIDTH - 2 * page.CELL)
    title = _line(document, "\n".join(lines), "Title", CENTRE)
    title.paragraph_format.space_before = Mm(page.LINE * 2 if paper.issuer else 0)
    if paper.number and not paper.issuer:
        _line(document, paper.number, align=RIGHT)
    _line(document, "")


@singledispatch
def add(block: Block, document: Docx) -> None:
    raise TypeError(f"no such block: {type(block).__name__}")


@add.register
def _(block: Heading, document: Docx) -> None:
    _line(document, block.text, f"Heading {min(max(block.level, 1), 4)}")


@add.register
def _(block: Para, document: Docx) -> None:
    for text in cleaned(block.text).split("\n"):
        _line(document, text, "Normal" if block.flush else "Body Text")


@add.register
def _(_block: PageBreak, document: Docx) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


@add.register
def _(block: Quote, document: Docx) -> None:
    for text, style in ((block.article, "Intense Quote"), (block.text, "Quote")):
        for line in cleaned(text).split("\n"):
            _line(document, line, style)


@add.register
def _(block: Facts, document: Docx) -> None:
    label = style_for(2, heading=True)
    longest = max((label.width(cleaned(name)) for name, _text in block.rows), default=0.0)
    across = min(longest, LABEL_MOST * label.size * page.MM) + 2 * PAD + 4
    _grid(document, [list(row) for row in block.rows], [across, page.TEXT_WIDTH - across], labels=True)


@add.register
def _(block: Table, document: Docx) -> None:
    rows = [list(block.head), *(list(row) for row in block.rows)]
    shared = [page.TEXT_WIDTH * share / sum(block.shares) for share in block.shares]
    _grid(document, rows, shared or widths_of(rows, style_for(len(block.head), heading=True)), labels=False)


def _grid(document: Docx, rows: list[list[str]], widths: list[float], *, labels: bool) -> None:
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    pad_cells(table, PAD - 0.5)
    size = Pt(style_for(len(widths)).size)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for number, texts in enumerate(rows):
        row = table.add_row()
        heading = number == 0 and not labels
        repeat_on_each_page(row, heading)
        for place, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.width, cell.vertical_alignment = Mm(width), WD_ALIGN_VERTICAL.CENTER
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Head" if heading or (labels and place == 0) else "Table Text"
            paragraph.alignment = CENTRE if heading else None
            paragraph.add_run(cleaned(text)).font.size = size
    _line(document, "", "Gap")


def _keep_last(document: Docx) -> None:
    """What is signed or sealed keeps a line of text on its page."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True


@add.register
def _(block: Signatures, document: Docx) -> None:
    _keep_last(document)
    for label, hint in block.rows:
        paragraph = _line(document, f"{label}：", "Body Text")
        paragraph.paragraph_format.keep_with_next = (label, hint) != block.rows[-1]
        paragraph.paragraph_format.space_before = Mm(page.LINE / 2)
        words = f"（{cleaned(hint)}）" if hint else ""
        end = page.TEXT_WIDTH - (len(words) + 0.5) * page.FINE * page.MM
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(end), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
        paragraph.add_run("\t")
        paragraph.add_run(words).font.size = Pt(page.FINE)


@add.register
def _(block: Seal, document: Docx) -> None:
    _keep_last(document)
    day = day_words(block.on)
    unit_end, day_end = indents(cleaned(block.unit), day)
    for text, end in ((block.unit, unit_end), (day, day_end)):
        paragraph = _line(document, text, align=RIGHT)
        paragraph.paragraph_format.right_indent = Mm(end)
        paragraph.paragraph_format.keep_with_next = text is block.unit
        paragraph.paragraph_format.space_before = Mm(2 * page.LINE if text is block.unit else 0)


@add.register
def _(block: Photo, document: Docx) -> None:
    try:
        data, across, down = jpeg(block.data)
    except Unreadable:
        _line(document, UNREADABLE, align=CENTRE)
    else:
        scale = min(page.TEXT_WIDTH / across, PHOTO_HEIGHT / down)
        picture = document.add_picture(io.BytesIO(data), width=Mm(across * scale))
        for side in ("distT", "distB", "distL", "distR"):  # LibreOffice keeps 3 mm where nothing is said
            picture._inline.set(side, "0")
        document.paragraphs[-1].style = "Picture"
    if block.caption:
        _line(document, block.caption, "Caption")
