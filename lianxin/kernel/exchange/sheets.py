"""Any spreadsheet as rows of cells, each with the number that a person sees beside it.

CSV (UTF-8, with or without a mark, UTF-16 with one, GB 18030, or what the bytes look like), XLSX, XLS, ODS, JSON lists.
What a file is, its content says, never its name. Nothing of Django here.
"""

import codecs
import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from charset_normalizer import from_bytes
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from lianxin.kernel.exchange.cells import Cell
from lianxin.kernel.exchange.columns import BadSheet
from lianxin.kernel.words import N_

Source = Path | IO[bytes]

LONGEST_CELL = 1_000_000
MAX_UNPACKED = 600 * 1024 * 1024
"""Bytes that a packed workbook may grow to; a larger one is refused before it is opened."""
SAMPLE = 256 * 1024
DELIMITERS = (",", "\t", ";", "|")
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text that begins so could be run as a formula; files going out put a ' before it, files coming in take it off."""
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """number: as the spreadsheet counts, from 1, blank rows included (items of a JSON list likewise)."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """rows: a stream, read once. others: names of further sheets with content, which are not read."""

    title: str
    rows: Iterator[Row]
    others: tuple[str, ...] = ()


def read(source: Source) -> Sheet:
    """The first visible sheet that has content. Raises BadSheet."""
    file = source.open("rb") if isinstance(source, Path) else source
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    text = start.lstrip(codecs.BOM_UTF8 + b" \t\r\n")
    if not text:
        raise BadSheet(N_("文件是空的。"))
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _workbook(file)
    if text[:200].lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise BadSheet(N_("这是网页格式的表。请用表格软件打开，另存为 .xlsx 后再上传。"))
    if text.startswith((b"[", b"{")):
        return Sheet("", _items(file))
    return Sheet("", _lines(file))


def _workbook(file: IO[bytes]) -> Sheet:
    _refuse_bomb(file)
    try:
        book = CalamineWorkbook.from_filelike(file)
        visible = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
        filled = [sheet for sheet in map(book.get_sheet_by_name, visible) if sheet.total_height]
    except PasswordError:
        raise BadSheet(N_("文件有密码。请去掉密码后再上传。")) from None
    except (CalamineError, OSError, ValueError):
        raise BadSheet(N_("文件打不开，可能已经损坏。请用表格软件打开，另存为 .xlsx 后再上传。")) from None
    if not filled:
        raise BadSheet(N_("文件里没有内容。"))
    return Sheet(filled[0].name, _rows(filled[0]), tuple(sheet.name for sheet in filled[1:]))


def _refuse_bomb(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            size = sum(info.file_size for info in packed.infolist())
    except zipfile.BadZipFile:
        return
    finally:
        file.seek(0)
    if size > MAX_UNPACKED:
        raise BadSheet(N_("文件展开后太大。请分成几个文件，或另存为 CSV。"))


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """calamine gives rows from the first of the sheet but columns from the first used one."""
    pad = (None,) * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield Row(number, pad + tuple(None if cell == "" else cell for cell in cells))


def _items(file: IO[bytes]) -> Iterator[Row]:
    """Row 0 is the header: every name that occurs, in the order of first use."""
    try:
        data = json.loads(file.read().decode("utf-8-sig"))
    except ValueError:
        raise BadSheet(N_("JSON 文件读不出来。")) from None
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list)]
        data = lists[0] if len(lists) == 1 else None
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise BadSheet(N_("JSON 文件应当是一个列表，每一项是一条记录。"))
    names = list(dict.fromkeys(name for item in data for name in item))
    yield Row(0, tuple(map(_sound, names)))
    for number, item in enumerate(data, 1):
        yield Row(number, tuple(_simple(item.get(name)) for name in names))


def _simple(value: object) -> Cell:
    if value is None or isinstance(value, bool | int | float):
        return value
    return _sound(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _sound(text: str) -> str:
    """Without half surrogates, which JSON can write and no database can keep."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _lines(file: IO[bytes]) -> Iterator[Row]:
    encoding = encoding_of(file)
    csv.field_size_limit(LONGEST_CELL)
    text = io.TextIOWrapper(file, encoding, errors="strict", newline="")
    try:
        delimiter = delimiter_of(text.read(SAMPLE))
        text.seek(0)
        number = 0
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter), 1):
            yield Row(number, tuple(map(_unguarded, cells)))
    except csv.Error:
        raise BadSheet(N_("第 %(row)d 行以后有一格没有尽头，多半是引号没有配对。"), row=number + 1) from None
    finally:
        text.detach()


def is_guarded(text: str) -> bool:
    """Whether a spreadsheet might run the text, or the text looks like one that was guarded already."""
    return text.lstrip("'").lstrip(" \u3000\xa0").startswith(GUARDED) and not _PLAIN_NUMBER.fullmatch(text)


def guarded(text: str) -> str:
    """The text as it goes into a CSV; reading takes the sign off again."""
    return f"'{text}" if is_guarded(text) else text


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and is_guarded(cell[1:]) else cell


def encoding_of(file: IO[bytes]) -> str:
    """The encoding in which the whole file can be read; GB 18030 before any other guess."""
    start = file.read(SAMPLE)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        if _decodes(file, encoding):
            return encoding
    guess = from_bytes(start).best()
    if guess is None or not _decodes(file, guess.encoding):
        raise BadSheet(N_("文件里的文字编码认不出来。请用表格软件打开，另存为 .xlsx 后再上传。"))
    return guess.encoding


def _decodes(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(1 << 20):
            if "\x00" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def delimiter_of(sample: str) -> str:
    """The sign that cuts most of the first rows into the same number of cells; a comma in doubt."""
    best, best_score = ",", 0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in islice(csv.reader(io.StringIO(sample), delimiter=delimiter), 30) if row)
        width, times = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
        score = times * 1000 + width if width > 1 else 0
        if score > best_score:
            best, best_score = delimiter, score
    return best
