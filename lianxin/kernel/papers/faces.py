"""The two typefaces, what they can print, and how wide it is. Song stands for 仿宋, 楷体 and 小标宋; Hei for 黑体."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

from lianxin.kernel.papers.blocks import cleaned

REPLACEMENT = "〓"
"""Printed for a character that no typeface has: the printers' own sign for a missing type."""

SPACES = {"\u00a0": " ", "\u2002": " ", "\u2003": "　", "\u2009": " ", "\u202f": " "}
LOOKS = re.compile("[\ufe00-\ufe0f]")  # ask for another look of the character before; say nothing by themselves


class Face:
    """A typeface of the fonts package, opened when first used and kept open."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self._advances: dict[str, int] = {}

    @cached_property
    def font(self) -> TTFont:
        return TTFont(self.path, lazy=True)

    @cached_property
    def glyphs(self) -> dict[int, str]:
        """Code point → name of the glyph."""
        return dict(self.font.getBestCmap())

    def has(self, char: str) -> bool:
        return ord(char) in self.glyphs

    def advance(self, char: str) -> int:
        """Width in thousandths of the size; that of a Chinese character when the face does not have it."""
        if char not in self._advances:
            self._advances[char] = int(self.font["hmtx"][self.glyphs[ord(char)]][0]) if self.has(char) else 1000
        return self._advances[char]


SONG = Face("song", pylopdf_fonts_zh_cn.serif_path())
HEI = Face("hei", pylopdf_fonts_zh_cn.sans_path())


def printable(text: str) -> str:
    """The text as it is printed, with ``REPLACEMENT`` for what is missing."""
    text = LOOKS.sub("", cleaned(text))
    text = "".join(SPACES.get(char, char) for char in text)
    return "".join(char if char == "\n" or SONG.has(char) or HEI.has(char) else REPLACEMENT for char in text)


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters that no typeface has, each once, in the order in which they appear."""
    all_of_them = (SPACES.get(char, char) for text in texts for char in LOOKS.sub("", cleaned(text)) if char != "\n")
    return tuple(dict.fromkeys(char for char in all_of_them if not (SONG.has(char) or HEI.has(char))))


def face_of(char: str, wanted: Face) -> Face:
    """The wanted face, or the other one when only that has the character."""
    return wanted if wanted.has(char) else (HEI if wanted is SONG else SONG)


def pieces(text: str, wanted: Face) -> list[tuple[Face, str]]:
    """The text cut into runs of one face."""
    return [(face, "".join(run)) for face, run in groupby(text, key=lambda char: face_of(char, wanted))]


def points(text: str, wanted: Face, size: float, spacing: float = 0.0) -> float:
    """Width in points, with ``spacing`` points after each character."""
    return sum(face_of(char, wanted).advance(char) for char in text) * size / 1000 + spacing * len(text)
