"""The tree in memory: look-ups without queries, freshness, search."""

from datetime import date
from time import monotonic
from typing import Any

import pytest
from django.db import transaction

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.places import changes, tree
from lianxin.kernel.places.levels import Level
from lianxin.kernel.places.models import Place
from lianxin.kernel.places.report import Report

STREET = "990100.990102.990102001."


def test_lookups_ask_the_database_nothing_once_the_tree_is_read(city: Report, django_assert_num_queries: Any) -> None:
    tree.find("990102"), tree.get("nowhere.")
    with django_assert_num_queries(0):
        assert tree.name(STREET) == "柳荫街道"
        assert tree.name(STREET, short=True) == "柳荫"
        assert tree.full_name(STREET) == "云川市东湖区柳荫街道"
        assert [node.name for node in tree.children("990100.")] == ["东湖区", "西岭县"]
        assert len(tree.current().descendants("990100.", level="community")) == 5
        assert tree.find("990102001") == tree.find("990102001000") == tree.find(990102001)
        assert tree.find("9901") == tree.find("990100000000")
        assert tree.find("990109") is tree.find("") is tree.find(None) is None


def test_a_grid_is_named_with_its_community(city: Report) -> None:
    above = "990100.990102.990102001.990102001001."
    for name, level in (("第一网格", Level.GRID), ("第二微网格", Level.MICRO_GRID)):
        changes.add(above, "G001", name, level, actor=SYSTEM, on=date(2026, 1, 1))
        above = tree.search(name)[0].path
    assert tree.local_name(above) == "晨光社区居委会第一网格第二微网格"
    assert tree.local_name(STREET) == "柳荫街道"
    assert tree.local_name("") == ""


def test_an_unknown_path_is_shown_by_its_last_code(city: Report) -> None:
    assert tree.name("990100.990199.") == "990199"
    assert tree.name("") == ""


@pytest.mark.parametrize(
    ("words", "first"),
    [("柳荫", "柳荫街道"), ("lyj", "柳荫街道"), ("石桥", "石桥镇"), ("990103100201", "上营村委会")],
)
def test_places_are_found_by_words_initials_and_code(city: Report, words: str, first: str) -> None:
    assert tree.search(words)[0].name == first


def test_a_search_stays_below_its_path_and_level(city: Report) -> None:
    assert tree.search("石桥", under="990100.990102.") == []
    assert [node.name for node in tree.search("石桥", level="community")] == ["石桥村委会"]
    assert tree.search("长q") == []


def test_any_reading_of_a_character_is_found(city: Report) -> None:
    assert [node.name for node in tree.search("cqs")] == ["长桥社区居委会"]
    assert [node.name for node in tree.search("zqs")] == ["长桥社区居委会"]


def test_a_change_is_seen_at_once_and_a_rollback_is_forgotten(city: Report) -> None:
    place = Place.objects.get(path=STREET)
    with transaction.atomic():
        place.name = "新名街道"
        place.save()
        assert tree.name(STREET) == "新名街道"
        transaction.set_rollback(True)
    assert tree.name(STREET) == "柳荫街道"


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_a_commit_after_the_check_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    Place.objects.create(path="990100.", code="990100000000", name="云川市", level="city")
    assert tree.name("990100.") == "云川市"
    mine = tree._shared.tree
    Place.objects.filter(path="990100.").update(name="云水市")
    tree.touch()
    tree._shared.tree, tree._shared.checked_at = mine, monotonic()  # as a process that did not hear of it
    assert tree.name("990100.") == "云川市"
    monkeypatch.setattr(tree, "CHECK_SECONDS", 0.0)
    assert tree.name("990100.") == "云水市"


@pytest.mark.django_db(transaction=True)
def test_what_another_test_left_behind_is_gone() -> None:
    assert tree.get("990100.") is None
