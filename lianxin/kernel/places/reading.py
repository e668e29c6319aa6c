"""Division files of any common shape, read into rows of named cells. Pure: no database."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from lianxin.kernel.places import codes
from lianxin.kernel.words import N_

HEADERS = {
    "code": "code 代码 编码 区划代码 行政区划代码 统计用区划代码 统计用区划码 统计区划代码 区划编码"
    " adcode 地区代码 id 网格编码 网格代码",
    "name": "name 名称 区划名称 行政区划名称 单位名称 地名 地区名称 全称 网格名称",
    "level": "level 级别 层级 行政级别 区划级别 等级 leveltype",
    "parent": "parent parentcode parentid pcode pid 上级 上级代码 上级编码 上级区划代码 上级区划"
    " 父级 父级代码 父代码 所属代码",
    "urban_rural": "urbanruralcode type 城乡分类代码 城乡分类 城乡分类码 城乡代码",
    "kind": "kind 类型 类别 区划类型",
    "short_name": "shortname short 简称",
    "lon": "lon lng longitude 经度",
    "lat": "lat latitude 纬度",
}
KNOWN = {word: field for field, words in HEADERS.items() for word in words.split()}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HEADER_WITHIN = 12  # rows of titles and notes that may stand above the header


class Unreadable(ValueError):
    """The file as a whole cannot be read; the sentence is Chinese and marked for translation."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by field name (``HEADERS``), as text; ``number`` is the line of the file, counted from 1."""

    number: int
    cells: dict[str, str]


def read(path: Path) -> list[Row]:
    """The rows of a CSV (UTF-8 with or without BOM, GB 18030), spreadsheet, or JSON file.

    Raises :class:`Unreadable` when there is no column of codes and of names, or no text at all.
    """
    suffix = path.suffix.lower()
    if suffix in (".json", ".geojson"):
        return list(_from_json(_json(path.read_bytes())))
    if suffix in (".xlsx", ".xls", ".xlsm", ".ods", ".et"):
        return _from_table(_sheet(path))
    return _from_table(_csv(text(path.read_bytes())))


def text(raw: bytes) -> str:
    """Bytes as UTF-8 (a BOM is dropped), else as GB 18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(N_("文件的编码不是 UTF-8,也不是 GB 18030。"))


def _csv(words: str) -> list[tuple[int, list[str]]]:
    """Rows with the line on which each begins, blank lines counted."""
    head = words[:4000]
    delimiter = max(",\t;", key=head.count)
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter)
    table: list[tuple[int, list[str]]] = []
    before = 0
    for cells in reader:
        table.append((before + 1, [cell.strip() for cell in cells]))
        before = reader.line_num
    return table


def _sheet(path: Path) -> list[tuple[int, list[str]]]:
    """The first sheet that is not empty."""
    try:
        book = CalamineWorkbook.from_path(path)
    except Exception as error:  # calamine has one exception per kind of file
        raise Unreadable(N_("打不开这个表格文件,可能已损坏或加了密码。")) from error
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if rows:
            return [(number, [_plain(cell) for cell in cells]) for number, cells in enumerate(rows, start=1)]
    raise Unreadable(N_("表格里没有内容。"))


def _plain(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() if cell is not None else ""


def _json(raw: bytes) -> Any:
    try:
        return json.loads(text(raw))
    except json.JSONDecodeError as error:
        raise Unreadable(N_("文件不是完整的 JSON。")) from error


def _from_json(data: Any) -> Iterator[Row]:
    """A list of objects, objects with children, a mapping code → name, or any of these under one key."""
    if isinstance(data, dict) and not _looks_like_mapping(data):
        nested = [value for value in data.values() if isinstance(value, list | dict)]
        data = [data] if _field_names(data) >= {"code", "name"} else nested[0] if nested else []
    if isinstance(data, dict):
        for number, (code, name) in enumerate(data.items(), start=1):
            yield Row(number, {"code": str(code), "name": str(name).strip()})
        return
    yield from (Row(number, cells) for number, cells in enumerate(_flat(data, ""), start=1))


def _looks_like_mapping(data: dict[str, Any]) -> bool:
    words = bool(data) and all(isinstance(value, str) for value in data.values())
    return words and codes.read(next(iter(data))) is not None


def _flat(items: Iterable[Any], parent: str) -> Iterator[dict[str, str]]:
    for item in items:
        if not isinstance(item, dict):
            yield {"code": "", "name": str(item)}
            continue
        cells = {KNOWN[header_word(key)]: _plain(value) for key, value in item.items() if _is_cell(key, value)}
        if parent:
            cells.setdefault("parent", parent)
        yield cells
        for value in item.values():
            if isinstance(value, list):
                yield from _flat((child for child in value if isinstance(child, dict)), cells.get("code", ""))


def _is_cell(key: str, value: Any) -> bool:
    return header_word(key) in KNOWN and isinstance(value, str | int | float) and not isinstance(value, bool)


def _field_names(data: dict[str, Any]) -> set[str]:
    return {KNOWN[header_word(key)] for key in data if header_word(key) in KNOWN}


def _from_table(table: list[tuple[int, list[str]]]) -> list[Row]:
    start, columns = _header(table)
    rows = []
    for number, cells in table[start:]:
        named = {field: cells[index] for field, index in columns.items() if index < len(cells)}
        if any(cells):
            rows.append(Row(number, named))
    return rows


def _header(table: list[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
    """Where the data begin, and the column of each field. Without a header: by what the cells look like."""
    for position, (_number, cells) in enumerate(table[:HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(cells):
            if header_word(cell) in KNOWN:
                columns.setdefault(KNOWN[header_word(cell)], index)
        if "code" in columns and "name" in columns:
            return position + 1, columns
    sample = [cells for _number, cells in table[:50] if any(cells)]
    width = max(map(len, sample), default=0)
    code = _column(sample, width, lambda cell: codes.read(cell) is not None)
    name = _column(sample, width, lambda cell: bool(CHINESE.search(cell)))
    if code is None or name is None:
        raise Unreadable(N_("找不到“代码”列和“名称”列。"))
    return 0, {"code": code, "name": name}


def _column(sample: list[list[str]], width: int, fits: Any) -> int | None:
    """The first column in which four cells of five fit."""
    for index in range(width):
        cells = [row[index] for row in sample if index < len(row) and row[index]]
        if cells and sum(map(fits, cells)) >= 0.8 * len(cells):
            return index
    return None


def header_word(header: str) -> str:
    """A header without case, spaces, underscores and remarks in brackets."""
    plain = re.sub(r"[((].*?[))]", "", header.strip().lower())
    return re.sub(r"[\s_\-*::]+", "", plain)
