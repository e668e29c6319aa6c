from babel.messages.catalog import Catalog

from lianxin.config import messages


def english(*pairs):
    catalog = Catalog(locale="en")
    for source, told in pairs:
        catalog.add(source, told)
    return catalog


def problems(source, told):
    return list(messages.translation_problems(english((source, "")), english((source, told))))


def test_a_text_without_its_english_is_found():
    assert len(problems("保存", "")) == 1
    assert len(list(messages.translation_problems(english(("保存", "")), english()))) == 1
    assert problems("保存", "Save") == []


def test_a_fuzzy_translation_is_not_one():
    catalog = english()
    catalog.add("保存", "Save", flags=["fuzzy"])
    assert len(list(messages.translation_problems(english(("保存", "")), catalog))) == 1


def test_a_placeholder_that_got_lost_is_found():
    assert len(problems("共 %(n)s 件", "%(m)s in all")) == 1
    assert problems("共 %(n)s 件", "%(n)s in all") == []


def test_chinese_that_stands_for_english_is_found():
    assert len(problems("保存", "保存")) == 1


def test_both_forms_of_a_plural_are_looked_at():
    source = ("%(n)d天前", "%(n)d天前")
    assert len(problems(source, ("%(n)d day ago", ""))) == 1
    assert problems(source, ("yesterday", "%(n)d days ago")) == []
    assert len(problems(source, ("%(n)d day ago", "days ago"))) == 1


def test_chinese_in_a_template_must_be_marked():
    found = list(messages.unmarked_in_template('<p>\n你好</p>{{ _("好") }}{# 说明 #}{{ "坏" }}{{ f("坏", _("好")) }}'))
    assert [(line, text) for line, text in found] == [(2, "<p>\n你好</p>"), (2, "坏"), (2, "坏")]


def test_a_marked_template_passes():
    text = '{% set A = {"x": N_("好")} %}<p title="{{ _("好") }}">{{ ngettext("%(num)d 天", "%(num)d 天", 2) }}</p>'
    assert list(messages.unmarked_in_template(text)) == []


def test_chinese_in_a_script_must_be_marked():
    found = list(messages.unmarked_in_script('/* 说明\n */ toast("坏"); // 注\ntoast(gettext("好"), "x");'))
    assert found == [(2, '"坏"')]


def test_every_marked_text_of_the_project_is_found():
    ids = {message.id for message in messages.found()}
    assert {"等待发送", "必填", "今天 %(clock)s"} <= ids


def test_words_of_our_packs_that_pages_translate_are_found():
    told = {text for text, _where in messages.pack_words()}
    assert "牧户线索" in told
    assert told.isdisjoint({"着火", "青禾市"})
