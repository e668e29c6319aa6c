"""The dry run: exactly the bad cells are reported, and nothing is lost."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.kernel.exchange.cells import SHANGHAI
from lianxin.kernel.exchange.columns import BadSheet, Column, Layout
from lianxin.kernel.exchange.preview import preview, problems_workbook
from lianxin.kernel.exchange.tests.made import LAYOUT, LONG, Grid, csv_file, json_file, openpyxl_file, xlsxwriter_file

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
AT = datetime(2020, 1, 6, 12, 9, 38)
SHUFFLED: Grid = [
    ["某市留言办理情况表"],
    ["点赞数", "留言详情", "天气", " 编 号（必填）", "留言时间"],
    [3, LONG, "晴", "A1", AT],
    [],
    ["", "", "", "", ""],
    [4, "二\n行", "", "A2", "2019-02-30"],
    ["五", "三", "", "A3", "2019年2月28日 11:25:05"],
    [6, "四", "阴", 2549, 43836],
]


@pytest.mark.parametrize("write", [csv_file, openpyxl_file, xlsxwriter_file])
def test_shuffled_columns_blank_lines_a_broken_date_and_a_long_cell(write: Callable[[Grid], io.BytesIO]) -> None:
    found = preview(write(SHUFFLED), LAYOUT)
    assert [(p.row, p.column, p.value, p.text()) for p in found.problems] == [
        (6, "E", "2019-02-30", "没有这一天或这一时刻。"),
        (7, "A", "五", "应当是数字。"),
    ]
    assert found.counts() == {"rows": 4, "good": 2, "bad": 2, "blank": 2, "repeated": 0}
    assert list(found.header.unknown.values()) == ["天气"]
    first, last = found.rows()
    assert first.values == {
        "likes": 3,
        "detail": LONG,
        "number": "A1",
        "at": AT.replace(tzinfo=SHANGHAI),
    }
    assert (last.number, last.values["number"], last.values["at"]) == (8, "2549", datetime(2020, 1, 6, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("gb18030", ";"), ("utf-8", "|")],
)
def test_every_encoding_and_delimiter_gives_the_same(encoding: str, delimiter: str) -> None:
    rows = [["留言编号", "留言时间", "留言详情"], ["A1", "2020/1/6", "镕㐀龍，𠀀"], ["A2", "2020/1/7", 'a"b,c;d|e\tf']]
    found = list(preview(csv_file(rows, encoding, delimiter), LAYOUT).rows())
    assert [row.values["detail"] for row in found] == ["镕㐀龍，𠀀", 'a"b,c;d|e\tf']


def test_json_lists_count_their_items() -> None:
    found = preview(json_file([["编号", "留言时间"], ["A1", "x"], ["A2", AT]]), LAYOUT)
    assert [(p.row, p.column, p.header) for p in found.problems] == [(1, "B", "留言时间")]
    assert [row.number for row in found.rows()] == [2]


def test_bad_rows_come_back_as_a_workbook_that_can_be_corrected_and_read_again() -> None:
    rows: Grid = [
        ["留言编号", "留言时间", "留言详情", "备注"],
        ["A1", "坏日期", f"=1+1{LONG}", "留着"],
        ["A2", AT, "好", ""],
    ]
    corrections = problems_workbook(preview(csv_file(rows), LAYOUT))
    again = preview(io.BytesIO(corrections), LAYOUT)
    assert [row.cells for row in again.failed] == [
        ("A1", "坏日期", f"=1+1{LONG}", "留着", 2.0, "B 留言时间: 看不懂的日期。请写成 2026-01-31 或 2026年1月31日。")
    ]
    book, file = openpyxl.load_workbook(io.BytesIO(corrections)), io.BytesIO()
    book.worksheets[0]["B2"] = "2020年1月6日"
    book.save(file)
    corrected = preview(file, LAYOUT)
    assert corrected.counts() == {"rows": 1, "good": 1, "bad": 0, "blank": 0, "repeated": 0}
    assert list(corrected.header.unknown.values()) == ["备注"]


def test_a_shifted_row_is_reported_and_not_taken() -> None:
    found = preview(csv_file([["编号", "留言时间"], ["A1", "2020/1/6", "多出来的"]]), LAYOUT)
    assert [(p.column, p.text()) for p in found.problems] == [("C", "这一格上面没有列名，内容可能错位了。")]
    assert found.failed[0].cells == ("A1", "2020/1/6", "多出来的")


def test_a_record_twice_is_counted_once_and_reported_when_it_differs() -> None:
    rows = [["编号", "留言时间"], ["A1", "2020/1/6"], ["A1", "2020年1月6日"], ["A1", "2020/1/7"]]
    found = preview(csv_file(rows), LAYOUT)
    assert found.counts() == {"rows": 3, "good": 1, "bad": 1, "blank": 0, "repeated": 1}
    assert found.problems[0].text() == "与第 2 行是同一条记录，内容却不一样。"


def test_missing_columns_are_one_clear_error() -> None:
    with pytest.raises(BadSheet) as bad:
        preview(csv_file([["留言详情", "点赞数"], ["a", 1]]), LAYOUT)
    assert str(bad.value) == "缺少必须的列：留言编号、留言时间。表里有的列：留言详情、点赞数。"
    with pytest.raises(BadSheet, match=r"找不到表头.*留言编号、留言时间"):
        preview(csv_file([["甲", "乙"], ["a", 1]]), LAYOUT)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空的"),
        (b" \r\n", "空的"),
        (b"<html><table>", "网页"),
        (b"PK\x03\x04xx", "打不开"),
        (b"\xd0\xcf\x11\xe0xx", "打不开"),
        (b"[1, 2]", "列表"),
        (b"{", "JSON"),
        (b"a,b\x00\x01\n\xff\xff", "编码"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(content: bytes, sentence: str) -> None:
    with pytest.raises(BadSheet, match=sentence):
        preview(io.BytesIO(content), LAYOUT)


def test_a_quote_without_its_partner_is_found() -> None:
    with pytest.raises(BadSheet, match="第 2 行以后"):
        preview(io.BytesIO('留言编号,留言时间\nA1,"'.encode() + b"x\n" * 600_000), LAYOUT)


def test_a_personal_value_is_masked_in_what_is_kept() -> None:
    layout = Layout("x", (Column("phone", "电话", mask="phone", max_length=5),))
    problem = preview(csv_file([["电话"], ["13800138000"]]), layout).problems[0]
    assert (problem.value, problem.kept()["value"]) == ("13800138000", "138****8000")


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co"]), max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=8))
def test_no_cell_is_lost_whatever_it_holds(texts: list[str]) -> None:
    rows = [["编号", "留言时间", "留言详情"], *([f"A{n}", "2020/1/6", text] for n, text in enumerate(texts))]
    for write in (csv_file, xlsxwriter_file_of_text):
        found = preview(write(rows), LAYOUT)
        kept = [row.values["detail"] or "" for row in found.rows()]
        assert kept == [text.strip() for text in texts if text.strip() not in BROKEN]


BROKEN = {"#N/A", "#REF!"}


def xlsxwriter_file_of_text(rows: Grid) -> io.BytesIO:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for position, value in enumerate(row):
                sheet.write_string(at, position, str(value))
    return file


@pytest.mark.data
@pytest.mark.parametrize(("name", "rows"), [("messages_with_replies.csv", 2816), ("messages_with_likes.csv", 4326)])
def test_real_messages_are_read_whole(name: str, rows: int) -> None:
    if not (DATA / name).exists():
        pytest.skip(f"{name} is not there")
    columns = (
        Column("number", "留言编号", required=True),
        Column("title", "留言主题", required=True),
        Column("at", "留言时间", kind="datetime", required=True),
        Column("detail", "留言详情", required=True),
        Column("answered_at", "答复时间", kind="datetime"),
    )
    found = preview(DATA / name, Layout("messages", columns, ("number",)))
    assert found.problems == []
    assert found.tally.rows == rows
