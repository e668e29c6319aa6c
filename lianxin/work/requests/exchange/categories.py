"""Lists of categories in three levels, with codes of their own or without, become the categories of this city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from pypinyin import Style, lazy_pinyin

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.exchange.columns import Column, Layout
from lianxin.kernel.exchange.imports import Counts
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.exchange.taking import Report, take
from lianxin.kernel.words import N_
from lianxin.work.requests.models import Category

CATEGORIES = Layout(
    "requests.categories",
    (
        Column("code_1", N_("一级代码"), ("level_1_code", "一级编码"), max_length=20),
        Column("name_1", N_("一级分类"), ("level_1_name", "一级名称", "一级类别"), required=True, max_length=80),
        Column("code_2", N_("二级代码"), ("level_2_code", "二级编码"), max_length=20),
        Column("name_2", N_("二级分类"), ("level_2_name", "二级名称", "二级类别"), required=True, max_length=80),
        Column("code_3", N_("三级代码"), ("level_3_code", "三级编码"), max_length=20),
        Column("name_3", N_("三级分类"), ("level_3_name", "三级名称", "三级类别"), max_length=80),
        Column("remark", N_("说明"), ("remark", "备注", "释义"), max_length=2000),
        Column("synonyms", N_("别名"), ("synonyms", "同义词"), max_length=300),
        Column("days", N_("办理时限（工作日）"), ("days", "办理时限", "时限"), kind="int"),
    ),
    identity=("name_1", "name_2", "name_3"),
)
MADE = "L"
"""What the top codes begin with that are made here, apart from the numbers that printed lists use."""
SERIALS = tuple(f"{n:02d}" for n in range(1, 100)) + tuple(f"{a}{b}" for a in "ABCDEFGHJK" for b in "0123456789")


def import_categories(path: Path, *, actor: Actor, dry_run: bool = False, source: str = "") -> Report:
    """A file with one leaf a row and its two parents beside it. Needs ``requests.manage``.

    A known name under the same parent is the same category, whatever its code. A code that is taken, or does not
    begin with its parent's, gives way to one that is made; a leaf without a name takes its parent's. Both are said
    in ``Report.notes``. source: where the list is from, by default the file's name.
    """
    actor.require("requests.manage")
    shelf = Shelf(source or path.stem[:60])
    return take(path, CATEGORIES, actor=actor, apply=shelf.apply, notes=shelf.notes, dry_run=dry_run)


class Shelf:
    """The categories that are there, by code and by parent and name, while a list is put among them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.notes: list[str] = []

    def apply(self, rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts:
        known = list(Category.objects.select_related("parent"))
        self.by_code = {category.code: category for category in known}
        self.by_name = {(category.parent_id, category.name): category for category in known}
        became = [self._take(row) for row in rows]
        return Counts(became.count("created"), became.count("changed"), became.count("unchanged"))

    def _take(self, row: dict[str, Any]) -> str:
        top, _new = self._put(None, row["name_1"], row.get("code_1"), "")
        middle, _new = self._put(top, row["name_2"], row.get("code_2"), row.get("code_1") or "")
        name = row.get("name_3")
        if not name:
            name = middle.name
            self.notes.append(
                _("“%(top)s / %(middle)s”下有一行没有三级名称（代码 %(code)s），用了上级的名称。")
                % {"top": top.name, "middle": middle.name, "code": row.get("code_3") or "—"}
            )
        leaf, is_new = self._put(middle, name, row.get("code_3"), row.get("code_2") or "", is_leaf=True)
        told = {key: row[key] for key in ("remark", "synonyms", "days") if row.get(key)}
        changed = [key for key, value in told.items() if getattr(leaf, key) != value]
        for key in changed:
            setattr(leaf, key, told[key])
        if changed:
            leaf.save(update_fields=changed)
        return "created" if is_new else "changed" if changed else "unchanged"

    def _put(
        self, parent: Category | None, name: str, given: str | None, parents_given: str, *, is_leaf: bool = False
    ) -> tuple[Category, bool]:
        known = self.by_name.get((parent.pk if parent else None, name))
        if known is not None:
            return known, False
        code = self._code(parent, given or "")
        if given and code != given:
            self._tell_of(code, name, given, parent, parents_given)
        category = Category.objects.create(
            code=code, name=name, parent=parent, is_leaf=is_leaf, initials=initials(name), source=self.source
        )
        self.by_code[code] = self.by_name[category.parent_id, name] = category
        return category, True

    def _code(self, parent: Category | None, given: str) -> str:
        stem = parent.code if parent else ""
        if given.startswith(stem) and given != stem and given not in self.by_code:
            return given
        if not parent:
            stem = MADE
        ending = given[-2:] if given[-2:].isdigit() and len(given) > 1 else ""
        return next(stem + serial for serial in _serials(ending) if stem + serial not in self.by_code)

    def _tell_of(self, code: str, name: str, given: str, parent: Category | None, parents_given: str) -> None:
        """Once for each oddity: below a parent that had to change its code the change goes without saying."""
        if parent and parents_given and parent.code != parents_given and given.startswith(parents_given):
            return
        holder = self.by_code.get(given)
        text = (
            _("代码 %(given)s 已用于“%(holder)s”，“%(name)s”改用 %(code)s。")
            if holder
            else _("代码 %(given)s 不在上级代码之下，“%(name)s”改用 %(code)s。")
        )
        self.notes.append(text % {"given": given, "holder": holder.name if holder else "", "name": name, "code": code})


def initials(name: str) -> str:
    """The pinyin initials by which a category is found: 路灯 → ld; digits and Latin letters stay."""
    return "".join(part[:1] if part.isalpha() else part for part in _syllables(name)).lower()[:120]


def _syllables(name: str) -> Iterator[str]:
    for part in lazy_pinyin(name, style=Style.FIRST_LETTER, errors=lambda other: list(other)):
        if part.isalnum():
            yield part


def _serials(first: str) -> Iterator[str]:
    if first:
        yield first
    yield from SERIALS
