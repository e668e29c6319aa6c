"""What is written for people is true: links lead somewhere, commands exist, every setting is explained."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from lianxin.config.cli import COMMANDS
from lianxin.kernel.modules import registry
from tests.architecture.documents import FENCE, code_lines, commands, documents, links, problem_of_link, text
from tests.architecture.source import HOUSE, ROOT

READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
SETTINGS = ROOT / "docs" / "operators" / "settings.md"
NAME = re.compile(r"LIANXIN_([A-Z][A-Z0-9_]*)")
MOST_BYTES = 200_000


def test_every_link_leads_somewhere() -> None:
    problems = [problem_of_link(path, target) for path in documents() for target in links(path)]
    assert [problem for problem in problems if problem] == []


def test_a_link_into_the_void_is_noticed() -> None:
    assert problem_of_link(READMES[0], "docs/none.md")
    assert problem_of_link(READMES[0], "#no-such-heading")
    assert not problem_of_link(READMES[0], "#two-commands")


def test_every_command_that_a_document_names_exists() -> None:
    named = [(path.name, words) for path in documents() for words in commands(path, "lianxin")]
    assert len(named) > 20
    assert [(name, words) for name, words in named if words[0].strip("…") not in {*COMMANDS, ""}] == []
    kinds = {words[1] for _name, words in named if words[0] == "import" and len(words) > 1}
    assert {kind for kind in kinds if re.fullmatch(r"[a-z]+", kind)} <= set(registry.importers())


def test_every_make_target_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = [(path.name, words[0]) for path in documents() for words in commands(path, "make")]
    assert len(named) > 10
    assert [(name, target) for name, target in named if target not in targets] == []


def test_every_file_that_a_document_names_is_there() -> None:
    path_like = re.compile(r"(?:lianxin|docs|packs|tests|deploy|bench)/[\w./*-]*[\w*]")
    named = {(path, code) for path in documents() for code in code_lines(path) if path_like.fullmatch(code)}
    assert len(named) > 15
    missing = [(path.name, code) for path, code in named if not any(ROOT.glob(code))]
    # a README of a package may name its neighbours from the top of its own folder
    assert [(name, code) for name, code in missing if not any(HOUSE.glob(f"**/{code}"))] == []


def settings_read() -> set[str]:
    """The names that the code asks the environment for, without their beginning."""
    found = set()
    for path in (HOUSE / "config").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(first := node.args[0], ast.Constant):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in {"text", "flag", "number", "words"} and str(first.value).isupper():
                    found.add(str(first.value))
    return found


def test_every_setting_has_its_row_and_every_row_its_setting() -> None:
    rows = (line.split("|")[1] for line in text(SETTINGS).splitlines() if line.startswith("| `LIANXIN_"))
    explained = {name for row in rows for name in NAME.findall(row)}
    assert explained == settings_read()
    assert len(explained) > 30


def test_no_document_names_a_setting_that_is_not_read() -> None:
    known = settings_read()
    wrong = {(path.name, name) for path in documents() for name in NAME.findall(text(path)) if name not in known}
    assert {(name, setting) for name, setting in wrong if not setting.endswith("_")} == set()


def test_the_two_readmes_say_the_same() -> None:
    blocks = [["\n".join(re.sub(r"\s+#.*", "", line) for line in block.splitlines()).replace("密码", "PASSWORD")
               for block in FENCE.findall(text(path))] for path in READMES]  # fmt: skip
    assert blocks[0] == blocks[1]
    heads = [re.findall(r"^(#+) ", text(path), re.MULTILINE) for path in READMES]
    assert heads[0] == heads[1]
    targets = [sorted(set(links(path)) - {path.name for path in READMES}) for path in READMES]
    assert [target for target in targets[0] if "#" not in target] == [t for t in targets[1] if "#" not in t]


def test_the_demo_logins_of_the_guides_exist() -> None:
    with (ROOT / "packs" / "demo" / "people.csv").open(encoding="utf-8", newline="") as file:
        logins = {row["login"] for row in csv.DictReader(file) if row["signs_in"]}
    guides = [*(ROOT / "docs" / "users").glob("*.md"), *READMES]
    named = {login for path in guides for part in re.findall(r"登录名((?: |、|和|（.+?）|`\w+`)+)", text(path))
             for login in re.findall(r"`(\w+)`", part)}  # fmt: skip
    assert len(named) > 5
    assert named <= logins


def test_publiccode_is_complete() -> None:
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    mandatory = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
                 "description", "legal", "maintenance", "localisation"}  # fmt: skip
    assert mandatory <= set(told)
    assert (told["softwareVersion"], told["legal"]["license"]) == (project["version"], project["license"])
    for language, said in told["description"].items():
        assert len(said["shortDescription"]) <= 150, language
        assert 150 <= len(said["longDescription"]) <= 10_000, language
        assert said["features"], language
    assert all((ROOT / picture).is_file() for picture in told["description"]["en"]["screenshots"])
    assert f"## {project['version']}" in text(ROOT / "CHANGELOG.md")


def test_pictures_are_small_and_each_is_shown() -> None:
    folder = ROOT / "docs" / "screenshots"
    pictures = sorted(folder.glob("*.png"))
    assert len(pictures) >= 10
    assert [picture.name for picture in pictures if picture.stat().st_size >= MOST_BYTES] == []
    shown = text(folder / "README.md")
    assert [picture.name for picture in pictures if picture.name not in shown] == []


@pytest.mark.parametrize("path", [ROOT / "LICENSE"], ids=lambda path: path.name)
def test_the_licence_is_there_in_both_languages(path: Path) -> None:
    licence = text(path)
    assert "木兰宽松许可证， 第2版" in licence
    assert "Mulan Permissive Software License，Version 2 (Mulan PSL v2)" in licence
    assert "END OF THE TERMS AND CONDITIONS" in licence
