"""The import contracts hold, and they refuse what they are there to refuse (shown in a tree made for it)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]


def run(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(LINT, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A tree with our bands, our contracts and two modules of work that keep to them."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("config", "insight", "work", "work/petitions", "work/hearings", "registers", "registers/halls",
                    "kernel", "kernel/access", "kernel/modules", "kernel/clock", "kernel/matters"):  # fmt: skip
        (tmp_path / "lianxin" / package).mkdir(parents=True)
        (tmp_path / "lianxin" / package / "__init__.py").touch()
    (tmp_path / "lianxin/__init__.py").touch()
    for file in ("words", "access/actor", "modules/module", "clock/calendar", "clock/counting",
                 "matters/flow", "matters/usual"):  # fmt: skip
        (tmp_path / "lianxin/kernel" / f"{file}.py").touch()
    for module in ("petitions", "hearings"):
        (tmp_path / "lianxin/work" / module / "rules.py").touch()
        (tmp_path / "lianxin/work" / module / "flow.py").touch()
        (tmp_path / "lianxin/work" / module / "actions.py").write_text("from lianxin.kernel.access import actor\n")
    (tmp_path / "lianxin/registers/halls/rules.py").touch()
    return tmp_path


def test_our_own_imports_keep_to_the_contracts() -> None:
    done = run(ROOT)
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_tree_that_keeps_to_the_contracts_passes(house: Path) -> None:
    done = run(house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "text", "contract"),
    [
        ("work/petitions/actions.py", "from lianxin.work.hearings import actions", "never import each other"),
        ("kernel/access/queries.py", "from lianxin.work.petitions import rules", "only downwards"),
        ("registers/halls/rules.py", "from lianxin.work.petitions import rules", "only downwards"),
        ("work/petitions/rules.py", "import django", "know no Django"),
        ("work/petitions/flow.py", "from django.utils.translation import gettext", "know no Django"),
    ],
)
def test_a_forbidden_import_is_refused(house: Path, file: str, text: str, contract: str) -> None:
    (house / "lianxin" / file).write_text(f"{text}\n")
    done = run(house)
    assert done.returncode == 1, done.stdout + done.stderr
    [broken] = [line for line in done.stdout.splitlines() if line.endswith("BROKEN")]
    assert contract in broken
