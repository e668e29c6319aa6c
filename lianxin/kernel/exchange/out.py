"""Records out as XLSX or CSV: masked unless a right and a purpose say otherwise, marked, written down."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import xlsxwriter
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.exchange.columns import Column
from lianxin.kernel.exchange.reading import MARK
from lianxin.kernel.exchange.sheets import guarded
from lianxin.kernel.exchange.workbook import MOST_ROWS, Pen, plain
from lianxin.kernel.secrets.masks import mask
from lianxin.kernel.words import N_

Record = Mapping[str, object]
NOTE_SHEET = "说明"


class NoPurpose(ValueError):
    """Unmasked without saying what for."""

    sentence = N_("导出完整信息必须写明用途。")


class TooManyRows(ValueError):
    """More than a sheet of XLSX can hold."""

    sentence = N_("行数超过表格文件的上限，请导出 CSV。")


@dataclass(frozen=True, slots=True)
class Export:
    """Who takes what out, and how. Checks the right and the purpose when it is made: Denied, NoPurpose."""

    actor: Actor
    layout: str
    columns: Sequence[Column]
    at: datetime
    unmask: bool = False
    purpose: str = ""
    place_path: str = ""

    def __post_init__(self) -> None:
        if self.unmask:
            self.actor.require("exchange.unmask", self.place_path)
            if not self.purpose.strip():
                raise NoPurpose(NoPurpose.sentence)

    def titles(self) -> list[str]:
        return [gettext(column.label) for column in self.columns]

    def values(self, record: Record) -> list[object]:
        return [self._value(column, record.get(column.key)) for column in self.columns]

    def _value(self, column: Column, value: object) -> object:
        if isinstance(column.choices, Mapping):
            value = next((word for word, meant in column.choices.items() if meant == value), value)
        if column.mask and not self.unmask and value not in (None, ""):
            return mask(column.mask, plain(value))
        return value

    def mark(self) -> str:
        who = {"name": self.actor.name, "unit": self.actor.unit_name, "at": plain(self.at)}
        return gettext("%(name)s（%(unit)s）导出于 %(at)s") % who

    def write_down(self, count: int) -> None:
        detail = {"layout": self.layout, "count": count, "masked": not self.unmask, "purpose": self.purpose}
        with transaction.atomic():
            audit.record(self.actor, "exchange.export", place_path=self.place_path, detail=detail)


def write_xlsx(
    rows: Iterable[Record], columns: Sequence[Column], file: Path | IO[bytes], *, actor: Actor, layout: str,
    unmask: bool = False, purpose: str = "", place_path: str = "",
) -> int:  # fmt: skip
    """Write row by row and return how many. The file is complete, and written down, when this returns.

    Hand the file over only then. unmask needs ``exchange.unmask`` at ``place_path`` and a purpose.
    """
    export = Export(actor, layout, columns, timezone.now(), unmask, purpose, place_path)
    count = 0
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        pen, sheet = Pen(book), book.add_worksheet()
        note = book.add_worksheet(gettext(NOTE_SHEET))
        sheet.set_footer(f"&L{export.mark().replace('&', '&&')[:200]}&R&P / &N")
        pen.head(sheet, export.titles())
        for count, record in enumerate(rows, 1):
            if count >= MOST_ROWS:
                raise TooManyRows(TooManyRows.sentence)
            for position, value in enumerate(export.values(record)):
                pen.put(sheet, count, position, value)
        for at, line in enumerate(_note(export, count)):
            for position, value in enumerate(line):
                pen.put(note, at, position, value)
    export.write_down(count)
    return count


def write_csv(
    rows: Iterable[Record], columns: Sequence[Column], file: IO[bytes], *, actor: Actor, layout: str,
    unmask: bool = False, purpose: str = "", place_path: str = "",
) -> int:  # fmt: skip
    """Like :func:`write_xlsx`, as UTF-8 with the mark that spreadsheets ask for; the last line says who and when."""
    export = Export(actor, layout, columns, timezone.now(), unmask, purpose, place_path)
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer, count = csv.writer(text), 0
    writer.writerow(export.titles())
    for record in rows:
        count += 1
        writer.writerow([_csv_cell(value) for value in export.values(record)])
    writer.writerow([f"{MARK}{export.mark()}"])
    text.flush()
    text.detach()
    export.write_down(count)
    return count


def _csv_cell(value: object) -> object:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if number else guarded(plain(value))


def _note(export: Export, count: int) -> list[tuple[str, object]]:
    return [
        (gettext("表格"), export.layout),
        (gettext("导出人"), export.actor.name),
        (gettext("单位"), export.actor.unit_name),
        (gettext("导出时间"), export.at),
        (gettext("行数"), count),
        (gettext("是否脱敏"), not export.unmask),
        (gettext("用途"), export.purpose),
    ]
