"""A figure's number, the records behind it, and its parts: one question, one population, so they always agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.figures import catalogue
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.medians import medians
from lianxin.kernel.figures.periods import Period
from lianxin.kernel.figures.question import FILTERS, Question
from lianxin.kernel.figures.splits import OTHER, Split, split
from lianxin.kernel.figures.suppression import is_small, suppressed_counts
from lianxin.kernel.figures.tallies import Tally, behind, tallies
from lianxin.kernel.figures.values import Value, withheld
from lianxin.kernel.matters.models import Matter

WHOLE = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a split: the key (a path, code, id or month), its name and its value."""

    key: str
    label: str
    value: Value


def question(actor: Actor, place_path: str, period: Period, *, now: datetime | None = None, **filters: str) -> Question:
    """Raises TypeError for a filter that does not exist; empty ones are left out."""
    if unknown := set(filters) - set(FILTERS):
        raise TypeError(f"no such filter: {unknown}")
    kept = {name: str(value) for name, value in filters.items() if value}
    return Question(actor, period, place_path, kept, now or timezone.now())


def value(
    definition: Definition,
    actor: Actor,
    place_path: str,
    period: Period,
    *,
    now: datetime | None = None,
    **filters: str,
) -> Value:
    """The number for what the actor may see in a place ("": everything of theirs) over a period."""
    asked = question(actor, place_path, period, now=now, **filters)
    return values([definition], asked)[definition.id]


def values(definitions: Iterable[Definition], asked: Question) -> dict[str, Value]:
    """Many figures for one question: one query for all counts and rates, one for all medians."""
    wanted = list(definitions)
    middles = medians(
        (each.id, behind(each, asked.put_to(each)), each.measure, None) for each in wanted if each.kind == "median"
    )
    counted = tallies((each.id, each, asked.put_to(each), None) for each in _counted(wanted))
    answer = {}
    for each in wanted:
        if each.kind == "median":
            answer[each.id] = _median(each, middles.get((each.id, WHOLE)))
        else:
            answer[each.id] = _from_tallies(each, {id: counted.get((id, WHOLE), Tally()) for id in _ids(each)})
    return answer


def records(
    definition: Definition,
    actor: Actor,
    place_path: str,
    period: Period,
    *,
    now: datetime | None = None,
    **filters: str,
) -> QuerySet[Matter]:
    """The matters behind the number: as many as its n. Of a product those of its first factor.

    Their order is the caller's. A figure of ratings never tells which of them was rated how.
    """
    asked = question(actor, place_path, period, now=now, **filters)
    first = catalogue.definition(definition.factors[0]) if definition.kind == "product" else definition
    return behind(first, asked.put_to(first))


def series(
    definition: Definition,
    actor: Actor,
    place_path: str,
    period: Period,
    by: str,
    *,
    now: datetime | None = None,
    **filters: str,
) -> list[Part]:
    """The value of each part by ``place`` (one level down), ``category``, ``channel``, ``unit`` or ``month``.

    Parts with nothing in them are left out, except places and months that have begun. Counts add up to the whole.
    """
    asked = question(actor, place_path, period, now=now, **filters)
    return parts(definition, asked, by)


def parts(definition: Definition, asked: Question, by: str) -> list[Part]:
    """:func:`series` for a question already put."""
    asked = asked.put_to(definition)
    divided = split(definition, by, asked)
    if definition.kind == "median":
        found = {key: _median(definition, pair) for key, pair in _middles(definition, asked, divided).items()}
        empty = _median(definition, None)
    else:
        homes = _homes(definition, asked, divided)
        found = {key: _from_tallies(definition, home) for key, home in homes.items()}
        found |= {key: withheld(definition.kind, definition.unit) for key in _to_withhold(definition, homes)}
        empty = _from_tallies(definition, dict.fromkeys(_ids(definition), Tally()))
    return [Part(key, divided.label(key), found.get(key, empty)) for key in _keys(divided, found)]


def _counted(wanted: Iterable[Definition]) -> list[Definition]:
    """The counts and rates to be asked for, the factors of products among them, each once."""
    ids = dict.fromkeys(id for each in wanted if each.kind != "median" for id in _ids(each))
    named = {each.id: each for each in wanted}
    return [named[id] if id in named else catalogue.definition(id) for id in ids]


def _ids(definition: Definition) -> tuple[str, ...]:
    return definition.factors if definition.kind == "product" else (definition.id,)


def _homes(definition: Definition, asked: Question, divided: Split) -> dict[str, dict[str, Tally]]:
    """Key of the page → id → tally."""
    counted = tallies((each.id, each, asked, divided.key) for each in _counted([definition]))
    homes: dict[str, dict[str, Tally]] = {}
    for (id, key), tally in counted.items():
        home = homes.setdefault(divided.home(key), dict.fromkeys(_ids(definition), Tally()))
        home[id] += tally
    return homes


def _middles(definition: Definition, asked: Question, divided: Split) -> dict[str, tuple[float, int]]:
    found = medians([(definition.id, behind(definition, asked), definition.measure, divided.key)])
    return {divided.home(key): pair for (_id, key), pair in found.items()}


def _to_withhold(definition: Definition, homes: Mapping[str, Mapping[str, Tally]]) -> list[str]:
    """Of ratings: groups below five, and those from which one could be worked out by subtraction."""
    if not definition.group_min:
        return []
    rated = {key: home[_ids(definition)[-1]].n for key, home in homes.items()}
    whole = sum(rated.values())
    shown = None if is_small(whole) else suppressed_counts(rated)
    return [key for key, n in rated.items() if n and (shown is None or not isinstance(shown[key], int))]


def _keys(divided: Split, found: Mapping[str, Value]) -> list[str]:
    ordered = [key for key in divided.labels if key in found or key in divided.always]
    if divided.by == "unit":
        ordered.sort(key=divided.label)  # by name: units are listed, never ranked
    return ordered + sorted(set(found) - set(ordered) - {OTHER}) + ([OTHER] if OTHER in found else [])


def _from_tallies(definition: Definition, found: Mapping[str, Tally]) -> Value:
    if definition.kind == "product":
        first, second = (found[id] for id in definition.factors)
        return _product(definition, first, second)
    tally = found[definition.id]
    if 0 < tally.n < definition.group_min:
        return withheld(definition.kind, definition.unit)
    if definition.kind == "count":
        return Value("count", definition.unit, tally.n, tally.n)
    if definition.kind in {"sum", "distinct"}:
        return Value(definition.kind, definition.unit, int(tally.part), tally.n)
    number = 100 * tally.part / tally.n if tally.n else None
    return Value("rate", definition.unit, number, tally.n, tally.part)


def _product(definition: Definition, first: Tally, second: Tally) -> Value:
    if 0 < second.n < definition.group_min:
        return withheld("product", definition.unit)
    if not first.n:
        return Value("product", definition.unit, None, 0)
    number = 100 * first.part / first.n * (second.part / second.n if second.n else Decimal(0))
    return Value("product", definition.unit, number, first.n, first.part)


def _median(definition: Definition, found: tuple[float, int] | None) -> Value:
    if found is None:
        return Value("median", definition.unit, None, 0)
    return Value("median", definition.unit, Decimal(repr(found[0])), found[1])
