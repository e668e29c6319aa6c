"""Lists of categories: given codes, made codes, oddities said and nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lianxin.kernel.access.actor import SYSTEM, Denied
from lianxin.work.requests.exchange import import_categories
from lianxin.work.requests.models import Category
from tests.shared_data import shared

CODED = """level_1_code,level_1_name,level_2_code,level_2_name,level_3_code,level_3_name,remark
71,水利,7101,供水,710101,水压低,水压不足、水流小
71,水利,7101,供水,710199,其他供水,
71,水利,7102,排水,710199,其他排水,印错的代码
71,水利,7103,河道,710300,,没有三级名称
"""
BARE = """二级分类,三级分类,一级分类
供水,水压低,水利
供水,其他,水利
排水,其他,水利
"""


def written(tmp_path: Path, text: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_given_codes_are_kept_and_leaves_know_their_parents(tmp_path: Path) -> None:
    report = import_categories(written(tmp_path, CODED), actor=SYSTEM)
    assert report.counts["created"] == 4
    leaf = Category.objects.get(code="710101")
    assert (leaf.name, leaf.parent.name, leaf.parent.parent.name) == ("水压低", "供水", "水利")
    assert (leaf.is_leaf, leaf.parent.is_leaf, leaf.initials, leaf.remark) == (True, False, "syd", "水压不足、水流小")


@pytest.mark.django_db
def test_a_printed_code_that_is_taken_and_a_blank_name_are_said_and_kept(tmp_path: Path) -> None:
    report = import_categories(written(tmp_path, CODED), actor=SYSTEM)
    assert Category.objects.get(name="其他排水").code == "710299"
    assert Category.objects.get(code="710300").name == "河道"
    assert len(report.notes) == 2
    assert "710199" in "".join(report.notes)
    assert "710300" in "".join(report.notes)


@pytest.mark.django_db
def test_without_codes_they_are_made_so_that_a_child_begins_with_its_parent(tmp_path: Path) -> None:
    import_categories(written(tmp_path, BARE), actor=SYSTEM)
    codes = {(c.parent.name if c.parent else "", c.name): c.code for c in Category.objects.select_related("parent")}
    assert codes[("", "水利")] == "L01"
    assert codes[("排水", "其他")] == "L010201"
    assert len(set(codes.values())) == len(codes) == 6


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_a_trial_writes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, BARE)
    tried = import_categories(path, actor=SYSTEM, dry_run=True)
    assert (tried.counts["created"], Category.objects.count()) == (3, 0)
    import_categories(path, actor=SYSTEM)
    before = list(Category.objects.values_list())
    assert import_categories(path, actor=SYSTEM).nothing_changed
    other_columns = written(tmp_path, "三级分类,一级分类,二级分类\n水压低,水利,供水\n", "other.csv")
    assert import_categories(other_columns, actor=SYSTEM).nothing_changed
    assert list(Category.objects.values_list()) == before


@pytest.mark.django_db
def test_a_list_does_not_take_the_codes_of_another(tmp_path: Path) -> None:
    Category.objects.create(code="71", name="别的类别")
    report = import_categories(written(tmp_path, CODED), actor=SYSTEM)
    assert Category.objects.get(code="71").name == "别的类别"
    assert Category.objects.get(name="水压低").code.startswith(Category.objects.get(name="水利").code)
    assert any("别的类别" in note for note in report.notes)


def test_only_who_manages_categories_may_bring_them_in(world: Any, tmp_path: Path) -> None:
    with pytest.raises(Denied):
        import_categories(written(tmp_path, BARE), actor=world.actor("street"))


@pytest.mark.data
@pytest.mark.django_db
def test_the_hotline_list_is_taken_whole() -> None:
    path = shared("hotline_taxonomy_515.csv")
    report = import_categories(path, actor=SYSTEM)
    assert report.counts["created"] == Category.objects.filter(is_leaf=True).count() == 515
    assert Category.objects.filter(parent__isnull=True).count() == 14
    assert Category.objects.get(name="其他民族宗教").code == "090599"
    assert len(report.notes) == 14  # one code printed twice, thirteen blank names
    assert report.problems == []
    assert import_categories(path, actor=SYSTEM).nothing_changed


@pytest.mark.data
@pytest.mark.django_db
def test_the_boards_list_without_codes_is_taken_whole() -> None:
    path = shared("category_tree_517.csv")
    report = import_categories(path, actor=SYSTEM)
    assert report.counts["created"] == Category.objects.filter(is_leaf=True).count() == 517
    assert Category.objects.filter(is_leaf=False).count() == 15 + 118
    for child in Category.objects.exclude(parent=None).select_related("parent"):
        assert child.code.startswith(child.parent.code)
    assert import_categories(path, actor=SYSTEM).nothing_changed
