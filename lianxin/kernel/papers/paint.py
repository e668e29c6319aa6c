"""Sheets become a PDF: typefaces embedded with only the glyphs in use, the text selectable, always the same bytes."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.output import OutputProducer, PDFInfo

from lianxin.kernel.papers import page
from lianxin.kernel.papers.cutting import cut
from lianxin.kernel.papers.faces import HEI, SONG, Face, pieces, points
from lianxin.kernel.papers.sheets import Ink, Picture, Rule, Sheet

HEAVY = 0.035  # thickness of the stroke around a heavy character, as a share of its size
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # goes into the file's own id only


def painted(sheets: Sequence[Sheet], title: str, made_at: datetime | None = None) -> bytes:
    """The PDF. Its only moment is ``made_at``; without one it has none."""
    with tempfile.TemporaryDirectory(prefix="lianxin-paper-") as folder:
        pdf = _document(title, made_at)
        for face in (SONG, HEI):
            if text := _written(sheets, face):
                file = Path(folder) / f"{face.name}.ttf"
                file.write_bytes(cut(face, text))
                pdf.add_font(face.name, fname=file)
        for sheet in sheets:
            _paint(pdf, sheet)
        return bytes(pdf.output(output_producer_class=OutputProducer if made_at else Undated))


def _document(title: str, made_at: datetime | None) -> FPDF:
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_title(title)
    pdf.set_producer("Lianxin")
    pdf.set_lang("zh-CN")
    pdf.set_creation_date(made_at or NO_MOMENT)
    return pdf


class Undated(OutputProducer):
    """Writes the file without the day on which it was made."""

    def _add_info(self) -> PDFInfo:
        info = super()._add_info()
        info.creation_date = None  # type: ignore[assignment]
        return info


def _inks(sheets: Iterable[Sheet]) -> Iterable[Ink]:
    return (mark for sheet in sheets for mark in sheet.marks if isinstance(mark, Ink))


def _written(sheets: Iterable[Sheet], face: Face) -> str:
    """Each character that is printed in this face, once, in the order of the code."""
    runs = (run for ink in _inks(sheets) for run in pieces(ink.text, ink.style.face))
    return "".join(sorted({char for used, text in runs if used is face for char in text}))


def _paint(pdf: FPDF, sheet: Sheet) -> None:
    pdf.add_page()
    if sheet.section:
        pdf.start_section(sheet.section)
    for mark in sheet.marks:
        match mark:
            case Ink():
                _ink(pdf, mark)
            case Rule():
                pdf.set_draw_color(*mark.colour)
                pdf.set_line_width(mark.thick)
                pdf.line(mark.x, mark.y, mark.to_x, mark.to_y)
            case Picture():
                pdf.image(io.BytesIO(mark.data), mark.x, mark.y, mark.width, mark.height)


def _ink(pdf: FPDF, ink: Ink) -> None:
    style, x = ink.style, ink.x
    spacing = style.spacing + ink.extra
    pdf.set_text_color(*style.colour)
    for face, text in pieces(ink.text, style.face):
        pdf.set_font(face.name, size=style.size)
        pdf.set_char_spacing(spacing)
        if style.heavy:
            pdf.set_draw_color(*style.colour)
            pdf.set_line_width(style.size * HEAVY * page.MM)
        with pdf.local_context(text_mode=TextMode.FILL_STROKE if style.heavy else TextMode.FILL):
            pdf.text(x, ink.y, text)
        x += points(text, face, style.size, spacing) * page.MM
