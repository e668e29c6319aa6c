"""The styles of a DOCX by GB/T 9704-2012, 7.3: which typeface and size each part of the text has."""

from __future__ import annotations

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as DocxTable
from docx.table import _Row
from docx.text.paragraph import Paragraph

from lianxin.kernel.papers import page

FANGSONG, KAITI, HEITI, TITLE_SONG, NUMBERS = "仿宋", "楷体", "黑体", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"
PITCH = Pt(28.95)  # 22 of them go into 225 mm; 29 pt would let only 21 in
CLOSER = -5  # twentieths of a point between two characters: 28 of 16 pt then go into 156 mm
AFTER_ASIAN = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:vertAlign", "w:lang")
HEADINGS = {1: HEITI, 2: KAITI, 3: FANGSONG, 4: FANGSONG}


def dress(document: Docx) -> None:
    """Gives the document's styles their typefaces and measures."""
    _text(document, "Normal", FANGSONG, page.BODY)
    _text(document, "Title", TITLE_SONG, page.TITLE, align=WD_ALIGN_PARAGRAPH.CENTER, pitch=Pt(33.3))
    _text(document, "Body Text", FANGSONG, page.BODY, first=2)
    for level, face in HEADINGS.items():
        _text(document, f"Heading {level}", face, page.BODY, first=2).paragraph_format.keep_with_next = True
    _text(document, "Quote", FANGSONG, page.SMALL, left=2)
    _text(document, "Intense Quote", HEITI, page.SMALL, left=2).paragraph_format.keep_with_next = True
    _text(document, "Caption", FANGSONG, page.FINE, align=WD_ALIGN_PARAGRAPH.CENTER)
    _text(document, "Table Text", FANGSONG, page.SMALL, pitch=None)
    _text(document, "Table Head", HEITI, page.SMALL, pitch=None)
    picture = _text(document, "Picture", FANGSONG, page.BODY, align=WD_ALIGN_PARAGRAPH.CENTER, pitch=None)
    picture.paragraph_format.keep_with_next = True
    _text(document, "Gap", FANGSONG, page.NOTE, pitch=Pt(14.45))
    _text(document, "Footer", NUMBERS, page.SMALL, pitch=None)
    _speak_chinese(document)


def _text(
    document: Docx,
    name: str,
    face: str,
    size: float,
    *,
    first: int = 0,
    left: int = 0,
    align: WD_ALIGN_PARAGRAPH | None = None,
    pitch: Pt | None = PITCH,
) -> ParagraphStyle:
    """A paragraph style. ``first`` and ``left``: characters of indent; ``pitch``: exact height of a line."""
    styles = document.styles
    style: ParagraphStyle = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    set_fonts(style, face)
    style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    style.font.bold = style.font.italic = False
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.first_line_indent, shape.left_indent, shape.right_indent = Mm(first * page.CELL), Mm(left * page.CELL), Mm(0)
    shape.alignment, shape.widow_control = align, True
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY if pitch else WD_LINE_SPACING.SINGLE
    if pitch:
        shape.line_spacing = pitch
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    _chinese_setting(style, on_grid=bool(pitch), closer=size == page.BODY)
    return style


def _chinese_setting(style: ParagraphStyle, *, on_grid: bool, closer: bool) -> None:
    """No blanks between Chinese and digits, so that a line holds its 28 characters; tables keep their own pitch."""
    paragraph, run = style.element.get_or_add_pPr(), style.element.get_or_add_rPr()
    switches = ["w:autoSpaceDE", "w:autoSpaceDN"] + ([] if on_grid else ["w:snapToGrid"])
    for name in switches:
        switch = OxmlElement(name)
        switch.set(qn("w:val"), "0")
        start = AFTER_ASIAN.index(name) + 1 if name in AFTER_ASIAN else 0
        paragraph.insert_element_before(switch, *AFTER_ASIAN[start:])
    for old in run.findall(qn("w:spacing")):
        run.remove(old)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(CLOSER if closer else 0))
    run.insert_element_before(spacing, *AFTER_SPACING)


def set_fonts(style: ParagraphStyle, face: str) -> None:
    """The Chinese typeface by its own name; theme fonts, which would win over it, go."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if "Theme" in key]:
        del fonts.attrib[key]
    for key, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", face)):
        fonts.set(qn(f"w:{key}"), name)


def _speak_chinese(document: Docx) -> None:
    """Spelling and line breaking by the rules of Chinese."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")
    for lang in document.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:eastAsia"), "zh-CN")


def red_line(paragraph: Paragraph) -> None:
    """The red line below the number (GB/T 9704-2012, 7.2.7)."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "16"), ("space", "10"), ("color", "CC0000")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def pad_cells(table: DocxTable, millimetres: float) -> None:
    """The room at the left and right inside each cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(millimetres * 20 / page.MM)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def repeat_on_each_page(row: _Row, heading: bool) -> None:
    """A row is not divided between two pages; the heading is printed again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
