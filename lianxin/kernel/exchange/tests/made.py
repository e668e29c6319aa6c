"""Spreadsheets made for the tests, in every format and by several writers."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import xlsxwriter

from lianxin.kernel.exchange.columns import Column, Layout

LAYOUT = Layout(
    "messages",
    (
        Column("number", "留言编号", ("编号",), required=True, max_length=20),
        Column("phone", "联系电话", mask="phone"),
        Column("at", "留言时间", kind="datetime", required=True),
        Column("on", "办结日期", kind="date"),
        Column("detail", "留言详情"),
        Column("likes", "点赞数", kind="int"),
    ),
    identity=("number",),
)
LONG = "长" * 5000
Grid = Sequence[Sequence[object]]


def csv_file(rows: Grid, encoding: str = "utf-8", delimiter: str = ",") -> io.BytesIO:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def openpyxl_file(rows: Grid) -> io.BytesIO:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(file)
    return file


def xlsxwriter_file(rows: Grid) -> io.BytesIO:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("封面")
        sheet, moment = book.add_worksheet("数据"), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for at, row in enumerate(rows):
            for position, value in enumerate(row):
                if isinstance(value, date | datetime):
                    sheet.write_datetime(at, position, value, moment)
                elif value is not None:
                    sheet.write(at, position, value)
    return file


def json_file(rows: Grid) -> io.BytesIO:
    titles, *records = [[str(cell) if isinstance(cell, date) else cell for cell in row] for row in rows]
    return io.BytesIO(json.dumps([dict(zip(titles, row, strict=False)) for row in records]).encode())
