"""Every icon that a menu or a template names is in the sprite; an unknown one is drawn as a dot, silently."""

import re

from lianxin.kernel.modules import registry
from lianxin.kernel.ui.icons import names
from tests.architecture.source import HOUSE

CALL = re.compile(r"""(?:\bicon\(|\bicon_name=)["']([a-z0-9-]+)["']""")


def test_every_icon_of_the_menus_is_there() -> None:
    assert sorted({page.icon for _module, page in registry.pages()} - names()) == []


def test_every_icon_of_the_templates_is_there() -> None:
    named = {name for path in HOUSE.rglob("*.html") for name in CALL.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 30
    assert sorted(named - names()) == []
