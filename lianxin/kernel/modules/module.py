"""What a module says of itself, in one value. No logic, no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lianxin.kernel.matters.flow import Flow


@dataclass(frozen=True, slots=True)
class Page:
    """A place in the menu. ``url`` is a URL name; shown to those who hold ``permission`` anywhere.

    group: "work" | "see" | "manage". main: one of the few on the phone's bottom bar.
    """

    label: str
    url: str
    permission: str
    icon: str
    group: Literal["work", "see", "manage"] = "work"
    main: bool = False
    order: int = 50


@dataclass(frozen=True, slots=True)
class Door:
    """An entrance for residents on the front page: a button with its sentence. ``url`` is the name of a public page.

    now: dotted path of ``function() -> str``: what is going on behind it today, in place of ``sub``; "" for nothing.
    """

    label: str
    url: str
    icon: str
    sub: str
    now: str = ""
    order: int = 50


@dataclass(frozen=True, slots=True)
class Module:
    """One module: everything the house needs to know to let it in.

    doors: entrances for residents on the front page.
    permissions: code → Chinese label. Codes are ``module.verb``.
    flows: one for each kind of matter.
    acts: code → Chinese label of what the audit trail holds beside the moves.
    importers: name on the command line → dotted path of ``function(path, *, actor, dry_run, **options)``.
    sheets: dotted path of a sequence of ``exchange.offered.Sheet``: spreadsheets that people may upload on a page.
    figures: dotted path of a sequence of ``figures.Definition``.
    timetable: dotted path of a sequence of ``jobs.Timed``.
    urls, api: dotted paths of a URL module (mounted at ``mount``) and a ninja router.
    words: dotted path of ``function(*, actor)`` that brings this module's own words of the pack into a new city.
    demo: dotted path of ``function(*, actor)`` that fills the demo city; only where the pack has a table ``[demo]``.
    hears: event name → dotted path of ``function(announcement)``, run in the mover's transaction.
    category_name: dotted path of ``function(code) -> str``, empty for codes of others.
    receives: kind → dotted path of ``function(source_matter, *, told, actor, note) -> Matter``, for hand-overs.
    tells: kind → dotted path of ``function(matter) -> relations.Told``: what the person said, for a hand-over.
    moves: dotted path of a mapping (kind, move) → form class; see ``matters/moves.py``.
    tracking_page: dotted path of ``function(request, matter, verb) -> HttpResponse``: what the holder of a tracking
    code sees of this module's kinds, and (POST with a verb) does. Kinds without one have no public page.
    continues: kinds that belong to the person of the matter which was handed over: who holds the code of that one
    is led to the page of this one.
    matter_page: dotted path of ``function(request, matter) -> dict``: template variables of the matter's page;
    ``steps`` and ``step`` where its course has steps that people know.
    """

    name: str
    label: str
    pages: tuple[Page, ...] = ()
    doors: tuple[Door, ...] = ()
    permissions: Mapping[str, str] = field(default_factory=dict)
    acts: Mapping[str, str] = field(default_factory=dict)
    flows: tuple[Flow, ...] = ()
    importers: Mapping[str, str] = field(default_factory=dict)
    sheets: str = ""
    figures: str = ""
    timetable: str = ""
    urls: str = ""
    mount: str = ""
    api: str = ""
    words: str = ""
    demo: str = ""
    hears: Mapping[str, str] = field(default_factory=dict)
    receives: Mapping[str, str] = field(default_factory=dict)
    tells: Mapping[str, str] = field(default_factory=dict)
    category_name: str = ""
    moves: str = ""
    matter_page: str = ""
    tracking_page: str = ""
    continues: frozenset[str] = frozenset()
