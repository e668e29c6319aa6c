import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.papers import Heading, Paper, Para, Seal, Signatures, document_number, page
from lianxin.kernel.papers import pdf as _registers_all_blocks  # noqa: F401
from lianxin.kernel.papers.lines import NEVER_FIRST, NEVER_LAST, broken
from lianxin.kernel.papers.setting import TITLE, balanced, sheets_of
from lianxin.kernel.papers.sheets import BODY, Ink

TEXTS = st.text(alphabet="天地人《》“”（），。；：2026ABC .-/%…—\n", max_size=200)


def test_a_line_holds_28_characters_and_a_page_22_lines() -> None:
    assert [len(line.text) for line in broken("字" * 57, BODY, page.TEXT_WIDTH)] == [28, 28, 1]
    sheets = sheets_of(Paper("", blocks=[Para("字" * 28 * 60, flush=True)]))
    lines = [sum(isinstance(mark, Ink) for mark in sheet.marks) for sheet in sheets]
    assert lines == [19, 22, 19]  # the first sheet gives three to the place of the title


def test_the_first_baseline_and_the_margins_are_where_the_standard_wants_them() -> None:
    marks = [mark for sheet in sheets_of(Paper("甲", blocks=[Para("字" * 2000)])) for mark in sheet.marks]
    assert min(mark.x for mark in marks) == page.LEFT == 28
    assert all(page.TOP < mark.y < page.TOP + page.TEXT_HEIGHT for mark in marks)
    assert (page.TOP, page.TEXT_WIDTH, page.TEXT_HEIGHT, page.RIGHT, page.BOTTOM) == (37, 156, 225, 26, 35)


def test_a_closing_mark_never_begins_a_line_and_an_opening_one_never_ends_it() -> None:
    lines = broken("依照有关规定（以下简称“规定”），" * 12, BODY, page.TEXT_WIDTH)
    assert len(lines) > 5
    assert all(line.text[0] not in NEVER_FIRST and line.text[-1] not in NEVER_LAST for line in lines)


def test_numbers_and_words_are_not_divided() -> None:
    lines = broken("申请于2026年提出编号TJ-990100-2026-00031一件" * 6, BODY, page.TEXT_WIDTH)
    assert sum(line.text.count("TJ-990100-2026-00031") for line in lines) == 6


@given(TEXTS)
def test_no_character_is_lost_and_no_line_is_too_long(text: str) -> None:
    lines = broken(text, BODY, 60.0)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    for line in lines:
        assert BODY.width(line.text) <= 60.05 or len(line.text) == 1
        assert line.extra >= -0.01


def test_all_lines_but_the_last_reach_the_right_edge() -> None:
    *full, _last = broken("依照规定，办理2026年的事项，" * 20, BODY, page.TEXT_WIDTH)
    for line in full:
        assert abs(BODY.width(line.text) + line.extra * (len(line.text) - 1) * page.MM - page.TEXT_WIDTH) < 0.05


def test_one_endless_word_does_not_hold_up_the_press() -> None:
    assert len(broken("=" * 5000 + "a" * 5000, BODY, page.TEXT_WIDTH)) > 100


def test_a_long_title_is_divided_into_lines_of_like_length() -> None:
    lines = balanced("关于青禾苑小区三号楼楼道长期堆放杂物问题的处理意见", TITLE, page.TEXT_WIDTH)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 2


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for filling in range(15, 24):
        paras = [Para("行", flush=True)] * filling
        for sheet in sheets_of(Paper("", blocks=[*paras, Heading("一、标题"), Para("正文")])):
            texts = [mark.text for mark in sheet.marks if isinstance(mark, Ink)]
            assert not texts or texts[-1] != "一、标题"


def test_unit_and_day_stand_one_over_the_other_four_characters_in() -> None:
    marks = [mark for mark in sheets_of(Paper("", blocks=[Seal("街道办")]))[0].marks if isinstance(mark, Ink)]
    unit, day = marks[-2:]
    middles = [mark.x + BODY.width(mark.text) / 2 for mark in (unit, day)]
    assert abs(middles[0] - middles[1]) < 0.1
    right = page.LEFT + page.TEXT_WIDTH - day.x - BODY.width(day.text)
    assert abs(right - 4 * page.CELL) < 0.1


def test_a_document_number_has_its_year_in_hexagonal_brackets() -> None:
    assert document_number("青信处", 2026, 7) == "青信处〔2026〕7号"


@pytest.mark.parametrize("lines", range(1, 23))
def test_a_signature_or_a_seal_never_stands_on_a_sheet_without_text(lines: int) -> None:
    text = [Para(f"第{number}段") for number in range(lines)]
    for closing in ([Seal("街道办")], [Signatures([("甲方", "签名")]), Seal("街道办")]):
        sheets = sheets_of(Paper("甲", blocks=[*text, *closing]))
        told = [[mark.text for mark in sheet.marks if isinstance(mark, Ink)] for sheet in sheets]
        assert any(words.startswith("第") for words in told[-1])
        assert [words for sheet in told for words in sheet if words.startswith("第")] == [p.text for p in text]


def test_a_heading_goes_along_with_the_last_paragraph() -> None:
    text = [Para("字")] * 16
    sheets = sheets_of(Paper("甲", blocks=[*text, Heading("一、标题"), Para("末段"), Seal("街道办")]))
    assert [mark.text for mark in sheets[1].marks if isinstance(mark, Ink)][:2] == ["一、标题", "末段"]
