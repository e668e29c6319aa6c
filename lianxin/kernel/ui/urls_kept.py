"""Addresses that keep what the reader has chosen: filters, lens, sorting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from markupsafe import Markup

CURSORS = ("after", "before")


def with_query(request: HttpRequest, **changes: Any) -> str:
    """``?…`` of this page with some values changed; None, "" and [] take a value away. Paging starts anew
    unless the change itself turns the page."""
    query = request.GET.copy()
    if not set(changes) & set(CURSORS):
        changes |= dict.fromkeys(CURSORS)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, "", []):
            query.setlist(name, [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)])
    return "?" + urlencode(sorted(query.lists()), doseq=True)


def kept_inputs(request: HttpRequest, *, but: Iterable[str] = ()) -> Markup:
    """Hidden inputs for all values of the address except ``but`` and the cursors, for a form that gets."""
    left_out = {*but, *CURSORS}
    inputs = [
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
        for name, values in sorted(request.GET.lists())
        if name not in left_out
        for value in values
    ]
    return Markup("").join(inputs)
