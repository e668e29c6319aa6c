"""Texts in other languages: ``python -m lianxin.config.messages extract|compile|check``.

Source texts are Chinese. ``extract`` brings ``lianxin/locale/en/LC_MESSAGES/django.po`` up to date with the code,
``compile`` writes the ``.mo`` files that pages read (not kept in git), and ``check`` fails on a text without its
English, on placeholders that differ, and on Chinese in a template or script that nobody marked for translation.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import jinja2
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "lianxin"
LOCALE = PACKAGE / "locale"
PACKS = ROOT / "packs"
METHODS = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**/static/**.js", "javascript"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"silent": "false"}}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "N_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
MARKS = {"_", "gettext", "ngettext", "pgettext", "N_"}
NOT_TRANSLATED = {"中文"}
"""Names that languages call themselves by."""

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff60]")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]")
SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
SCRIPT_TEXT = re.compile(r"""(gettext\(\s*)?("(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*')""")
PACK_KEYS = {"source", "words"}
FIXED_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def is_source(folder: str) -> bool:
    """Folders that hold no texts of pages."""
    return Path(folder).name not in {"tests", "migrations", "locale", "__pycache__"} and not Path(
        folder
    ).name.startswith(".")


def found() -> Catalog:
    """Every text that the code marks, in a stable order."""
    catalog = Catalog(locale="en", project="Lianxin", charset="utf-8", fuzzy=False, creation_date=FIXED_DATE)
    texts = extract_from_dir(PACKAGE, METHODS, OPTIONS, KEYWORDS, directory_filter=is_source)
    for name, _line, message, _comments, context in sorted(texts, key=lambda t: (str(t[2]), t[0], t[1])):
        if CHINESE.search(str(message)):
            catalog.add(message, None, [(f"lianxin/{name}", 0)], context=context)
    for text, where in pack_words():
        catalog.add(text, None, [(where, 0)])
    return catalog


def pack_words() -> Iterator[tuple[str, str]]:
    """(text, file) of what our city packs show through gettext: names in flows.toml, sources and rules in pack.toml."""
    for path in sorted(PACKS.glob("*/flows.toml")) + sorted(PACKS.glob("*/pack.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        keys = None if path.name == "flows.toml" else PACK_KEYS
        yield from ((text, str(path.relative_to(ROOT))) for text in texts_of(told, keys) if CHINESE.search(text))


def texts_of(table: dict[str, Any], keys: set[str] | None) -> Iterator[str]:
    """The strings of a TOML table and the tables in it, under these keys or (None) under any."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from texts_of(value, keys)
        elif isinstance(value, str) and (keys is None or key in keys):
            yield value


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/django.po"))


def known(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Lianxin", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def extract() -> None:
    for language in languages() or ["en"]:
        catalog = known(language)
        catalog.update(found(), no_fuzzy_matching=True)
        catalog.creation_date = catalog.revision_date = FIXED_DATE
        catalog.header_comment = "# Lianxin: source texts are Chinese. Brought up to date by lianxin.config.messages."
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        text = BytesIO()
        write_po(text, catalog, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
        path_of(language).write_bytes(text.getvalue())
        print(f"{language}: {len(catalog)} texts, {len(open_texts(catalog))} without a translation")


def compile_all() -> None:
    """Write the ``.mo`` of each language, unless it is newer than its ``.po``."""
    for language in languages():
        source, target = path_of(language), path_of(language).with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        fresh = target.with_suffix(".new")
        with fresh.open("wb") as file:
            write_mo(file, known(language))
        fresh.replace(target)


def told(message: Message) -> list[str]:
    """The translation's forms: one, or one for each plural."""
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string or ""]


def source(message: Message) -> str:
    return message.id[-1] if isinstance(message.id, list | tuple) else str(message.id)


def open_texts(catalog: Catalog) -> list[str]:
    return [source(m) for m in catalog if m.id and (m.fuzzy or not all(told(m)))]


def translation_problems(wanted: Catalog, catalog: Catalog) -> Iterator[str]:
    for message in wanted:
        if not message.id:
            continue
        mine = catalog.get(message.id[0] if isinstance(message.id, list | tuple) else message.id, message.context)
        where = ", ".join(sorted({name for name, _line in message.locations}))
        if mine is None or mine.fuzzy or not all(told(mine)):
            yield f"{where}: no translation of {source(message)!r}"
            continue
        names = set(PLACEHOLDER.findall(source(message)))
        # A singular may leave the number out ("one day ago"); the last form may leave out nothing.
        if set(PLACEHOLDER.findall(told(mine)[-1])) != names or not set(PLACEHOLDER.findall(told(mine)[0])) <= names:
            yield f"{where}: placeholders differ in {source(message)!r}"
        if any(CHINESE.search(text) for text in told(mine)):
            yield f"{where}: the translation of {source(message)!r} is Chinese"


def unmarked_in_template(text: str) -> Iterator[tuple[int, str]]:
    """Chinese in a template outside of ``_("…")``: (line, text)."""
    env = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for line, kind, value in env.lex(text):
        if kind == "data" and CHINESE.search(value):
            yield line + value[: CHINESE.search(value).start()].count("\n"), value.strip()  # type: ignore[union-attr]
    tree = env.parse(text)
    marked = {
        id(const)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS
        for argument in call.args
        for const in ([argument] if isinstance(argument, nodes.Const) else argument.find_all(nodes.Const))
    }
    for const in tree.find_all(nodes.Const):
        is_text = isinstance(const.value, str) and CHINESE.search(const.value)
        if is_text and id(const) not in marked and const.value not in NOT_TRANSLATED:
            yield const.lineno, const.value


def unmarked_in_script(text: str) -> Iterator[tuple[int, str]]:
    """Chinese in a script's strings outside of ``gettext("…")``: (line, text)."""
    bare = SCRIPT_COMMENT.sub(lambda m: "\n" * m.group().count("\n"), text)
    for match in SCRIPT_TEXT.finditer(bare):
        if not match.group(1) and CHINESE.search(match.group(2)):
            yield bare[: match.start()].count("\n") + 1, match.group(2)


def source_problems() -> Iterator[str]:
    for pattern, look in (("templates/**/*.html", unmarked_in_template), ("static/**/*.js", unmarked_in_script)):
        for path in sorted(PACKAGE.rglob(pattern)):
            for line, text in look(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(ROOT)}:{line}: not marked for translation: {text[:60]!r}"


def check() -> int:
    wanted = found()
    problems = [p for language in languages() or ["en"] for p in translation_problems(wanted, known(language))]
    problems += source_problems()
    print("\n".join(problems) or f"messages: {len(wanted)} texts, all translated")
    return 1 if problems else 0


def main(words: list[str]) -> int:
    if words == ["extract"]:
        extract()
    elif words == ["compile"]:
        compile_all()
    elif words == ["check"]:
        return check()
    else:
        raise SystemExit("usage: python -m lianxin.config.messages extract|compile|check")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
