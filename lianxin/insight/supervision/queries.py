"""What the board counts: open matters under each lamp by place, unit and category, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.clock.lamps import LAMPS, lamp_q
from lianxin.kernel.figures.splits import OTHER, place_key
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.queries import ROW, work_list

OLDEST = 10


@dataclass(slots=True)
class Lit:
    """Open matters of one place, unit or category: by lamp, waiting for somebody else, and in all."""

    key: str
    label: str
    lamps: dict[str, int] = field(default_factory=lambda: dict.fromkeys((lamp.name for lamp in LAMPS), 0))
    total: int = 0

    @property
    def late(self) -> int:
        return self.lamps["overdue"] + self.lamps["seriously_overdue"]

    @property
    def dark(self) -> int:
        """Those without a running clock: waiting for the person who asked, or answered."""
        return self.total - sum(self.lamps.values())


def open_matters(actor: Actor, lens: str, place_path: str) -> QuerySet[Matter]:
    """Exactly what the work list shows for the same lens and place."""
    return work_list(actor, lens, {"open": "1", "place": place_path}).order_by()


def tally(
    rows: QuerySet[Matter], *, places: Mapping[str, str], categories: Mapping[str, str], now: datetime
) -> dict[str, list[Lit]]:
    """``place``, ``unit`` and ``category`` → their lines; one query.

    places: path → name of the places one step down. categories: code → name of the top ones. Places and
    categories come in their own order, units by name: nothing here is a ranking.
    """
    by_place = place_key(places) if places else Value(OTHER, CharField())
    unit = Coalesce(Cast(F("holder_id"), CharField()), Value(OTHER), output_field=CharField())
    parts = [
        _grouped(rows, "place", by_place, Value("", CharField()), now),
        _grouped(rows, "unit", unit, Coalesce(F("holder__name"), Value(""), output_field=CharField()), now),
        _grouped(rows, "category", F("category"), Value("", CharField()), now),
    ]
    found: dict[str, dict[str, Lit]] = defaultdict(dict)
    for row in parts[0].union(*parts[1:], all=True):
        key = _top(row["key"], categories) if row["by"] == "category" else row["key"]
        label = row["label"] or {**places, **categories}.get(key, "")
        _add(found[row["by"]].setdefault(key, Lit(key, label)), row)
    units = sorted(found["unit"].values(), key=lambda lit: (lit.key == OTHER, lit.label))
    return {
        "place": list(_ordered(found["place"], places)),
        "unit": units,
        "category": list(_ordered(found["category"], categories)),
    }


def _grouped(rows: QuerySet[Matter], by: str, key: Any, label: Any, now: datetime) -> QuerySet[Any]:
    counted = {f"n_{lamp.name}": Count("pk", filter=lamp_q(lamp, now)) for lamp in LAMPS}
    keyed = rows.annotate(by=Value(by, CharField()), key=key, label=label)
    return keyed.values("by", "key", "label").annotate(total=Count("pk"), **counted)


def _add(lit: Lit, row: Mapping[str, Any]) -> None:
    lit.total += row["total"]
    for lamp in LAMPS:
        lit.lamps[lamp.name] += row[f"n_{lamp.name}"]


def _top(code: str, categories: Mapping[str, str]) -> str:
    return max((top for top in categories if code.startswith(top)), key=len, default=OTHER)


def _ordered(found: Mapping[str, Lit], order: Mapping[str, str]) -> Iterator[Lit]:
    yield from (found[key] for key in order if key in found)
    yield from (lit for key, lit in found.items() if key not in order and lit.total)


def oldest_late(rows: QuerySet[Matter], now: datetime) -> list[dict[str, Any]]:
    """The matters that have been late longest."""
    return list(rows.filter(Q(attention_at__lt=now)).order_by("attention_at", "id").values(*ROW)[:OLDEST])
