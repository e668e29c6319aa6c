"""Every installed module, found once by its ``module.py``. The only list is settings.INSTALLED_APPS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from lianxin.kernel.matters.flow import Flow
from lianxin.kernel.modules.module import Door, Module, Page
from lianxin.kernel.modules.pack import pack

HERE = "lianxin.kernel.modules"  # its module.py is where Module is defined, not a module


@cache
def modules() -> tuple[Module, ...]:
    """All modules in the order of installation, kernel packages with a ``module.py`` first."""
    names = [app.name for app in apps.get_app_configs() if app.name.startswith("lianxin.") and app.name != HERE]
    return tuple(import_module(f"{name}.module").MODULE for name in names if find_spec(f"{name}.module"))


@cache
def flows() -> Mapping[str, Flow]:
    """Every flow, with the city's own names for its states and moves (``flows.toml`` of the pack)."""
    words = pack().toml("flows")
    return {
        flow.kind: flow.called(words[flow.kind]) if flow.kind in words else flow
        for module in modules()
        for flow in module.flows
    }


def flow(kind: str) -> Flow:
    return flows()[kind]


@cache
def module_of(kind: str) -> Module:
    return next(module for module in modules() if any(flow.kind == kind for flow in module.flows))


@cache
def permissions() -> Mapping[str, str]:
    return {code: label for module in modules() for code, label in module.permissions.items()}


@cache
def pages() -> tuple[tuple[Module, Page], ...]:
    """Places in the menu with their modules, in their order."""
    found = [(module, page) for module in modules() for page in module.pages]
    return tuple(sorted(found, key=lambda pair: pair[1].order))


@cache
def doors() -> tuple[Door, ...]:
    return tuple(sorted((door for module in modules() for door in module.doors), key=lambda door: door.order))


def importers() -> dict[str, Callable[..., Any]]:
    """Name on the command line → function(path, *, actor, dry_run, **options) -> report with ``lines()``."""
    return {name: import_string(path) for module in modules() for name, path in module.importers.items()}


def collected(attribute: str) -> list[Any]:
    """The objects that modules name by dotted path in ``attribute`` (``figures``, ``timetable``, ``demo`` …)."""
    return [import_string(path) for module in modules() if (path := getattr(module, attribute))]


def category_name(code: str) -> str:
    """What the module that a category code belongs to calls it; the code itself when nobody knows it."""
    return next((name for ask in collected("category_name") if (name := ask(code))), code)


@cache
def hearers(event: str) -> tuple[Callable[..., Any], ...]:
    return tuple(import_string(module.hears[event]) for module in modules() if event in module.hears)
