"""Every operation says who may call it, in the same words as every page (``access.gate.Rule``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from lianxin.kernel.access.gate import Rule

View = TypeVar("View", bound=Callable[..., Any])
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def staff(permission: str) -> Callable[[View], View]:
    """For staff who hold the permission somewhere; the object's own scope is checked inside."""
    return lambda view: _declared(view, Rule("staff", permission))


def signed_in(view: View) -> View:
    """For everybody with a token or a log-in."""
    return _declared(view, Rule("signed_in"))


def public(per_minute: int = 60, media_type: str = "") -> Callable[[View], View]:
    """Open to everybody, ``per_minute`` calls an address and minute. media_type: of what is answered, unless JSON."""

    def declare(view: View) -> View:
        view.media_type = media_type  # type: ignore[attr-defined]
        view.per_minute = per_minute  # type: ignore[attr-defined]
        return _declared(view, Rule("public"))

    return declare


def prepared_by(prepare: Callable[[HttpRequest], None]) -> Callable[[View], View]:
    """Work that is done before the transaction of a write begins, such as decoding a photo. May raise like the view."""

    def declare(view: View) -> View:
        view.prepare = prepare  # type: ignore[attr-defined]
        return view

    return declare


def _declared(view: View, rule: Rule) -> View:
    view.rule = rule  # type: ignore[attr-defined]
    return view


def rule_of(view: Callable[..., Any]) -> Rule:
    """The declared rule. Raises LookupError: an operation without one does not start."""
    rule = getattr(view, "rule", None)
    if rule is None:
        raise LookupError(f"{view.__module__}.{view.__qualname__} does not say who may call it")
    return rule  # type: ignore[no-any-return]
