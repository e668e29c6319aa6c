"""Text to tokens and query to phrases: pairs of ideographs, whole words of other scripts.

A run of ideographs ``物业费`` becomes ``物业 业费 费``: the pair that starts at every place and, last, the
single one that ends the run, so every ideograph begins some token and a query of one is a prefix. A word of
any other script or a number stays whole, in lower case. Nothing of Django here.

Complete: a text that contains a query made of ideographs is always found. Exact for ideographs too:
nothing else is found. A Latin word or a number is found by its beginning, not by its middle.
"""

import re
import unicodedata
from dataclasses import dataclass

MAX_TEXT = 60_000
"""Characters of one text that are searched. PostgreSQL's tsvector holds 1 MB; this many always fit."""

MAX_QUERY = 200
"""Characters of a query that are looked at."""

MAX_WORD = 64
"""Characters of a word that count, in texts and queries alike: a pasted blob is not a word."""

# Radicals, 々〆〇, kana, extension A, the main block, syllables of Hangul, the private area where rare
# characters of names still live, compatibility forms, and the two planes of further ideographs.
_IDEOGRAPHS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\ue000-\uf8ff\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
_RUN = re.compile(f"[{_IDEOGRAPHS}]+|[^\\W_{_IDEOGRAPHS}]+")
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
_STRETCH = re.compile(f"(?:[{_IDEOGRAPHS}]|[^\\W_])+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must stand side by side; the last one may be only the beginning of a token."""

    tokens: tuple[str, ...]
    open_ended: bool


def plain(text: str) -> str:
    """Full width to half width, one case, accents and invisible characters gone."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if folded.isascii():
        return folded
    return "".join(char for char in folded if unicodedata.category(char) not in {"Cf", "Mn"})


def tokens(text: str) -> list[str]:
    """The tokens of a text in their order."""
    found: list[str] = []
    for run in _RUN.findall(plain(text[:MAX_TEXT])):
        found.extend(_pairs(run) if _IDEOGRAPH.match(run) else [run[:MAX_WORD]])
    return found


def phrases(query: str) -> list[Phrase]:
    """What a text must contain, all of it: one phrase for each stretch without spaces or punctuation."""
    return [_phrase(stretch) for stretch in _STRETCH.findall(plain(query[:MAX_QUERY]))]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]


def _phrase(stretch: str) -> Phrase:
    found = tokens(stretch)
    ends_in_pairs = len(found) > 1 and len(found[-1]) == 1 and len(found[-2]) == 2 and _is_pair(found[-2], found[-1])
    if ends_in_pairs:
        # The single one that closes the run would demand that the text's run ends here as well.
        return Phrase(tuple(found[:-1]), open_ended=False)
    return Phrase(tuple(found), open_ended=True)


def _is_pair(pair: str, last: str) -> bool:
    return bool(_IDEOGRAPH.match(last)) and bool(_IDEOGRAPH.match(pair)) and pair[1] == last
