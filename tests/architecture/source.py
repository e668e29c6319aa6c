"""The source files that the shape tests read."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "lianxin"


def python_files(*, with_tests: bool = True) -> list[Path]:
    """All our Python files but migrations."""
    found = [*HOUSE.rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    if with_tests:
        found += [*(ROOT / "tests").rglob("*.py"), ROOT / "conftest.py"]
    return sorted(
        path
        for path in found
        if "migrations" not in path.parts and (with_tests or "tests" not in path.relative_to(ROOT).parts)
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def bands_packages() -> Iterator[Path]:
    """Every kernel package and every module of the bands above it."""
    for band in ("kernel", "registers", "work", "insight"):
        for folder in sorted((HOUSE / band).iterdir()):
            if (folder / "apps.py").exists():
                yield folder
