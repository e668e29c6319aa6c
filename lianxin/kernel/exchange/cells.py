"""One cell of a spreadsheet to one Python value, or a sentence that says what is wrong with it.

Takes what readers of CSV, XLSX, XLS, ODS and JSON give: text, numbers, booleans, dates, times, None.
An empty cell is None everywhere. Nothing of Django here.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from lianxin.kernel.words import N_

Cell = str | int | float | bool | date | datetime | time | timedelta | None

SHANGHAI = ZoneInfo("Asia/Shanghai")
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of Excel's serial dates, counted on the wall clock
SERIALS = (20_000, 80_000)
"""Plain numbers in between are taken for Excel's serial dates: 1954-10-03 to 2119-01-10."""
YEARS = (1900, 2100)
EXACT = 10**15
"""A spreadsheet keeps 15 digits of a number; of a longer one the last digits are already lost."""

_SEPARATED = re.compile(r"(\d{4})\s*([年\-/.])\s*(\d{1,2})\s*([月\-/.])\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
_WEEKDAY = re.compile(r"[(\[]?\s*(?:星期|周)[一二三四五六日天]\s*[)\]]?")
_CLOCK = re.compile(
    r"(?P<half>上午|下午|中午|凌晨|早上|晚上|am|pm)?\s*(?P<h>\d{1,2})\s*[:时点]\s*"
    r"(?:(?P<m>\d{1,2})\s*(?:[:分]\s*(?:(?P<s>\d{1,2})(?:\.\d+)?\s*秒?)?)?)?\s*(?P<late>am|pm)?"
    r"\s*(?P<zone>z|[+-]\d{2}:?\d{2})?"
)
_CHINESE_DATE = re.compile(
    r"([〇零○OＯ一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○OＯ", "0")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d{1,3})?")
_TRUE = frozenset({"是", "有", "对", "真", "已", "√", "✓", "✔", "☑", "1", "y", "yes", "t", "true"})
_FALSE = frozenset({"否", "无", "没有", "不", "错", "假", "未", "×", "✗", "✘", "☐", "x", "0", "n", "no", "f", "false"})
_BROKEN = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


class BadCell(ValueError):
    """What is wrong with one cell: a sentence to translate, and what to put into its named places."""

    def __init__(self, sentence: str, **params: object) -> None:
        super().__init__(sentence % params)
        self.sentence = sentence
        self.params = params


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def to_text(cell: Cell, max_length: int | None = None) -> str | None:
    """The text as a person reads it in the cell, without spaces around; whole numbers without a point."""
    text = written(cell)
    if text is None:
        return None
    if text in _BROKEN:
        raise BadCell(N_("这一格是表格软件的错误值，不是内容。"))
    if max_length is not None and len(text) > max_length:
        raise BadCell(N_("有 %(length)d 个字，最多 %(max)d 个字。"), length=len(text), max=max_length)
    return text


def written(cell: Cell) -> str | None:
    """The cell as text, whatever it holds; BadCell only for a number that has lost its last digits."""
    if is_empty(cell):
        return None
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip() or None
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return _number_as_written(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    return str(cell)


def to_datetime(cell: Cell, zone: ZoneInfo = SHANGHAI) -> datetime | None:
    """An aware moment. A date without a time is its midnight in ``zone``; a written offset is respected."""
    if is_empty(cell):
        return None
    found = _moment(cell)
    _check_year(found.year)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def to_date(cell: Cell) -> date | None:
    """A day. A time beside it is left out."""
    if is_empty(cell):
        return None
    found = _moment(cell).date()
    _check_year(found.year)
    return found


def to_int(cell: Cell) -> int | None:
    number = to_decimal(cell)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise BadCell(N_("应当是整数。"))
    if abs(number) >= EXACT:
        raise BadCell(N_("数字太大。"))
    return int(number)


def to_decimal(cell: Cell) -> Decimal | None:
    """A number as it was written: thousands commas and a currency sign are left out, per cent is refused."""
    if is_empty(cell):
        return None
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise BadCell(N_("应当是数字。"))
    text = _half_width(str(cell)).removeprefix("¥").removesuffix("元").strip()
    if not _NUMBER.fullmatch(text):
        raise BadCell(N_("应当是数字。"))
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise BadCell(N_("应当是数字。")) from None


def to_bool(cell: Cell) -> bool | None:
    """是/否, 有/无, √/×, Y/N, true/false, 1/0."""
    if is_empty(cell):
        return None
    if isinstance(cell, bool):
        return cell
    word = _half_width(written(cell) or "")
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise BadCell(N_("应当填“是”或“否”。"))


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def _number_as_written(cell: int | float) -> str:
    if abs(cell) >= EXACT and isinstance(cell, float):
        raise BadCell(N_("数字超过 15 位，表格软件已经改动了末尾几位。请把这一列设为文本，重新填写。"))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _moment(cell: Cell) -> datetime:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if cell is None or isinstance(cell, bool | time | timedelta):
        raise _not_a_date()
    if isinstance(cell, int | float):
        return _from_number(cell)
    return _from_text(cell)


def _not_a_date() -> BadCell:
    return BadCell(N_("看不懂的日期。请写成 2026-01-31 或 2026年1月31日。"))


def _check_year(year: int) -> None:
    if not YEARS[0] <= year <= YEARS[1]:
        raise BadCell(N_("年份 %(year)d 不合理。"), year=year)


def _from_number(number: int | float) -> datetime:
    if SERIALS[0] <= number <= SERIALS[1]:
        return EPOCH + timedelta(seconds=round(number * 86400))
    if float(number).is_integer():
        compact = _COMPACT.fullmatch(str(int(number)))
        if compact:
            return _built(*(int(part or 0) for part in compact.groups()))
    raise _not_a_date()


def _from_text(text: str) -> datetime:
    chinese = _CHINESE_DATE.match(text.strip())
    if chinese:
        text = _in_digits(chinese) + text.strip()[chinese.end() :]
    text = _WEEKDAY.sub(" ", _half_width(text)).strip()
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return _from_number(float(text))
    day = _SEPARATED.match(text)
    if not day or (day[2] == "年") != (day[4] == "月"):
        raise _not_a_date()
    rest = text[day.end() :].lstrip(" t,")
    found = _built(int(day[1]), int(day[3]), int(day[5]))
    return _at_clock(found, rest) if rest else found


def _in_digits(chinese: re.Match[str]) -> str:
    year = "".join(_DIGITS[char] for char in chinese[1])
    return f"{year}年{_below_hundred(chinese[2])}月{_below_hundred(chinese[3])}日"


def _below_hundred(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0"))


def _at_clock(day: datetime, text: str) -> datetime:
    clock = _CLOCK.fullmatch(text)
    if not clock:
        raise _not_a_date()
    hour, half = int(clock["h"]), clock["half"] or clock["late"]
    if hour < {"下午": 12, "晚上": 12, "pm": 12, "中午": 3}.get(half or "", 0):
        hour += 12
    elif half in {"凌晨", "上午", "am"} and hour == 12:
        hour = 0
    found = _built(day.year, day.month, day.day, hour, int(clock["m"] or 0), int(clock["s"] or 0))
    return found.replace(tzinfo=_zone(clock["zone"])) if clock["zone"] else found


def _zone(text: str) -> tzinfo:
    if text == "z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    try:
        return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
    except ValueError:
        raise _not_a_date() from None


def _built(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone is put on by the caller
    except ValueError:
        raise BadCell(N_("没有这一天或这一时刻。")) from None
