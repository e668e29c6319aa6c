"""Medians that the database works out itself, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber


def medians(rows: QuerySet[Any], measure: Any, key: Any = None) -> dict[str, tuple[float, int]]:
    """The median of ``measure`` and the count of rows for each key; without a key under "". One query.

    Of an even number of rows it is the mean of the two in the middle.
    """
    part = Value("") if key is None else key
    ranked = rows.annotate(
        part=part, measured=measure,
        place=Window(RowNumber(), partition_by=[F("part")], order_by=[F("measured"), F("pk")]),
        size=Window(Count("pk"), partition_by=[F("part")]),
    )
    middle = ranked.filter(Q(place=(F("size") + 1) / 2) | Q(place=(F("size") + 2) / 2))
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for name, measured, size in middle.values_list("part", "measured", "size"):
        found[name].append((measured, size))
    return {name: (mean(measured for measured, _size in pairs), pairs[0][1]) for name, pairs in found.items()}
