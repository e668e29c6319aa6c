"""The filter bar and the lenses of a work list: what the reader chose, read from the address and shown again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.kernel.ui.urls_kept import with_query
from lianxin.kernel.words import N_

LENSES = (("place", N_("本地"), "map-pin"), ("unit", N_("本单位"), "building"), ("mine", N_("我的"), "user"))


@dataclass(frozen=True, slots=True)
class Filter:
    """One control. kind: ``text`` (search box) · ``choice`` (one of) · ``day`` (a date) · ``check`` (on or off)
    · ``kept`` (set by a link from another page alone: no control, but shown as a chip and kept).

    choices: (value, label) pairs, labels already in the reader's language. say: for ``kept``, what a value is called.
    """

    name: str
    label: str
    kind: Literal["text", "choice", "day", "check", "kept"] = "choice"
    choices: Sequence[tuple[str, str]] = ()
    placeholder: str = ""
    say: Callable[[str], str] | None = None

    def read(self, text: str) -> str:
        """The value of the address if it is one that this control could give, else empty."""
        if self.kind == "choice":
            return text if text in {str(value) for value, _label in self.choices} else ""
        if self.kind == "day":
            try:
                return date.fromisoformat(text).isoformat()
            except ValueError:
                return ""
        return ("1" if text else "") if self.kind == "check" else text.strip()[:200]

    def shown(self, value: str) -> str:
        label = self.say(value) if self.say else {str(v): str(word) for v, word in self.choices}.get(value, value)
        return self.label if self.kind == "check" else _("%(name)s：%(value)s") % {"name": self.label, "value": label}


@dataclass(frozen=True, slots=True)
class Chip:
    """One set filter and the address of the list without it."""

    text: str
    href: str


class FilterBar:
    """``bar["state"]`` is the chosen value or ""; the macro ``filters(bar)`` draws it."""

    def __init__(self, request: HttpRequest, filters: Sequence[Filter], *, key: str = "") -> None:
        self.request, self.filters, self.key = request, filters, key
        self.values = {f.name: f.read(request.GET.get(f.name, "")) for f in filters}

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    @property
    def chips(self) -> list[Chip]:
        set_ones = [(f, self.values[f.name]) for f in self.filters if self.values[f.name]]
        return [Chip(f.shown(value), with_query(self.request, **{f.name: None})) for f, value in set_ones]

    @property
    def cleared(self) -> str:
        return with_query(self.request, **{f.name: None for f in self.filters})

    @property
    def names(self) -> list[str]:
        return [f.name for f in self.filters]

    @property
    def query(self) -> str:
        """The set values as a query string, for keeping under a name."""
        return with_query(self.request, lens=self.request.GET.get("lens")).removeprefix("?")


@dataclass(frozen=True, slots=True)
class Lens:
    name: str
    label: str
    icon: str
    href: str
    is_here: bool


class Lenses:
    """地 · 单位 · 我的: one at a time. ``chosen`` is ``place``, ``unit`` or ``mine``."""

    def __init__(self, request: HttpRequest, allowed: Sequence[str] = ("place", "unit", "mine")) -> None:
        asked: Any = request.GET.get("lens", "")
        self.chosen = asked if asked in allowed else allowed[0]
        self.items = [
            Lens(name, _(label), icon, with_query(request, lens=name), name == self.chosen)
            for name, label, icon in LENSES
            if name in allowed
        ]
