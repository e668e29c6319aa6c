"""Cells to values, without a database."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.exchange.cells import (
    EPOCH,
    SHANGHAI,
    BadCell,
    Cell,
    to_bool,
    to_date,
    to_datetime,
    to_decimal,
    to_int,
    to_text,
)

NOON = datetime(2020, 1, 6, 12, 9, 38, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "cell",
    [
        "2020/1/6 12:09:38",
        "2020-01-06 12:09:38",
        "2020.1.6 12:09:38",
        "2020年1月6日12时09分38秒",
        "20200106120938",
        "２０２０年１月６日　１２：０９：３８",
        "2020年1月6日 星期一 12:09:38",
        "2020/1/6 12:09:38.123",
        "2020-01-06T12:09:38",
        "2020-01-06T12:09:38+08:00",
        "2020-01-06T04:09:38Z",
        "2020/1/6 12:9:38 PM",
        "二〇二〇年一月六日 12:09:38",
        datetime(2020, 1, 6, 12, 9, 38),
        43836.506689814814,
        "43836.506689814814",
    ],
)
def test_every_common_writing_of_one_moment_is_the_same_moment(cell: Cell) -> None:
    assert to_datetime(cell) == NOON


@pytest.mark.parametrize(
    "cell",
    [
        "2020/1/6",
        "2020-1-6",
        "2020.01.06",
        "2020年1月6日",
        "2020年1月6号",
        "2020年1月6",
        "20200106",
        20200106,
        20200106.0,
        43836,
        43836.0,
        "43836",
        "二〇二〇年一月六日",
        "二零二零年一月六日",
        "2020年1月6日（周一）",
        "2020/1/6 0:00",
        date(2020, 1, 6),
    ],
)
def test_every_common_writing_of_one_day_is_the_same_day(cell: Cell) -> None:
    assert to_date(cell) == date(2020, 1, 6)
    assert to_datetime(cell) == datetime(2020, 1, 6, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("上午9:05", 9),
        ("下午3:05", 15),
        ("下午15:05", 15),
        ("中午12:05", 12),
        ("中午1:05", 13),
        ("凌晨12:05", 0),
        ("晚上8点05分", 20),
        ("3:05 pm", 15),
        ("12:05 am", 0),
    ],
)
def test_halves_of_the_day_are_understood(text: str, hour: int) -> None:
    assert to_datetime(f"2020年1月6日 {text}") == datetime(2020, 1, 6, hour, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二五年十二月三十一日", date(2025, 12, 31)),
        ("一九九九年十月二十日", date(1999, 10, 20)),
        ("二〇二四年二月二十九日", date(2024, 2, 29)),
        ("二〇二四年十一月十日", date(2024, 11, 10)),
    ],
)
def test_days_written_in_characters(text: str, day: date) -> None:
    assert to_date(text) == day


@pytest.mark.parametrize(
    "cell",
    [
        "2019-02-30",
        "2020/13/1",
        "1/6/2020",
        "20年1月6日",
        "2020年1月",
        "2020",
        2020,
        "昨天",
        "2020-01-06 25:00",
        "2020-1-6 abc",
        True,
        time(3, 4),
        "2020年1-6",
        99999999,
        float("nan"),
        float("inf"),
        "0001-01-01",
        "9999/1/1",
        "2020-01-06T00:00+99:00",
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(cell: Cell) -> None:
    for read in (to_date, to_datetime):
        with pytest.raises(BadCell) as bad:
            read(cell)
        assert bad.value.sentence.endswith("。")
        assert str(bad.value) == bad.value.sentence % bad.value.params


@given(st.datetimes(datetime(1955, 1, 1), datetime(2099, 12, 31)))
def test_a_serial_number_is_its_moment_to_the_second(moment: datetime) -> None:
    serial = (moment - EPOCH).total_seconds() / 86400
    found = to_datetime(serial)
    assert found is not None
    assert abs((found.replace(tzinfo=None) - moment).total_seconds()) <= 0.51


@pytest.mark.parametrize("read", [to_text, to_date, to_datetime, to_int, to_decimal, to_bool])
@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000\n"])
def test_an_empty_cell_is_none(read, cell) -> None:  # type: ignore[no-untyped-def]
    assert read(cell) is None


def test_an_offset_that_is_written_is_respected() -> None:
    assert to_datetime("2020-01-06 12:00 -0500") == datetime(2020, 1, 6, 17, tzinfo=UTC)


@pytest.mark.parametrize(("cell", "number"), [("1,234", 1234), (12.0, 12), ("１２", 12), ("-3", -3), ("1.0", 1)])
def test_whole_numbers(cell: Cell, number: int) -> None:
    assert to_int(cell) == number


@pytest.mark.parametrize(
    "cell", ["1.5", 1.5, "十二", "12人", "1,23", "-", ".", "元", True, "1e999", 1e300, float("nan"), "12%"]
)
def test_what_is_no_whole_number_is_refused(cell: Cell) -> None:
    with pytest.raises(BadCell):
        to_int(cell)


@pytest.mark.parametrize(
    ("cell", "number"), [("¥1,234.50", "1234.50"), ("￥8元", "8"), (0.1, "0.1"), (".5", "0.5"), ("-2.50", "-2.50")]
)
def test_decimals_keep_what_was_written(cell: Cell, number: str) -> None:
    assert str(to_decimal(cell)) == number


def test_yes_and_no_in_their_writings() -> None:
    assert [to_bool(cell) for cell in ("是", "√", "Ｙ", 1, 1.0, True, "true")] == [True] * 7
    assert [to_bool(cell) for cell in ("否", "×", "n", 0, "无", False)] == [False] * 6
    with pytest.raises(BadCell):
        to_bool("也许")


def test_numbers_as_text_have_no_point_and_lost_digits_are_refused() -> None:
    assert (to_text(2549.0), to_text(13800138000.0), to_text(1.5), to_text(True)) == (
        "2549",
        "13800138000",
        "1.5",
        "是",
    )
    with pytest.raises(BadCell, match="15 位"):
        to_text(150102199001011234.0)


def test_text_keeps_its_lines_and_loses_only_the_margin() -> None:
    assert to_text(" 甲\r\n乙\x00 ") == "甲\n乙"
    assert to_text("字" * 5000) == "字" * 5000
    with pytest.raises(BadCell) as bad:
        to_text("字" * 5000, 2000)
    assert str(bad.value) == "有 5000 个字，最多 2000 个字。"
    with pytest.raises(BadCell):
        to_text("#REF!")
