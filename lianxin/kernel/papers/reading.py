"""Reads the filled text of a template into a paper: one line, one paragraph; the first sign says what a line is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from lianxin.kernel.papers.blocks import (
    Block,
    Facts,
    Heading,
    PageBreak,
    Paper,
    Para,
    Photo,
    Quote,
    Seal,
    Signatures,
    Table,
)
from lianxin.kernel.papers.filling import BAR, BREAK, END, START

HEAD_FIELDS = ("title", "number", "issuer")
SIGNS = ("####", "###", "##", "#", "===", "|", "=", "~", "@", ">", "<", "!", "\\")
TOGETHER = {"|", "=", "~"}  # neighbouring lines with this sign are one block
DAY = re.compile(r"(\d{4})(?:年|-)(\d{1,2})(?:月|-)(\d{1,2})日?")
MARKS = str.maketrans({START: None, END: None, BREAK: "\n", BAR: "|"})

Numbered = tuple[int, str]  # the line's number in the filled text, and what follows its sign


class Unreadable(Exception):
    """A line that is not in the format. ``line``: its number, from 1; ``why``: a whole sentence."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


def paper_from(text: str, photos: Mapping[str, bytes]) -> Paper:
    """The paper of a filled text. Raises ``Unreadable``."""
    lines = text.split("\n")
    head, start = _head(lines)
    signed = [(number, *_sign(line)) for number, line in enumerate(lines[start:], start + 1)]
    blocks: list[Block] = []
    for sign, run in groupby(signed, key=lambda one: one[1]):
        content = [(number, words) for number, _sign_, words in run]
        parts = [content] if sign in TOGETHER else [[one] for one in content]
        blocks += [block for part in parts if (block := _block(sign, part, photos))]
    return Paper(head["title"], head.get("number", ""), tuple(blocks), head.get("issuer", ""))


def _head(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The fields between the two ``---`` lines, and the index of the line after them."""
    if not lines or lines[0].strip() != "---":
        raise Unreadable(1, _("模板以“---”一行开头，其中写标题。"))
    head: dict[str, str] = {}
    for number, line in enumerate(lines[1:], 2):
        if line.strip() == "---":
            if not head.get("title"):
                raise Unreadable(number, _("没有标题（title）。"))
            return head, number
        name, _colon, words = line.partition(":")
        if name.strip() not in HEAD_FIELDS:
            raise Unreadable(number, _("开头只能写 title、number、issuer。"))
        head[name.strip()] = _plain(words)
    raise Unreadable(len(lines), _("开头没有用“---”一行结束。"))


def _sign(line: str) -> tuple[str, str]:
    """The sign that a line begins with, and the rest."""
    line = line.strip(" \r")
    sign = next((sign for sign in SIGNS if line.startswith(sign)), "")
    return sign, line.removeprefix(sign)


def _plain(words: str) -> str:
    return words.translate(MARKS).strip()


def _cells(words: str) -> list[str]:
    return [_plain(cell) for cell in words.split("|")]


def _two(line: Numbered) -> tuple[str, str]:
    cells = _cells(line[1])
    if len(cells) > 2:
        raise Unreadable(line[0], _("这一行最多两部分，用一条“|”隔开。"))
    return (cells[0], cells[1] if len(cells) == 2 else "")


def _block(sign: str, lines: list[Numbered], photos: Mapping[str, bytes]) -> Block | None:
    first = lines[0]
    match sign:
        case "|":
            return _table(lines)
        case "=":
            return Facts(tuple(_two(line) for line in lines))
        case "~":
            return Signatures(tuple(_two(line) for line in lines))
        case "@":
            return _seal(first)
        case ">":
            return Quote(*_two(first))
        case "===":
            return PageBreak()
        case "!":
            return _photo(first, photos)
        case "<":
            return Para(_plain(first[1]), flush=True)
        case "#" | "##" | "###" | "####":
            return Heading(_plain(first[1]), len(sign))
    text = _plain(first[1])
    return Para(text) if text else None


def _table(lines: list[Numbered]) -> Table:
    rows = [_cells(words.rstrip(" ").removesuffix("|")) for _number, words in lines]
    for (number, _words), row in zip(lines, rows, strict=True):
        if len(row) != len(rows[0]):
            raise Unreadable(number, _("表格这一行的格数与表头不同。"))
    return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))


def _seal(line: Numbered) -> Seal:
    unit, words = _two(line)
    if not words:
        return Seal(unit)
    found = DAY.fullmatch(words)
    try:
        if found:
            return Seal(unit, date(*(int(part) for part in found.groups())))
    except ValueError:
        pass
    raise Unreadable(line[0], _("“@”一行的日期写成 2026年7月1日 或者 2026-07-01。"))


def _photo(line: Numbered, photos: Mapping[str, bytes]) -> Photo:
    key, caption = _two(line)
    if key not in photos:
        raise Unreadable(line[0], _("没有提供图片“%(key)s”。") % {"key": key})
    return Photo(photos[key], caption)
