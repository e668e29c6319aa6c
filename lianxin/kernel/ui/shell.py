"""What surrounds every page: menu, language and display, account, notices, messages of the last action."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import ANONYMOUS, Actor
from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.modules.registry import pages
from lianxin.kernel.ui.display import Display
from lianxin.kernel.words import N_

GROUPS = {"work": N_("办事"), "see": N_("看数"), "manage": N_("管理")}
OF_ALL_KINDS = "matters"
BOTTOM_BAR = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    label: str
    href: str
    icon: str
    heading: str
    main: bool
    is_here: bool


class Shell:
    """Made once a page by ``shell_of(request)``; everything in it is worked out only when the page asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor = getattr(request, "actor", ANONYMOUS)
        self.display: Display = getattr(request, "display", Display())

    @cached_property
    def language(self) -> str:
        return get_language() or "zh-hans"

    @cached_property
    def html_language(self) -> str:
        return "zh-CN" if self.language == "zh-hans" else self.language

    @cached_property
    def city(self) -> str:
        return pack().word("city.name", _("本市"), self.language)

    @cached_property
    def entries(self) -> list[Entry]:
        """Pages that the actor may open somewhere; the longest address that begins ours is where we are."""
        found = [(m, page, self._address(page.url)) for m, page in pages() if self.actor.holds(page.permission)]
        shown = [(m, page, href) for m, page, href in found if href]
        here = max((href for _m, _page, href in shown if self.request.path.startswith(href)), key=len, default="")
        return [Entry(_(p.label), href, p.icon, _heading(m, p), p.main, href == here) for m, p, href in shown]

    @staticmethod
    def _address(name: str) -> str:
        try:
            return reverse(name)
        except NoReverseMatch:
            return ""

    @cached_property
    def groups(self) -> list[tuple[str, list[Entry]]]:
        """The work of each module under its name, then what is seen, then what is managed."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.heading, []).append(entry)
        last = [_(GROUPS["see"]), _(GROUPS["manage"])]
        return sorted(found.items(), key=lambda part: last.index(part[0]) + 1 if part[0] in last else 0)

    @cached_property
    def bottom(self) -> list[Entry]:
        """The main pages first, then others until the bar of a phone is full."""
        return sorted(self.entries, key=lambda entry: not entry.main)[:BOTTOM_BAR]

    @cached_property
    def notice_count(self) -> int:
        """What the actor has not read; one query, and none for somebody who is not signed in."""
        from lianxin.kernel.notices.queries import unread_count

        return unread_count(self.actor)

    @cached_property
    def messages(self) -> list[dict[str, str]]:
        return [{"text": str(m), "level": m.level_tag or "info"} for m in get_messages(self.request)]

    def address(self, name: str, *args: Any) -> str:
        """The address of a page that another package gives; empty while that package is not installed."""
        try:
            return reverse(name, args=args or None)
        except NoReverseMatch:
            return ""


def _heading(module: Module, page: Page) -> str:
    return _(module.label) if page.group == "work" and module.name != OF_ALL_KINDS else _(GROUPS[page.group])


def shell(request: HttpRequest) -> Shell:
    kept: Shell | None = getattr(request, "_shell", None)
    if kept is None:
        kept = Shell(request)
        request._shell = kept  # type: ignore[attr-defined]
    return kept
