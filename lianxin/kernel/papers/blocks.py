"""What a paper is made of: plain values, without any idea of how they are printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Heading:
    """Level 1 黑体, 2 楷体, 3 and 4 as the body (GB/T 9704-2012, 7.3.3). The text brings its numeral: 一、（一）1."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Para:
    """A paragraph, its first line two characters in; ``flush`` for a salutation or an address; a line break stays."""

    text: str
    flush: bool = False


@dataclass(frozen=True)
class Facts:
    """Rows of a label and a value in a ruled grid."""

    rows: tuple[tuple[str, str], ...] | list[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """A ruled table, its head again on each page. ``shares``: relative widths of columns; without them, by content."""

    head: tuple[str, ...] | list[str]
    rows: tuple[tuple[str, ...], ...] | list[tuple[str, ...]] | list[list[str]]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on: (label, hint), for example ``("甲方", "签名、盖章或者按指印")``."""

    rows: tuple[tuple[str, str], ...] | list[tuple[str, str]]


@dataclass(frozen=True)
class Seal:
    """Unit and day at the right, with room above for the seal. Without a day there are blanks to fill in by hand."""

    unit: str
    on: date | None = None


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Photo:
    """A picture that Pillow can read, with its caption. No metadata of it gets into the paper."""

    data: bytes
    caption: str = ""


@dataclass(frozen=True)
class Quote:
    """Words of a law: the article, and its text set in."""

    article: str
    text: str


Block = Heading | Para | Facts | Table | Signatures | Seal | PageBreak | Photo | Quote


@dataclass(frozen=True)
class Paper:
    """One document. With an ``issuer`` it has the red head and the red line; ``number`` is its 发文字号."""

    title: str
    number: str = ""
    blocks: tuple[Block, ...] | list[Block] = ()
    issuer: str = ""


@dataclass(frozen=True)
class Attached:
    """A PDF that exists already, as a part of a bundle. ``data``: its bytes."""

    title: str
    data: bytes
    number: str = ""


def document_number(code: str, year: int, serial: int) -> str:
    """发文字号: code of the office, year in 〔〕, running number without leading zeros (GB/T 9704-2012, 7.2.5)."""
    return f"{code}〔{year}〕{serial}号"


def day_words(on: date | None) -> str:
    """``2026年7月1日``, without leading zeros (GB/T 9704-2012, 7.3.5.4); blanks when there is no day yet."""
    return f"{on.year}年{on.month}月{on.day}日" if on else "　　　　年　　月　　日"


def cleaned(text: str) -> str:
    """Text that can be printed: one kind of line break; no control, direction or stray surrogate characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "　")
    kept = (char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf"})
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff" else char for char in kept)


def texts(paper: Paper) -> Iterator[str]:
    """Every text of a paper, in the order in which it is printed."""
    yield from (paper.issuer, paper.title, paper.number)
    for block in paper.blocks:
        match block:
            case Heading(text=text) | Para(text=text):
                yield text
            case Facts(rows=rows) | Signatures(rows=rows):
                yield from (text for row in rows for text in row)
            case Table(head=head, rows=body):
                yield from head
                yield from (text for row in body for text in row)
            case Seal(unit=unit):
                yield unit
            case Photo(caption=caption):
                yield caption
            case Quote(article=article, text=text):
                yield from (article, text)
