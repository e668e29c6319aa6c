"""Reading the chain from its first entry to its head, in constant memory, and saying what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import connection
from django.utils.translation import gettext as _

from lianxin.kernel.audit.chain import HASHED, digest_like
from lianxin.kernel.audit.models import Entry, Head
from lianxin.kernel.audit.triggers import missing

Kind = Literal["altered", "removed", "inserted", "unguarded"]
Mark = tuple[int, str]
"""(seq, hash): what the entry of this number must carry."""
MOST_FAULTS = 200
"""Faults kept in a report; the rest are only counted."""

_HASH, _PREV, _SEQ = len(HASHED), HASHED.index("prev_hash"), HASHED.index("seq")


@dataclass(frozen=True, slots=True)
class Fault:
    """``seq``: the entry where the fault shows, 0 when it concerns the whole table."""

    seq: int
    kind: Kind
    text: str


@dataclass(slots=True)
class Report:
    """``last_seq`` and ``last_hash`` written on paper elsewhere prove later that the whole chain was not made anew."""

    checked: int = 0
    last_seq: int = 0
    last_hash: str = ""
    count: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.count == 0

    def add(self, seq: int, kind: Kind, text: str) -> None:
        self.count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(seq, kind, text))


def verify(*, known: tuple[int, str] | None = None) -> Report:
    """Check every entry against its digest, its neighbour and the head. Writers need not stop.

    known: (seq, hash) kept from an earlier report; a chain that was computed anew no longer holds it.
    """
    report = Report()
    for name in missing(connection):
        report.add(0, "unguarded", _("触发器 %(name)s 不在，条目可被改动。") % {"name": name})
    before = _head()
    marks = [mark for mark in (before, known) if mark and mark[0]]
    for row in _rows():
        _check(report, row, marks)
    _check_tail(report, marks, _head())
    return report


def _head() -> Mark:
    return Head.objects.filter(pk=1).values_list("seq", "hash").first() or (0, "")


def _rows() -> Iterator[tuple[Any, ...]]:
    entries = Entry.objects.unscoped(reason="verifying the chain").order_by("seq")
    yield from entries.values_list(*HASHED, "hash").iterator(chunk_size=2000)


def _check(report: Report, row: tuple[Any, ...], marks: list[Mark]) -> None:
    seq, value, expected = row[_SEQ], row[_HASH], report.last_seq + 1
    if seq < 1:
        report.add(seq, "inserted", _("第 %(seq)d 条不属于本链，是后来插入的。") % {"seq": seq})
        return
    if digest_like(value, row[:_HASH]) != value:
        report.add(seq, "altered", _("第 %(seq)d 条的内容被改动。") % {"seq": seq})
    if seq > expected:
        span = {"first": expected, "last": seq - 1}
        report.add(expected, "removed", _("第 %(first)d 至 %(last)d 条被删除。") % span)
    elif row[_PREV] != report.last_hash:
        report.add(seq, "altered", _("第 %(seq)d 条与前一条接不上，其中一条被替换。") % {"seq": seq})
    if any(mark == seq and kept != value for mark, kept in marks):
        report.add(seq, "altered", _("第 %(seq)d 条与留存的摘要不符。") % {"seq": seq})
    report.checked += 1
    report.last_seq, report.last_hash = seq, value


def _check_tail(report: Report, marks: list[Mark], after: Mark) -> None:
    """The entries were read later than ``marks`` and earlier than ``after``; they end between the two."""
    reached = max((seq for seq, _value in marks), default=0)
    if report.last_seq < reached:
        span = {"first": report.last_seq + 1, "last": reached}
        report.add(report.last_seq + 1, "removed", _("末尾第 %(first)d 至 %(last)d 条被删除。") % span)
    elif report.last_seq > after[0]:
        text = _("链头止于第 %(seq)d 条，其后的条目是后来插入的。") % {"seq": after[0]}
        report.add(report.last_seq, "inserted", text)
