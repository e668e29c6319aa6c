"""Which columns a spreadsheet should have, and which of its headers are they. Nothing of Django here."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lianxin.kernel.exchange import cells
from lianxin.kernel.exchange.cells import BadCell, Cell
from lianxin.kernel.words import N_

Kind = Literal["text", "int", "decimal", "date", "datetime", "bool"]
Parse = Callable[[Cell], object]

ERROR_HEADER = "错误"
ROW_HEADER = "原行号"
OURS = frozenset({ERROR_HEADER, ROW_HEADER, "Errors", "Original row"})
"""Headers that a corrected list of bad rows brings back; they are passed over in silence."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|《[^《》]*》")
_NOISE = re.compile(r"[\s*:·_\-/()\[\]【】〔〕《》\"'“”、,.]+")


class BadSheet(ValueError):
    """The file as a whole cannot be taken: a sentence to translate, and what to put into its named places."""

    def __init__(self, sentence: str, **params: object) -> None:
        super().__init__(sentence % params)
        self.sentence = sentence
        self.params = params


@dataclass(frozen=True, slots=True)
class Column:
    """One column, in and out.

    key: name in the row's dict. label: header, Chinese, marked with ``N_``. synonyms: other headers seen in
    files. parse: instead of ``kind``, a function of the raw cell that raises BadCell. choices: words that may
    stand in the cell and the value of each (or only the words). mask: name of a mask for files going out.
    """

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    kind: Kind = "text"
    parse: Parse | None = None
    required: bool = False
    max_length: int | None = None
    choices: Mapping[str, object] | Sequence[str] | None = None
    mask: str = ""

    def value(self, cell: Cell) -> object:
        """The cell's value, None when empty; raises BadCell."""
        found = self._parsed(cell)
        if self.required and (found is None or found == ""):
            raise BadCell(N_("必须填写。"))
        return found

    def _parsed(self, cell: Cell) -> object:
        if self.parse is not None:
            return self.parse(cell)
        if self.choices is not None:
            return self._chosen(cells.to_text(cell))
        if self.kind == "text":
            return cells.to_text(cell, self.max_length)
        return PARSERS[self.kind](cell)

    def _chosen(self, word: str | None) -> object:
        if word is None or self.choices is None:
            return None
        known = self.choices if isinstance(self.choices, Mapping) else {choice: choice for choice in self.choices}
        for choice, value in known.items():
            if squeezed(choice) == squeezed(word):
                return value
        raise BadCell(N_("不在可填的内容里：%(choices)s。"), choices="、".join([*known][:20]))


PARSERS: dict[str, Parse] = {
    "int": cells.to_int,
    "decimal": cells.to_decimal,
    "date": cells.to_date,
    "datetime": cells.to_datetime,
    "bool": cells.to_bool,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of spreadsheet. identity: keys whose values together say which record a row is about."""

    name: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys) or not set(self.identity) <= set(keys):
            raise ValueError(f"layout {self.name}: a column key twice, or an identity that is no column")

    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required or column.key in self.identity)


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are. columns: position (from 0) to column; unknown: position to a header nobody asked for."""

    row: int
    titles: tuple[str, ...]
    columns: Mapping[int, Column]
    unknown: Mapping[int, str] = field(default_factory=dict)

    def missing(self, layout: Layout) -> tuple[Column, ...]:
        found = {column.key for column in self.columns.values()}
        return tuple(column for column in layout.required() if column.key not in found)


def squeezed(text: str) -> str:
    """A header as compared: half width, one case, without spaces, brackets and marks."""
    return _NOISE.sub("", _half_width(text))


def _bare(text: str) -> str:
    return _NOISE.sub("", _BRACKETS.sub("", _half_width(text)))


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def letter(position: int) -> str:
    """The spreadsheet's name of a column: 0 is A, 26 is AA."""
    name, left = "", position + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def match(row: int, titles: Sequence[str], layout: Layout, translate: Callable[[str], str] = str) -> Header:
    """Give each title its column: by exact name first, then by synonym, then without what stands in brackets.

    Raises BadSheet when two titles claim one column with the same right.
    """
    taken: dict[int, Column] = {}
    for names in _ways(layout, translate):
        done = {column.key for column in taken.values()}
        for position, title in enumerate(titles):
            column = names(title) if title and position not in taken else None
            if column is None or column.key in done:
                continue
            _refuse_rival(taken, position, column)
            taken[position] = column
    unknown = {p: t for p, t in enumerate(titles) if t and p not in taken and t not in OURS}
    return Header(row, tuple(titles), dict(sorted(taken.items())), unknown)


def _ways(layout: Layout, translate: Callable[[str], str]) -> Iterable[Callable[[str], Column | None]]:
    labels = {squeezed(n): c for c in layout.columns for n in (c.key, translate(c.label), c.label)}
    synonyms = {squeezed(n): c for c in layout.columns for n in c.synonyms}
    bare = {_bare(n): c for c in layout.columns for n in (*c.synonyms, translate(c.label), c.label)}
    bare.pop("", None)
    yield lambda title: labels.get(squeezed(title))
    yield lambda title: synonyms.get(squeezed(title))
    yield lambda title: bare.get(_bare(title))


def _refuse_rival(taken: Mapping[int, Column], position: int, column: Column) -> None:
    for other, known in taken.items():
        if known.key == column.key:
            raise BadSheet(
                N_("第 %(one)s 列和第 %(two)s 列都像是“%(label)s”，请只留一列。"),
                one=letter(other),
                two=letter(position),
                label=column.label,
            )
