"""Pages of a long list by keyset: as fast on the last page as on the first, and no row is shown twice
when new ones arrive meanwhile."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from lianxin.kernel.ui.urls_kept import with_query

SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows (model instances, or dicts of ``.values()``) and the addresses of its neighbours."""

    rows: list[Any]
    next: str = ""
    previous: str = ""

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class Part:
    """One column of the order. Empty values come last in either direction."""

    name: str
    is_down: bool

    def order(self, is_backward: bool) -> Any:
        down = self.is_down != is_backward
        nulls = {"nulls_first": True} if is_backward else {"nulls_last": True}
        return F(self.name).desc(**nulls) if down else F(self.name).asc(**nulls)

    def beyond(self, value: Any, is_backward: bool, may_be_empty: bool) -> Q:
        """Rows that come strictly after (or before) ``value`` by this column alone."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if is_backward else Q(pk__in=[])
        compare = "lt" if self.is_down != is_backward else "gt"
        found = Q(**{f"{self.name}__{compare}": value})
        return found | Q(**{f"{self.name}__isnull": True}) if may_be_empty and not is_backward else found

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


def parts_of(order: Sequence[str]) -> list[Part]:
    return [Part(name.lstrip("-"), name.startswith("-")) for name in order]


def cursor_of(row: Any, parts: Sequence[Part]) -> str:
    values = [row[p.name] if isinstance(row, dict) else getattr(row, p.name) for p in parts]
    plain = [v.isoformat() if isinstance(v, datetime | date | time) else v for v in values]
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def values_of(cursor: str, parts: Sequence[Part]) -> list[Any] | None:
    """The values of a cursor; None for one that was not made here."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        return None
    plain = isinstance(values, list) and all(v is None or isinstance(v, str | int | float) for v in values)
    return values if plain and len(values) == len(parts) else None


def beyond(parts: Sequence[Part], values: Sequence[Any], is_backward: bool, nullable: Sequence[str]) -> Q:
    found, equal = Q(pk__in=[]), Q()
    for part, value in zip(parts, values, strict=True):
        found |= equal & part.beyond(value, is_backward, part.name in nullable)
        equal &= part.same(value)
    return found


def keyset_page(
    queryset: QuerySet[Any],
    request: HttpRequest,
    *,
    order: Sequence[str] = ("-opened_at", "-pk"),
    nullable: Sequence[str] = (),
    size: int = SIZE,
) -> Page:
    """One page of ``queryset`` in ``order``; its last column must be unique (``pk`` or ``-pk``).

    nullable: columns of ``order`` that may be empty; those rows come last. One query.
    """
    fields = {f.name for f in queryset.model._meta.get_fields()} | {"pk"}
    parts = parts_of([n.replace("pk", queryset.model._meta.pk.name) if n.lstrip("-") == "pk" else n for n in order])
    if unknown := [p.name for p in parts if p.name.split("__")[0] not in fields]:
        raise ValueError(f"keyset_page: no such column {unknown}")
    is_backward = "before" in request.GET
    given = request.GET.get("before") or request.GET.get("after") or ""
    values = values_of(given, parts) if given else None
    if values is not None:
        queryset = queryset.filter(beyond(parts, values, is_backward, nullable))
    rows = list(
        queryset.order_by(
            *(
                part.order(is_backward)
                if part.name in nullable
                else ("-" if part.is_down != is_backward else "") + part.name
                for part in parts
            )
        )[: size + 1]
    )
    is_more, rows = len(rows) > size, rows[:size]
    if is_backward:
        rows.reverse()
    has_next, has_previous = (bool(values), is_more) if is_backward else (is_more, values is not None)
    return Page(
        rows,
        next=with_query(request, after=cursor_of(rows[-1], parts)) if rows and has_next else "",
        previous=with_query(request, before=cursor_of(rows[0], parts)) if rows and has_previous else "",
    )
