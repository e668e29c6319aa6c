"""All definitions of this installation. Modules bring them; nothing else lists them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.modules import registry


class UnknownFigure(LookupError):
    """No installed module defines this id."""


@cache
def catalogue() -> Mapping[str, Definition]:
    """id → definition, in the order of modules. Raises ValueError when two modules give one id two meanings."""
    found: dict[str, Definition] = {}
    for definition in (each for figures in registry.collected("figures") for each in figures):
        if found.setdefault(definition.id, definition) is not definition:
            raise ValueError(f"{definition.id} is defined twice")
    return found


def definition(id: str) -> Definition:
    """Raises UnknownFigure."""
    try:
        return catalogue()[id]
    except KeyError:
        raise UnknownFigure(id) from None
