import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.places.divisions import import_divisions
from lianxin.kernel.places.report import Report

SHARED = Path(__file__).resolve().parents[4].parent / "shared" / "data"

CITY = [
    ["990100", "云川市"],
    ["990102", "东湖区"],
    ["990103", "西岭县"],
    ["990102001", "柳荫街道"],
    ["990102002", "荷风街道"],
    ["990103100", "石桥镇"],
    ["990102001001", "晨光社区居委会"],
    ["990102001002", "长桥社区居委会"],
    ["990102002001", "南门社区居委会"],
    ["990103100200", "石桥村委会"],
    ["990103100201", "上营村委会"],
]
HEAD = ["代码", "名称"]

Write = Callable[..., Path]


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is not on this machine")
    return path


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes rows as CSV and returns the file."""

    def write(rows: list[list[str]], name: str = "divisions.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


@pytest.fixture
def city(db: None, write: Write) -> Report:
    """A made-up city of two counties, three streets and five communities."""
    return import_divisions(write([HEAD, *CITY]), actor=SYSTEM)
