import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from lianxin.kernel.papers import Paper, Para
from lianxin.kernel.papers.office import to_docx
from lianxin.kernel.papers.package import FALLBACKS
from lianxin.kernel.papers.tests.samples import opinion


def opened(paper: Paper):
    return Document(io.BytesIO(to_docx(paper)))


def east_asian(style) -> str:
    return style.element.rPr.rFonts.get(qn("w:eastAsia"))


def test_word_opens_it_with_all_of_its_text() -> None:
    document = opened(opinion())
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in ("一、信访请求", "《信访工作条例》第三十二条", "图一", "人民调解员：", "2026年7月1日"):
        assert words in text
    facts, table = document.tables
    assert facts.cell(0, 1).text == "王小明（化名）"
    assert [cell.text for cell in table.rows[30].cells] == ["30", "2026年6月30日", "第30次上门核实"]
    assert len(document.inline_shapes) == 1


def test_the_page_is_that_of_the_standard() -> None:
    section = opened(opinion()).sections[0]
    measures = {
        "page_width": 210, "page_height": 297,
        "top_margin": 37, "left_margin": 28, "right_margin": 26, "bottom_margin": 35,
    }  # fmt: skip
    for name, millimetres in measures.items():
        assert getattr(section, name) == pytest.approx(Mm(millimetres), abs=Mm(0.05)), name
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "579"


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Normal", "仿宋", 16), ("Body Text", "仿宋", 16), ("Title", "方正小标宋简体", 22), ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体", 16), ("Heading 3", "仿宋", 16), ("Footer", "宋体", 14), ("Table Head", "黑体", 14),
    ],
)  # fmt: skip
def test_each_style_names_its_chinese_typeface(style: str, face: str, size: int) -> None:
    found = opened(opinion()).styles[style]
    assert (east_asian(found), found.font.size.pt) == (face, size)
    assert not [key for key in found.element.rPr.rFonts.attrib if "Theme" in key]


def test_22_lines_of_28_characters_fit_into_the_text_area() -> None:
    style = opened(opinion()).styles["Body Text"]
    assert style.paragraph_format.line_spacing.pt * 22 <= 225 / 25.4 * 72
    closer = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert (16 + closer) * 28 <= 156 / 25.4 * 72 < (16 + closer) * 29


def test_the_font_table_says_what_to_fall_back_on() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(opinion()))) as package:
        table = package.read("word/fontTable.xml").decode()
    assert set(re.findall(r'<w:font w:name="([^"]+)"><w:altName', table)) == set(FALLBACKS)
    assert "方正小标宋_GBK" in table


def test_page_numbers_are_a_field_at_the_outer_side() -> None:
    document = opened(opinion())
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        assert "PAGE" in footer._element.xml
        assert footer.paragraphs[0].alignment.name == side


def test_the_head_of_a_table_is_repeated_and_no_row_is_divided() -> None:
    table = opened(opinion()).tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_same_paper_is_the_same_bytes_and_has_a_moment_only_when_given() -> None:
    assert to_docx(opinion()) == to_docx(opinion())
    with zipfile.ZipFile(io.BytesIO(to_docx(opinion()))) as package:
        assert b"dcterms:created" not in package.read("docProps/core.xml")
    moment = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    properties = Document(io.BytesIO(to_docx(opinion(), made_at=moment))).core_properties
    assert properties.created == moment
    assert properties.title == opinion().title
    assert properties.author == ""


def test_rare_characters_stay_and_forbidden_ones_go() -> None:
    document = opened(Paper("𠮷 <回执> & \x00", blocks=[Para("甲\x07\ufffe𠮷🙂")]))
    assert "甲\ufffd𠮷🙂" in [paragraph.text for paragraph in document.paragraphs]


def test_the_red_head_is_red() -> None:
    first = opened(opinion(issuer="青禾市东风区青山街道办事处文件")).paragraphs[0]
    assert (first.text, str(first.runs[0].font.color.rgb)) == ("青禾市东风区青山街道办事处文件", "CC0000")
