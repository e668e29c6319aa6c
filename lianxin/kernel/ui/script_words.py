"""The texts of our scripts in the reader's language: what stands in ``gettext("…")`` there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

FOLDER = Path(__file__).parent / "static" / "ui"
CALL = re.compile(r"""\bgettext\(\s*"((?:[^"\\]|\\.)*)\"""")


@cache
def texts() -> tuple[str, ...]:
    """Every Chinese source text in the scripts of the page kit."""
    found = {text for path in sorted(FOLDER.glob("*.js")) for text in CALL.findall(path.read_text(encoding="utf-8"))}
    return tuple(sorted(text.replace('\\"', '"').replace("\\n", "\n") for text in found))


def catalogue(language: str) -> dict[str, str]:
    """Source text → text in ``language``, only where they differ."""
    with translation.override(language):
        pairs = {text: gettext(text) for text in texts()}
    return {text: told for text, told in pairs.items() if told != text}
