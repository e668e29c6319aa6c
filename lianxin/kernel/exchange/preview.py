"""The dry run of one file: what is good, what is not and why, and the list of bad rows to correct."""

import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import xlsxwriter

from lianxin.kernel.exchange.columns import ERROR_HEADER, ROW_HEADER, Header, Layout
from lianxin.kernel.exchange.reading import Failed, Parsed, Problem, Reading, Tally
from lianxin.kernel.exchange.sheets import Source
from lianxin.kernel.exchange.workbook import Pen

SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """The dry run of one file. sample: the first good rows; failed: all bad ones, cell by cell."""

    source: Source
    layout: Layout
    header: Header
    title: str
    others: tuple[str, ...]
    tally: Tally
    failed: list[Failed]
    sample: list[Parsed]

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.failed for problem in row.problems]

    def rows(self) -> Iterator[Parsed]:
        """Every good row, read anew from the file, one at a time."""
        return (row for row in Reading(self.source, self.layout) if isinstance(row, Parsed))

    def counts(self) -> dict[str, int]:
        return asdict(self.tally)


def preview(source: Source, layout: Layout) -> Preview:
    """Read the whole file and change nothing. Raises BadSheet when it cannot be taken at all."""
    reading = Reading(source, layout)
    failed: list[Failed] = []
    sample: list[Parsed] = []
    for row in reading:
        if isinstance(row, Failed):
            failed.append(row)
        elif len(sample) < SAMPLE:
            sample.append(row)
    sheet = reading.sheet
    return Preview(source, layout, reading.header, sheet.title, sheet.others, reading.tally, failed, sample)


def problems_workbook(found: Preview) -> bytes:
    """The bad rows as XLSX with their own header and what is wrong: correct it and upload it as it is."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        pen, sheet = Pen(book), book.add_worksheet("待改正")
        titles = found.header.titles
        width = max([len(titles), *(len(row.cells) for row in found.failed)])
        pen.head(sheet, [*titles, *[""] * (width - len(titles)), ROW_HEADER, ERROR_HEADER])
        for at, row in enumerate(found.failed, 1):
            for position, cell in enumerate(row.cells):
                pen.put(sheet, at, position, cell)
            sheet.write_number(at, width, row.number)
            sheet.write_string(at, width + 1, _explained(row), pen.bad)
    return file.getvalue()


def _explained(row: Failed) -> str:
    return "\n".join(f"{p.column} {p.header}: {p.text()}" for p in row.problems)
