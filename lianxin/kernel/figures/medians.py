"""Medians that the database works out itself, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean
from typing import Any

from django.db.models import F, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber


def medians(rows: QuerySet[Any], measure: Any, key: Any = None) -> dict[str, tuple[float, int]]:
    """The median of ``measure`` and the count of rows for each key; without a key under "". One query.

    Of an even number of rows it is the mean of the two in the middle.
    """
    part = Value("") if key is None else key
    by_part: dict[str, Any] = {"partition_by": [F("part")]} if key is not None else {}
    ranked = rows.annotate(
        part=part, measured=measure,
        up=Window(RowNumber(), order_by=[F("measured").asc(), F("pk").asc()], **by_part),
        down=Window(RowNumber(), order_by=[F("measured").desc(), F("pk").desc()], **by_part),
    )
    middle = ranked.filter(Q(up=F("down")) | Q(up=F("down") + 1) | Q(down=F("up") + 1))
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for name, measured, up, down in middle.values_list("part", "measured", "up", "down"):
        found[name].append((measured, up + down - 1))
    return {name: (mean(measured for measured, _n in pairs), pairs[0][1]) for name, pairs in found.items()}
