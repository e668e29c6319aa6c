"""Sizes, names and anatomy: what makes one module readable to who knows another."""

import ast
from pathlib import Path

from tests.architecture.source import HOUSE, bands_packages, name, python_files, tree

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 50, 150
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "service", "services", "manager", "managers", "misc"}
READS_AND_SHOWS = {"pages", "api", "forms", "queries", "rules", "flow", "figures"}
ALWAYS_A_WRITE = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
A_WRITE_ON_ROWS = {"create", "update", "delete"}
ROWS = {"objects", "visible_to", "unscoped", "filter", "exclude", "all", "order_by"}


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{name(path)}::{node.name}": node.end_lineno - node.lineno + 1
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }
    assert long == {}


def test_no_template_is_longer_than_two_screens() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in HOUSE.rglob("*.html")}
    assert lengths
    assert {path: n for path, n in lengths.items() if n > LONGEST_TEMPLATE} == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [name(path) for path in python_files() if VAGUE & {path.stem, path.parent.name}] == []


def test_each_package_says_what_it_is_for() -> None:
    without = [name(folder) for folder in bands_packages() if len(readme(folder).split()) < 20]
    assert without == []


def readme(folder: Path) -> str:
    path = folder / "README.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def part_of(path: Path) -> str:
    """Which part of a module a file is: its own name, or that of the folder the part was split into."""
    return path.stem if (path.parent / "apps.py").exists() else path.parent.name


def is_a_write(node: ast.AST) -> bool:
    """A call that writes rows: ``form.save()``, ``Matter.objects.filter(…).update(…)``; not ``context.update(…)``."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    if node.func.attr in ALWAYS_A_WRITE:
        return True
    chain = {part.attr for part in ast.walk(node.func.value) if isinstance(part, ast.Attribute)}
    return node.func.attr in A_WRITE_ON_ROWS and bool(chain & ROWS)


def test_only_actions_write() -> None:
    writes = [
        f"{name(path)}:{node.lineno}"
        for path in python_files(with_tests=False)
        if part_of(path) in READS_AND_SHOWS
        for node in ast.walk(tree(path))
        if is_a_write(node)
    ]
    assert writes == []


def test_the_search_for_writes_finds_them() -> None:
    written = ["form.save()", "Thing.objects.create(a=1)", "Thing.objects.visible_to(actor).filter(a=1).update(b=2)"]
    harmless = ["context.update(a=1)", "actions.create(a=1)", "seen.add(1)"]
    found = [any(is_a_write(node) for node in ast.walk(ast.parse(text))) for text in (*written, *harmless)]
    assert found == [True] * 3 + [False] * 3


def test_models_have_no_verbs() -> None:
    """No ``save`` or ``delete`` of their own, no signals: what is written is written in an action."""
    found = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in python_files(with_tests=False)
        if part_of(path) == "models"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and (node.name in {"save", "delete"} or any("receiver" in ast.unparse(d) for d in node.decorator_list))
    ]
    assert found == []


def test_only_env_reads_the_environment() -> None:
    """Everything an operator can set is in one file; commands only hand their environment on to child processes."""
    allowed = {"lianxin/config/env.py", "lianxin/config/wsgi.py", "lianxin/config/cli.py", "lianxin/config/messages.py"}
    reading = {
        name(path)
        for path in python_files(with_tests=False)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"} and ast.unparse(node.value) == "os"
    }
    assert {path for path in reading if not path.startswith(("lianxin/config/commands/", "bench/"))} <= allowed
