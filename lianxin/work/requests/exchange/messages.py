"""Messages of a public board: those with a reply are history, those without wait at the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.exchange.columns import Column, Layout
from lianxin.kernel.exchange.imports import Counts
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.exchange.taking import Report, take
from lianxin.kernel.words import N_
from lianxin.work.requests import actions
from lianxin.work.requests.exchange.board import SOURCE, Board, reference_of
from lianxin.work.requests.models import Request

MESSAGES = Layout(
    "requests.messages",
    (
        Column("number", N_("留言编号"), ("编号", "工单号"), required=True, max_length=60),
        Column("user", N_("留言用户"), ("用户", "网友"), max_length=60),
        Column("title", N_("留言主题"), ("主题", "标题"), max_length=200),
        Column("at", N_("留言时间"), ("时间",), kind="datetime", required=True),
        Column("text", N_("留言详情"), ("详情", "内容", "留言内容"), required=True, max_length=30_000),
        Column("answer", N_("答复意见"), ("答复", "答复内容"), max_length=30_000),
        Column("answered_at", N_("答复时间"), kind="datetime"),
        Column("likes", N_("点赞数"), kind="int"),
        Column("dislikes", N_("反对数"), kind="int"),
        Column("label", N_("一级标签"), ("标签", "类别", "分类"), max_length=80),
    ),
    identity=("number",),
)
_OPTIONAL = ("number", "at")
UNDATED = Layout(
    "requests.messages_undated",
    tuple(replace(column, required=False) if column.key in _OPTIONAL else column for column in MESSAGES.columns),
    identity=("number", "text"),
)
"""For collections in which some rows have only their text."""
CHUNK = 500


def import_messages(path: Path, *, actor: Actor, dry_run: bool = False, undated: str = "") -> Report:
    """A file of board messages, with or without replies. Needs ``requests.import`` over the whole city.

    A row with a reply and its time becomes a closed matter with both dates; its outcome is "explained", because the
    file does not say "solved". A row without one waits at the city's desk, however old it is. What is known by its
    number is not taken twice; one that waits and has a reply in a later file is answered by it. Likes stand in the
    opening event. undated: the day (ISO) of rows without a time; without it such rows are bad ones.
    """
    board = Board(actor)
    actor.require("requests.import", board.city)
    try:
        day = date.fromisoformat(undated) if undated else None
    except ValueError:
        return Report(refused=_("看不懂的日期：%(on)s。请写成 2026-01-31。") % {"on": undated}, dry_run=dry_run)
    taking = Taking(board, day)
    layout = UNDATED if day else MESSAGES
    return take(path, layout, actor=actor, apply=taking.apply, notes=taking.notes, dry_run=dry_run)


class Taking:
    """One run: what has become of the rows, and what is to be said of them."""

    def __init__(self, board: Board, undated: date | None) -> None:
        self.board, self.undated = board, undated
        self.tally: Counter[str] = Counter()
        self.notes: list[str] = []

    def apply(self, rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts:
        for chunk in _chunks(rows):
            self._take([self._dated(row) for row in chunk], run)
        self.notes += self._sentences()
        return Counts(self.tally["created"], self.tally["changed"], self.tally["unchanged"])

    def _dated(self, row: dict[str, Any]) -> dict[str, Any]:
        at = row.get("at") or timezone.make_aware(datetime.combine(self.undated or date.min, time(12)))
        row = {**row, "at": at, "reference": reference_of(row)}
        if row.get("answer") and not (row.get("answered_at") and row["answered_at"] >= at):
            self.tally["no_moment"] += 1
            row["unsure_answer"], row["answer"] = row["answer"], None
        return row

    def _take(self, rows: list[dict[str, Any]], run: ImportRun) -> None:
        known = self.board.known([row["reference"] for row in rows])
        new = {}
        for row in rows:
            if row["reference"] in known:
                self._again(known[row["reference"]], row)
            elif row["reference"] in new:
                self.tally["unchanged"] += 1
                self.tally["same_number"] += 1
            else:
                new[row["reference"]] = row
        self.tally += self.board.keep(list(new.values()), run)
        self.tally["created"] += len(new)

    def _again(self, request: Request, row: dict[str, Any]) -> None:
        if not row.get("answer") or request.matter.state != "received":
            self.tally["unchanged"] += 1
            return
        at = row["answered_at"]
        answered = actions.answer_now(
            request.matter, actor=self.board.actor, outcome="explained", text=row["answer"], at=at
        )
        actions.lapse(answered, at=at)
        self.tally["changed"] += 1

    def _sentences(self) -> list[str]:
        told = [
            (_("有答复，作为已办结保存：%(n)d 件。"), "closed"),
            (_("没有答复，在市级派单台等待：%(n)d 件。"), "open"),
            (_("留言里的地名在区划里找不到，记在全市：%(n)d 件；原来的地名在“位置描述”里。"), "without_place"),
            (_("标签不是现有类别的名称，没有归类：%(n)d 件。"), "without_category"),
            (_("有答复但没有可信的答复时间，没有办结，答复记在备注里：%(n)d 件。"), "no_moment"),
            (_("同一编号在文件里出现两次、内容不同，只取第一次：%(n)d 件。"), "same_number"),
        ]
        return [text % {"n": self.tally[key]} for text, key in told if self.tally[key]]


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


__all__ = ["MESSAGES", "SOURCE", "UNDATED", "import_messages"]
