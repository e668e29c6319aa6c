"""Values into cells of an XLSX, row by row: nothing runs as a formula, nothing is altered."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lianxin.kernel.exchange.cells import EXACT, SHANGHAI
from lianxin.kernel.exchange.sheets import is_guarded

LONGEST = 32_767
"""Characters that a cell of XLSX can hold."""
MOST_ROWS = 1_048_576
CUT = "……（此格过长，全文请导出 CSV）"


class Pen:
    """The formats of one workbook, and the one way in which a value is put into a cell."""

    def __init__(self, book: xlsxwriter.Workbook, zone: ZoneInfo = SHANGHAI) -> None:
        self.zone = zone
        self.title: Format = book.add_format({"bold": True, "bg_color": "#DDE7F0", "border": 1})
        self.guarded: Format = book.add_format({"quote_prefix": True})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.bad: Format = book.add_format({"font_color": "#9C0006", "text_wrap": True})

    def head(self, sheet: Worksheet, titles: Sequence[str]) -> None:
        for position, title in enumerate(titles):
            sheet.write_string(0, position, title, self.title)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def put(self, sheet: Worksheet, row: int, position: int, value: object) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_string(row, position, "是" if value else "否")
        elif isinstance(value, int | float | Decimal) and _fits(value):
            sheet.write_number(row, position, value)
        elif isinstance(value, date) and value.year >= 1900:
            self._put_day(sheet, row, position, value)
        else:
            self._put_text(sheet, row, position, plain(value))

    def _put_day(self, sheet: Worksheet, row: int, position: int, value: date) -> None:
        if not isinstance(value, datetime):
            sheet.write_datetime(row, position, datetime.combine(value, time()), self.day)
            return
        local = value.astimezone(self.zone).replace(tzinfo=None) if value.tzinfo else value
        sheet.write_datetime(row, position, local, self.moment)

    def _put_text(self, sheet: Worksheet, row: int, position: int, text: str) -> None:
        if len(text) > LONGEST:
            text = text[: LONGEST - len(CUT)] + CUT
        sheet.write_string(row, position, text, self.guarded if is_guarded(text) else None)


def plain(value: object, zone: ZoneInfo = SHANGHAI) -> str:
    """A value as text: moments as the wall clock shows them, whole days, 是/否."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return (value.astimezone(zone) if value.tzinfo else value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def _fits(value: float | Decimal) -> bool:
    """Whether a spreadsheet's number keeps every digit."""
    if isinstance(value, float):
        return value == value and abs(value) < float("inf")
    return abs(value) < EXACT and len(Decimal(value).normalize().as_tuple().digits) <= 15
