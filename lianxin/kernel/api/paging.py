"""Lists in pages by keyset: as fast on the last page as on the first, none shown twice, none left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.problems import invalid
from lianxin.kernel.ui.keyset import beyond, cursor_of, parts_of, values_of
from lianxin.kernel.words import N_

MOST = 200
Limit = Annotated[int, Field(50, ge=1, le=MOST, description=N_("每页多少条，最多 200"))]
Cursor = Annotated[str, Field("", max_length=500, description=N_("上一页答复中的 next；第一页不填"))]


class Paging(Schema):
    """The two values by which every list is paged."""

    limit: Limit = 50
    cursor: Cursor = ""


def paged(
    rows: QuerySet[Any],
    paging: Paging,
    *,
    order: Sequence[str],
    fields: Sequence[str],
    shape: Callable[[dict[str, Any]], Mapping[str, Any]] = dict,
) -> HttpResponse:
    """``{"items": […], "next": cursor or null}`` of ``rows`` in ``order``, whose last column must be unique.

    One query. fields: columns for ``.values()``; those of ``order`` must be among them. shape: one row to its JSON.
    """
    parts = parts_of(order)
    if paging.cursor:
        rows = rows.filter(beyond(parts, _values(paging.cursor, order), False, ()))
    found = list(rows.order_by(*order).values(*fields)[: paging.limit + 1])
    page = found[: paging.limit]
    following = f"{_mark(order)}.{cursor_of(page[-1], parts)}" if len(found) > paging.limit else None
    return answer({"items": [shape(row) for row in page], "next": following})


def _mark(order: Sequence[str]) -> str:
    """A cursor belongs to one order; another list's cursor is refused rather than misread."""
    return "-".join(name.strip("-")[:2] for name in order)


def _values(cursor: str, order: Sequence[str]) -> list[Any]:
    mark, _dot, rest = cursor.partition(".")
    values = values_of(rest, parts_of(order)) if mark == _mark(order) else None
    if values is None or any(value is None for value in values):
        raise invalid("cursor", _("这个翻页标记不是由本列表给出的。"), parameter=True)
    return values
