"""Every address of the product, with objects of one district filled in where it takes parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lianxin.kernel.access.gate import Rule

NOT_OURS = ("static", "oidc")


@dataclass(frozen=True)
class Address:
    """name: the URL name with its namespace. params: names of what the address takes."""

    name: str
    route: str
    rule: Rule | None
    params: tuple[str, ...]


def addresses() -> list[Address]:
    """All pages (the JSON interface has its own test)."""
    found = _walk(get_resolver(), "", "")
    return [address for address in found if not address.route.startswith((*NOT_OURS, "api/"))]


def _walk(resolver: URLResolver, space: str, route: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{space}{entry.namespace}:" if entry.namespace else space, here)
        elif isinstance(entry, URLPattern):
            rule = getattr(entry.callback, "rule", None)
            yield Address(f"{space}{entry.name}", here, rule, tuple(entry.pattern.regex.groupindex))


Maker = Callable[[Any], dict[str, Any]]


def path_of(address: Address, makers: dict[str, Maker], world: Any) -> str:
    """The address with objects of the eastern district. Raises KeyError when nobody said what to fill in."""
    if not address.params:
        return reverse(address.name)
    return reverse(address.name, kwargs=makers[address.name](world))
