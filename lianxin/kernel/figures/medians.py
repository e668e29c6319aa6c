"""Medians that the database works out itself, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import mean
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber

Middles = dict[tuple[str, str], tuple[float, int]]


def medians(asked: Iterable[tuple[str, QuerySet[Any], Any, Any]]) -> Middles:
    """(name, key) → the median and the count of rows, for entries of (name, rows, measure, key expression or None).

    Without a key expression the key is "". Of an even number of rows it is the mean of the two in the middle.
    One query for all.
    """
    parts = [_middle(*entry) for entry in asked]
    if not parts:
        return {}
    found: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    for row in parts[0] if len(parts) == 1 else parts[0].union(*parts[1:], all=True):
        found[row["figure"], row["part"]].append((row["measured"], row["up"] + row["down"] - 1))
    return {name: (mean(measured for measured, _n in pairs), pairs[0][1]) for name, pairs in found.items()}


def _middle(name: str, rows: QuerySet[Any], measure: Any, key: Any) -> QuerySet[Any]:
    """The row or two in the middle of each part: as many before them as after them."""
    part = Value("", CharField()) if key is None else key
    by_part: dict[str, Any] = {"partition_by": [F("part")]} if key is not None else {}
    ranked: QuerySet[Any] = rows.annotate(
        figure=Value(name, CharField()),
        part=part,
        measured=measure,
        up=Window(RowNumber(), order_by=[F("measured").asc(), F("pk").asc()], **by_part),
        down=Window(RowNumber(), order_by=[F("measured").desc(), F("pk").desc()], **by_part),
    )
    in_the_middle = Q(up=F("down")) | Q(up=F("down") + 1) | Q(down=F("up") + 1)
    return ranked.filter(in_the_middle).order_by().values("figure", "part", "measured", "up", "down")
