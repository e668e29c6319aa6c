"""One pass over a spreadsheet by a layout: every row is either good, or bad with its reasons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext

from lianxin.kernel.exchange.cells import BadCell, Cell, is_empty, written
from lianxin.kernel.exchange.columns import BadSheet, Column, Header, Layout, letter, match
from lianxin.kernel.exchange.sheets import Row, Source, read
from lianxin.kernel.secrets.masks import mask
from lianxin.kernel.words import N_

HEADER_WITHIN = 20
"""Rows with content among which the header is looked for."""
EXCERPT = 60
MARK = "※ "
"""How the last line of our own exports begins; such a line is no record."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One bad cell. column: letter; value: excerpt; sentence and params: to be translated when shown."""

    row: int
    column: str
    header: str
    value: str
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)
    mask: str = ""

    def text(self) -> str:
        return gettext(self.sentence) % self.params

    def kept(self) -> dict[str, object]:
        """As stored in a report: a personal value masked."""
        value = mask(self.mask, self.value) if self.mask else self.value
        return {"row": self.row, "column": self.column, "header": self.header, "value": value,
                "sentence": self.sentence, "params": {k: str(v) if not isinstance(v, int) else v
                                                      for k, v in self.params.items()}}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parsed:
    """A good row. values: by column key; a column that the file does not have has no key."""

    number: int
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Failed:
    """A row with at least one problem, with every cell as it came."""

    number: int
    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Tally:
    """rows = good + bad + repeated. blank: lines without content after the header. repeated: same as an earlier row."""

    rows: int = 0
    good: int = 0
    bad: int = 0
    blank: int = 0
    repeated: int = 0


class Reading:
    """One pass over a file: iterate once; ``tally`` is complete when the iteration is."""

    def __init__(self, source: Source, layout: Layout) -> None:
        self.layout = layout
        self.tally = Tally()
        self.sheet = read(source)
        self._seen: dict[tuple[object, ...], tuple[int, int]] = {}
        first = list(islice((row for row in self.sheet.rows if not _blank(row)), HEADER_WITHIN))
        self.header = _header(first, layout)
        self._ahead = [row for row in first if row.number > self.header.row]
        self._titled = {position for position, title in enumerate(self.header.titles) if title}

    def __iter__(self) -> Iterator[Parsed | Failed]:
        last = self.header.row
        for row in chain(self._ahead, self.sheet.rows):
            if _blank(row):
                continue
            self.tally.blank += row.number - last - 1
            last = row.number
            if not _is_mark(row):
                found = self._parsed(row)
                if found is not None:
                    yield found

    def _parsed(self, row: Row) -> Parsed | Failed | None:
        values: dict[str, object] = {}
        problems: list[Problem] = []
        for position, column in self.header.columns.items():
            cell = row.cells[position] if position < len(row.cells) else None
            try:
                values[column.key] = column.value(cell)
            except BadCell as bad:
                problems.append(self._problem(row, position, cell, bad, column))
        problems.extend(self._adrift(row))
        self.tally.rows += 1
        if not problems and self.layout.identity:
            earlier = self._earlier(row, values)
            if earlier is None:
                self.tally.repeated += 1
                return None
            problems.extend(earlier)
        if problems:
            self.tally.bad += 1
            return Failed(row.number, row.cells, tuple(problems))
        self.tally.good += 1
        return Parsed(row.number, values)

    def _adrift(self, row: Row) -> Iterator[Problem]:
        bad = BadCell(N_("这一格上面没有列名，内容可能错位了。"))
        for position, cell in enumerate(row.cells):
            if position not in self._titled and not is_empty(cell):
                yield self._problem(row, position, cell, bad)

    def _earlier(self, row: Row, values: Mapping[str, object]) -> list[Problem] | None:
        """Nothing for a new record, None for an exact repetition, a problem for one that says otherwise."""
        identity = tuple(values.get(key) for key in self.layout.identity)
        whole = hash(repr(values))
        number, earlier = self._seen.setdefault(identity, (row.number, whole))
        if number == row.number:
            return []
        if earlier == whole:
            return None
        position, column = next((p, c) for p, c in self.header.columns.items() if c.key == self.layout.identity[0])
        bad = BadCell(N_("与第 %(row)d 行是同一条记录，内容却不一样。"), row=number)
        return [self._problem(row, position, row.cells[position], bad, column)]

    def _problem(self, row: Row, position: int, cell: Cell, bad: BadCell, column: Column | None = None) -> Problem:
        title = self.header.titles[position] if position < len(self.header.titles) else ""
        return Problem(
            row.number, letter(position), title, _excerpt(cell), bad.sentence, bad.params, column.mask if column else ""
        )


def _header(rows: list[Row], layout: Layout) -> Header:
    """The row with the most known titles, the first of equals. Raises BadSheet when columns are missing."""
    best: Header | None = None
    refused: BadSheet | None = None
    for row in rows:
        try:
            found = match(row.number, _titles(row), layout, gettext)
        except BadSheet as bad:
            refused = refused or bad
            continue
        if best is None or len(found.columns) > len(best.columns):
            best = found
    if best is not None and best.columns and not best.missing(layout):
        return best
    if refused is not None:
        raise refused
    if best is None or not best.columns:
        labels = gettext("、").join(gettext(column.label) for column in layout.required() or layout.columns)
        raise BadSheet(N_("找不到表头。表里应当有这些列：%(labels)s。"), labels=labels)
    raise BadSheet(
        N_("缺少必须的列：%(missing)s。表里有的列：%(titles)s。"),
        missing=gettext("、").join(gettext(column.label) for column in best.missing(layout)),
        titles=gettext("、").join(title for title in best.titles if title),
    )


def _titles(row: Row) -> tuple[str, ...]:
    found = [str(cell).strip() if isinstance(cell, str) else "" if is_empty(cell) else str(cell) for cell in row.cells]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _blank(row: Row) -> bool:
    return all(map(is_empty, row.cells))


def _is_mark(row: Row) -> bool:
    return isinstance(row.cells[0], str) and row.cells[0].startswith(MARK) and all(map(is_empty, row.cells[1:]))


def _excerpt(cell: Cell) -> str:
    try:
        text = written(cell) or ""
    except BadCell:
        text = str(cell)
    return text if len(text) <= EXCERPT else text[:EXCERPT] + "…"
