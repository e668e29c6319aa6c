"""A paper as PDF: for reading, printing, signing and the archive."""

from __future__ import annotations

import logging
from datetime import datetime

from lianxin.kernel.papers import closing, grids  # noqa: F401 - they register how their blocks are set
from lianxin.kernel.papers.blocks import Paper, texts
from lianxin.kernel.papers.faces import missing, printable
from lianxin.kernel.papers.paint import painted
from lianxin.kernel.papers.setting import sheets_of
from lianxin.kernel.papers.sheets import page_number

log = logging.getLogger(__name__)


def to_pdf(paper: Paper, *, made_at: datetime | None = None) -> bytes:
    """A4 PDF by GB/T 9704-2012. The same paper gives the same bytes; the only moment in it is ``made_at``.

    A character that no typeface has is printed as 〓, named in a remark at the end, and logged.
    """
    report(paper)
    sheets = sheets_of(paper)
    for number, sheet in enumerate(sheets, 1):
        sheet.marks.append(page_number(number))
    return painted(sheets, printable(paper.title).replace("\n", ""), made_at)


def missing_glyphs(paper: Paper) -> tuple[str, ...]:
    """The characters of a paper that will be printed as 〓; empty when it prints in full."""
    return missing(texts(paper))


def report(paper: Paper) -> None:
    if characters := missing_glyphs(paper):
        log.warning("a paper lacks typefaces for %s", " ".join(f"U+{ord(char):04X}" for char in characters))
