"""The page of a DOCX: A4, margins, the grid of 22 lines, page numbers on the outer side."""

from __future__ import annotations

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm
from docx.text.run import Run

from lianxin.kernel.papers import page

TWIPS = 20 / page.MM  # twentieths of a point in a millimetre


def lay_out(document: Docx) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(page.WIDTH), Mm(page.HEIGHT)
    section.top_margin, section.bottom_margin = Mm(page.TOP), Mm(page.BOTTOM)
    section.left_margin, section.right_margin = Mm(page.LEFT), Mm(page.RIGHT)
    section.footer_distance = Mm(page.BOTTOM - page.NUMBER_BELOW - 5)
    _grid(section._sectPr)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _grid(section: object) -> None:
    """Lines only: with a grid of characters narrower than the type, LibreOffice gives each character two cells."""
    for old in section.findall(qn("w:docGrid")):  # type: ignore[attr-defined]
        section.remove(old)  # type: ignore[attr-defined]
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(page.LINE * TWIPS)))
    section.append(grid)  # type: ignore[attr-defined]


def _number(footer: _Footer, align: WD_ALIGN_PARAGRAPH) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style, paragraph.alignment = "Footer", align
    inset = Mm(page.SMALL * page.MM)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    paragraph.add_run("— ")
    _page_field(paragraph.add_run())
    paragraph.add_run(" —")


def _page_field(run: Run) -> None:
    """The field that Word fills with the number of the page."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
        if kind in {"begin", "separate", "end"}:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:t" if kind else "w:instrText")
            part.text = text
        run._r.append(part)
