"""A city that renames states and moves gives their English too."""

from __future__ import annotations

import gettext
import tomllib
from pathlib import Path

from django.conf import settings

from lianxin.config.commands.city_words import write_city_words

FLOWS = """
[session_item.states]
clue = "百姓心声"
clue_en = "People's voices"
talks = "先商量"

[session_item.moves]
take_up = "开始研判"
take_up_en = "Start the assessment"
"""


def english(locale: Path) -> gettext.GNUTranslations:
    with (locale / "en" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_what_has_an_english_name_is_shown_by_it_and_the_rest_as_it_is(tmp_path: Path) -> None:
    write_city_words(tomllib.loads(FLOWS), tmp_path)
    said = english(tmp_path)
    assert said.gettext("百姓心声") == "People's voices"
    assert said.gettext("开始研判") == "Start the assessment"
    assert said.gettext("先商量") == "先商量"


def test_a_name_that_the_city_has_given_up_is_forgotten(tmp_path: Path) -> None:
    write_city_words(tomllib.loads(FLOWS), tmp_path)
    write_city_words({}, tmp_path)
    assert english(tmp_path).gettext("百姓心声") == "百姓心声"


def test_the_pages_look_there_after_the_systems_own_words() -> None:
    own, city = settings.LOCALE_PATHS
    assert own.name == "locale"
    assert city == settings.HOME / "locale"
