"""A file in at one go, for the command line: whoever types the command has said yes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.exchange import imports
from lianxin.kernel.exchange.columns import BadSheet, Layout
from lianxin.kernel.exchange.imports import Apply, Counts
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.exchange.preview import Preview, preview
from lianxin.kernel.exchange.reading import Problem

LISTED = 50
"""Remarks that a terminal is given."""


@dataclass(slots=True)
class Report:
    """counts: rows, good, bad, blank, repeated and, once taken, created, changed, unchanged.

    problems: the bad cells, each of which keeps its row back. notes: sentences about rows that were taken all the
    same, in the reader's language. refused: why the file as a whole was not taken.
    """

    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: str = ""
    dry_run: bool = False

    @property
    def nothing_changed(self) -> bool:
        return not (self.counts.get("created") or self.counts.get("changed"))

    def lines(self) -> list[str]:
        """The report for a terminal, in the reader's language: counts, bad cells, notes."""
        if self.refused:
            return [self.refused]
        read = _("读到 %(rows)d 行：可用 %(good)d，有问题 %(bad)d，重复 %(repeated)d；空行 %(blank)d。") % self.counts
        told = [_bad_cell(problem) for problem in self.problems]
        more = [_("另有 %(n)d 处没有列出。") % {"n": len(told) - LISTED}] if len(told) > LISTED else []
        return [read, self._written(), *told[:LISTED], *more, *self.notes]

    def _written(self) -> str:
        if self.dry_run:
            return _("试读，没有写入任何内容。会新增 %(created)d，改动 %(changed)d，未变 %(unchanged)d。") % self.counts
        return _("新增 %(created)d，改动 %(changed)d，未变 %(unchanged)d。") % self.counts


def take(path: Path, layout: Layout, *, actor: Actor, apply: Apply, notes: list[str], dry_run: bool = False) -> Report:
    """Prepare and commit in one step, or try and take it back. ``apply`` adds its sentences to ``notes``."""
    try:
        found = preview(path, layout)
        if dry_run:
            return Report(found.counts() | asdict(_tried(found, apply)), found.problems, notes, dry_run=True)
        run = imports.prepare(path, layout, actor=actor, name=path.name)
    except BadSheet as bad:
        return Report(refused=_(bad.sentence) % bad.params, dry_run=dry_run)
    run = imports.commit(run, actor=actor, layout=layout, apply=apply)
    return Report(run.counts, found.problems, notes)


def _tried(found: Preview, apply: Apply) -> Counts:
    """Does everything and takes it back, so that the report says what would become of each row."""
    with transaction.atomic():
        counts = apply((row.values for row in found.rows()), ImportRun())
        transaction.set_rollback(True)
    return counts


def _bad_cell(problem: Problem) -> str:
    return _("第 %(row)d 行 %(column)s 列“%(header)s”：%(why)s（%(value)s）") % {
        "row": problem.row, "column": problem.column, "header": problem.header, "why": problem.text(),
        "value": problem.kept()["value"],
    }  # fmt: skip
