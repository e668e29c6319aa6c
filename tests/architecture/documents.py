"""The project's own Markdown, read as text: links, headings, code, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.source import HOUSE, ROOT

FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#+\s+(.+)$", re.MULTILINE)


def documents() -> list[Path]:
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "packs").glob("*.md")]
    return sorted([*found, *HOUSE.rglob("README.md"), *(ROOT / "bench").glob("*.md")])


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(path: Path) -> str:
    return FENCE.sub("", text(path))


def links(path: Path) -> list[str]:
    """Targets of links and pictures that lie in this repository."""
    found = (one or other for one, other in LINK.findall(prose(path)))
    return [target for target in found if not re.match(r"\w+:", target)]


def slugs(path: Path) -> set[str]:
    """Anchors that a heading makes: lower case, signs dropped, blanks as hyphens."""
    heads = (re.sub(r"[^\w\s-]", "", head.lower()).strip() for head in HEADING.findall(prose(path)))
    return {re.sub(r"\s", "-", head) for head in heads}


def problem_of_link(path: Path, target: str) -> str:
    """What is wrong with a link of this document; "" when it leads somewhere."""
    name, _sign, anchor = target.partition("#")
    led_to = (path.parent / name).resolve() if name else path
    if not led_to.exists():
        return f"{path.relative_to(ROOT)}: {target}"
    if anchor and anchor not in slugs(led_to):
        return f"{path.relative_to(ROOT)}: no heading for {target}"
    return ""


def code_lines(path: Path) -> Iterator[str]:
    """Every line of fenced code, without its remark, and every piece of code inside a sentence."""
    for block in FENCE.findall(text(path)):
        yield from (re.sub(r"\s+#.*", "", line).strip() for line in block.splitlines())
    yield from CODE.findall(prose(path))


def commands(path: Path, program: str) -> list[list[str]]:
    """The words after ``program`` wherever the document calls it (``lianxin``, ``make``)."""
    call = re.compile(rf"^(?:export )?(?:[A-Z_]+=\S+ )*(?:\S*/)?{program} (.+)$")
    return [found.group(1).split() for line in code_lines(path) if (found := call.match(line))]
