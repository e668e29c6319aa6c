"""docs/promises.csv: each finished row of the mission, and the tests that prove it."""

import ast
import csv
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

FILE = ROOT / "docs" / "promises.csv"
MISSION = {f"S{number}" for number in range(1, 297)} | {f"F{number:03}" for number in range(1, 168)}


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def cases_in(path: Path) -> frozenset[str]:
    """Names of test functions, with their class where they have one."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return frozenset(name for name in found if name.split("::")[-1].startswith("test_"))


def exists(node_id: str) -> bool:
    file, _sign, test = node_id.partition("::")
    path = ROOT / file
    return path.is_file() and test.partition("[")[0] in cases_in(path)


def test_the_header_is_the_agreed_one() -> None:
    assert FILE.read_text(encoding="utf-8").splitlines()[0] == "id,module,tests"


def test_each_row_is_one_of_the_mission_and_named_once() -> None:
    ids = [row["id"] for row in rows()]
    assert [name for name in ids if name not in MISSION] == []
    assert sorted(ids) == sorted(set(ids))


def test_each_promise_names_its_module_and_tests_that_exist() -> None:
    assert [row["id"] for row in rows() if not row["tests"].split()] == []
    assert [row["id"] for row in rows() if not any((ROOT / "lianxin").glob(f"*/{row['module']}/__init__.py"))] == []
    missing = [f"{row['id']}: {node}" for row in rows() for node in row["tests"].split() if not exists(node)]
    assert missing == []


@pytest.mark.parametrize(
    "node_id", ["tests/none.py::test_x", f"{Path(__file__).relative_to(ROOT)}::test_that_is_not_here"]
)
def test_a_test_that_does_not_exist_is_noticed(node_id: str) -> None:
    assert not exists(node_id)
