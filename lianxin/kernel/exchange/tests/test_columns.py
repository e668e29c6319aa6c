"""Headers to columns, without a database."""

from datetime import date

import pytest

from lianxin.kernel.exchange.cells import BadCell
from lianxin.kernel.exchange.columns import BadSheet, Column, Layout, letter, match

LAYOUT = Layout(
    "messages",
    (
        Column("number", "留言编号", ("编号", "工单号"), required=True),
        Column("title", "留言主题", ("标题",)),
        Column("at", "留言时间", kind="datetime"),
        Column("cost", "金额", kind="decimal"),
    ),
    identity=("number",),
)


def keys(*titles: str) -> dict[int, str]:
    return {position: column.key for position, column in match(1, titles, LAYOUT).columns.items()}


def test_columns_are_found_in_any_order_and_writing() -> None:
    assert keys("留言时间（必填）", " 标　题 ", "工单号*") == {0: "at", 1: "title", 2: "number"}
    assert keys("Number", "金额(元)", "【留言】主题") == {0: "number", 1: "cost", 2: "title"}


def test_an_exact_name_wins_over_a_synonym_and_the_other_is_reported() -> None:
    header = match(1, ("编号", "留言编号", "天气"), LAYOUT)
    assert {p: c.key for p, c in header.columns.items()} == {1: "number"}
    assert header.unknown == {0: "编号", 2: "天气"}


def test_two_headers_with_the_same_right_are_refused() -> None:
    with pytest.raises(BadSheet, match="第 A 列和第 C 列都像是“留言编号”"):
        match(1, ("编号", "留言主题", "工单号"), LAYOUT)


def test_a_translated_label_is_known_beside_the_chinese_one() -> None:
    english = {"留言编号": "Message number"}
    for title in ("Message number", "留言编号"):
        assert match(1, (title,), LAYOUT, lambda text: english.get(text, text)).columns[0].key == "number"


def test_what_a_corrected_list_brings_back_is_passed_over() -> None:
    assert match(1, ("编号", "原行号", "错误"), LAYOUT).unknown == {}


def test_letters_are_those_of_the_spreadsheet() -> None:
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_choices_give_their_values_and_name_themselves_when_missed() -> None:
    column = Column("kind", "类别", choices={"咨询": "ask", "投诉 举报": "complain"})
    assert (column.value("咨询"), column.value("投诉举报"), column.value(None)) == ("ask", "complain", None)
    with pytest.raises(BadCell, match="咨询、投诉 举报"):
        column.value("表扬")


def test_kinds_parsers_lengths_and_required_cells() -> None:
    assert Column("on", "日期", kind="date").value("2026年1月2日") == date(2026, 1, 2)
    assert Column("x", "甲", parse=lambda cell: f"<{cell}>").value(3) == "<3>"
    with pytest.raises(BadCell, match="必须填写"):
        Column("x", "甲", required=True).value(" ")
    with pytest.raises(BadCell, match="最多 2 个字"):
        Column("x", "甲", max_length=2).value("甲乙丙")


def test_a_layout_with_a_key_twice_is_a_defect() -> None:
    with pytest.raises(ValueError, match="twice"):
        Layout("x", (Column("a", "甲"), Column("a", "乙")))
