"""Rows of a division file → divisions with level, parent and kind, and the rows that make no sense. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lianxin.kernel.places import codes
from lianxin.kernel.places.levels import Level
from lianxin.kernel.places.reading import Row
from lianxin.kernel.places.report import Remark
from lianxin.kernel.words import N_

LEVEL_WORDS = {
    Level.CITY: "city prefecture 市 市级 地级 地级市 盟 2",
    Level.COUNTY: "county district area 区 县 旗 区县 县级 区县级 旗县区 3",
    Level.STREET: "street township town 街道 乡镇 街道乡镇 乡镇街道 乡级 乡镇级 镇 4",
    Level.COMMUNITY: "community village 社区 村 社区村 村社区 村级 村居 嘎查村 5",
    Level.GRID: "grid 网格 6",
    Level.MICRO_GRID: "micro_grid microgrid 微网格 7",
    Level.BUILDING: "building 楼栋 楼 8",
}
LEVELS = {word: level for level, words in LEVEL_WORDS.items() for word in words.split()}

# The kinds of divisions of the country, longest first; a city's own kinds come in a column of the file.
KINDS = """
    社区居民委员会 社区居委会 居民委员会 居委会 村民委员会 村委会 嘎查村委会 嘎查委员会 街道办事处
    民族苏木 民族乡 自治旗 自治县 自治州
    经济技术开发区 高新技术产业开发区 工业园区 开发区
    街道 社区 苏木 嘎查 地区 林区 农牧场 农场 牧场 林场 特区 新区 微网格 网格 镇 乡 村 旗 县 区 市 盟
"""
KIND_WORDS = sorted(KINDS.split(), key=len, reverse=True)
LETTERS = {Level.GRID: "G", Level.MICRO_GRID: "M", Level.BUILDING: "B"}


@dataclass(frozen=True, slots=True)
class Division:
    """One row that can be placed once its parent is known.

    ``code`` and ``parent`` are stored codes (padded); ``parent_told`` says that the file names the parent itself.
    """

    row: int
    code: str
    segment: str
    name: str
    short_name: str
    level: Level
    kind: str
    parent: str
    parent_told: bool = False
    urban_rural_code: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(slots=True)
class Parsed:
    """Divisions top down, and the rows that were left out."""

    divisions: list[Division]
    problems: list[Remark]
    skipped: int = 0


def parse(rows: Iterable[Row]) -> Parsed:
    """Every row on its own: one broken row never stops the rest."""
    parsed, seen = Parsed([], []), dict[tuple[str, str], Division]()
    for row in rows:
        answer = _division(row)
        if isinstance(answer, Remark):
            parsed.problems.append(answer)
        elif answer is None:
            parsed.skipped += 1
        elif (first := seen.setdefault(_identity(answer), answer)) is not answer:
            _repeat(parsed, answer, first)
        else:
            parsed.divisions.append(answer)
    parsed.divisions.sort(key=lambda division: (division.level.rank, division.row))
    return parsed


def kind_of(name: str) -> tuple[str, str]:
    """Kind word and short name: 海拉尔东路街道 → (街道, 海拉尔东路). A short name keeps two characters."""
    for kind in KIND_WORDS:
        if name.endswith(kind) and name != kind:
            short = name[: -len(kind)]
            return kind, short if len(short) > 1 else name
    return "", name


def _identity(division: Division) -> tuple[str, str]:
    """A statistical code stands alone; a city's own code (G03) may stand under every community."""
    return division.code, "" if codes.read(division.code) else division.parent


def _repeat(parsed: Parsed, division: Division, first: Division) -> None:
    if division.name == first.name:
        parsed.skipped += 1
        return
    message = N_("第 %(row)s 行:代码 %(code)s 与第 %(first)s 行重复,名称却不同。")
    parsed.problems.append(
        Remark(division.row, message, {"row": division.row, "code": division.code, "first": first.row})
    )


def _division(row: Row) -> Division | Remark | None:
    """The division of a row, a sentence about what is wrong with it, or ``None`` for what is above the tree."""
    code, name = codes.cleaned(row.cells.get("code")), re.sub(r"\s+", "", row.cells.get("name", ""))
    wrong = _wrong(code, name)
    if wrong:
        return Remark(row.number, wrong, {"row": row.number, "code": code[:40]})
    known = codes.read(code)
    if known is None:
        return _local(row, code, name)
    if known.level is None or (known.level == Level.COUNTY and known.segment.endswith("01") and name == "市辖区"):
        return None
    told = codes.padded(row.cells.get("parent")) if known.parent else ""
    told = told if told != known.full and codes.read(told) else ""
    return _built(row, known.full, known.segment, name, known.level, told or known.parent, bool(told))


def _wrong(code: str, name: str) -> str:
    if not code:
        return N_("第 %(row)s 行:没有代码。")
    if codes.MANGLED.match(code):
        return N_("第 %(row)s 行:代码 %(code)s 被表格软件改成了科学计数法,丢了后面几位。")
    if not name:
        return N_("第 %(row)s 行:代码 %(code)s 没有名称。")
    if len(name) > 100:
        return N_("第 %(row)s 行:代码 %(code)s 的名称超过 100 字。")
    if not codes.LOCAL.match(code) or (code.isdigit() and len(code) > 6 and codes.read(code) is None):
        return N_("第 %(row)s 行:认不出代码 %(code)s。")
    return ""


def _local(row: Row, code: str, name: str) -> Division | Remark:
    """A city's own code of a grid or building: its level and its parent must stand in the file."""
    level = LEVELS.get(row.cells.get("level", "").strip().lower())
    parent = codes.padded(row.cells.get("parent"))
    if level is None or level.rank < Level.GRID.rank or not parent:
        message = N_("第 %(row)s 行:认不出代码 %(code)s,也没有写明级别和上级。")
        return Remark(row.number, message, {"row": row.number, "code": code})
    segment = code if code.startswith(LETTERS[level]) else f"{LETTERS[level]}{code}"
    return _built(row, code, segment, name, level, parent, True)


def _built(row: Row, code: str, segment: str, name: str, level: Level, parent: str, told: bool) -> Division:
    kind, short = kind_of(name)
    urban = row.cells.get("urban_rural", "")
    point = _number(row.cells.get("lon"), 180), _number(row.cells.get("lat"), 90)
    lon, lat = point if None not in point else (None, None)
    return Division(
        row=row.number, code=code, segment=segment, name=name, level=level, parent=parent, parent_told=told,
        short_name=row.cells.get("short_name") or short, kind=row.cells.get("kind") or kind,
        urban_rural_code=urban if re.fullmatch(r"[12]\d\d", urban) else "", lon=lon, lat=lat,
    )  # fmt: skip


def _number(words: str | None, most: float) -> float | None:
    try:
        value = float(words or "")
    except ValueError:
        return None
    return value if abs(value) <= most else None
