"""What holds for every template of every module, not only of the page kit."""

import re
from pathlib import Path

import pytest
from django.template import engines

from lianxin.kernel.modules import registry
from lianxin.kernel.ui.icons import icon, names

PACKAGE = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
REFUSED = {
    "a style attribute": re.compile(r"""\sstyle\s*=\s*["']"""),
    "an event attribute": re.compile(r"""<[^>]*\son\w+\s*=\s*["']"""),
    "a style element": re.compile(r"<style\b"),
    "an htmx script": re.compile(r"\bhx-on\b|\bjs:|hx-vars\b"),
    "a script address": re.compile(r"""(href|src|action)\s*=\s*["']\s*javascript:"""),
    "a script without an address": re.compile(r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")"""),
    "another site's file": re.compile(r"""<(script|link|img)[^>]*(src|href)\s*=\s*["'](https?:)?//"""),
}


def ident(path):
    return str(path.relative_to(PACKAGE))


def faults(text):
    bare = COMMENT.sub("", text)
    return [name for name, pattern in REFUSED.items() if pattern.search(bare)]


@pytest.mark.parametrize("path", TEMPLATES, ids=ident)
def test_a_template_has_nothing_that_the_content_security_policy_refuses(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<p onclick='go()'>",
        "<style>p{}</style>",
        '<b hx-on:click="x">',
        '<a href="javascript:x">',
        "<script>x</script>",
        '<script src="//x.example/y.js"></script>',
        '<script type="module">x</script>',
    ],
)
def test_the_search_for_inline_code_finds_it(text):
    assert faults(text)


def test_the_search_lets_a_clean_page_pass():
    assert faults('<script src="{{ static(\'a.js\') }}"></script><script type="application/json">[]</script>') == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ident)
def test_a_template_can_be_compiled(path):
    engines["jinja2"].env.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=ident)
def test_every_icon_of_a_template_is_in_the_sprite(path):
    used = set(re.findall(r"""icon\(\s*["']([\w-]+)["']""", path.read_text(encoding="utf-8")))
    assert used <= names()


def test_every_icon_of_the_menu_is_in_the_sprite():
    assert {page.icon for _module, page in registry.pages()} <= names()


def test_an_icon_that_only_decorates_is_hidden_from_screen_readers_and_an_unknown_one_is_a_dot():
    assert 'aria-hidden="true"' in icon("bell")
    assert 'aria-label="提醒"' in icon("bell", "提醒")
    assert icon("no-such-icon").count("#point") == 1
