"""The lines of the pages: each number with its words, and the address of the records behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lianxin.insight.figures.choices import Choice
from lianxin.insight.figures.wording import Written, written
from lianxin.kernel.figures.answers import Part
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.values import Value

NARROWED_BY = {"place": "place", "month": "period", "category": "category", "channel": "channel", "unit": "unit"}


@dataclass(frozen=True, slots=True)
class Line:
    """records: "" where a part cannot be named in an address. deeper: the same figure, for this part alone."""

    label: str
    value: Written
    n: int
    records: str
    deeper: str


def address(name: str, definition: Definition, chosen: Choice, **changes: Any) -> str:
    """A page of this figure that asks the same, or with changes."""
    return f"{reverse(name, args=[definition.id])}?{urlencode(chosen.address(**changes))}"


def groups_of(
    definitions: Iterable[Definition], found: Mapping[str, Value], chosen: Choice
) -> list[tuple[str, list[tuple[Definition, Written, str, str]]]]:
    """(heading, [(definition, value, page, records)]) in the order of the catalogue."""
    groups: dict[str, list[tuple[Definition, Written, str, str]]] = {}
    for each in definitions:
        line = (
            each,
            written(found[each.id]),
            address("figures:figure", each, chosen),
            address("figures:records", each, chosen),
        )
        groups.setdefault(each.group, []).append(line)
    return [(_(heading), members) for heading, members in groups.items()]


def lines_of(definition: Definition, parts: Sequence[Part], chosen: Choice, by: str) -> list[Line]:
    return [_line(definition, part, chosen, by) for part in parts]


def _line(definition: Definition, part: Part, chosen: Choice, by: str) -> Line:
    changes = {NARROWED_BY[by]: part.key}
    records = address("figures:records", definition, chosen, **changes) if part.key and part.value.n else ""
    deeper = address("figures:figure", definition, chosen, by=by, **changes) if part.key and by == "place" else ""
    return Line(part.label, written(part.value), part.value.n, records, deeper)


def chart_of(definition: Definition, parts: Sequence[Part], chosen: Choice, by: str) -> dict[str, Any]:
    """What ``ui/charts.html`` draws: a line over months, else bars; rates of fewer than ten are left out."""
    lines = lines_of(definition, parts, chosen, by)
    links = [line.records or address("figures:records", definition, chosen) for line in lines]
    return {
        "title": _(definition.label),
        "x": [line.label for line in lines],
        "links": links,
        "series": [{"name": _(definition.label), "data": [line.value.plain for line in lines]}],
        "kind": "line" if by == "month" else "bars" if len(lines) > 6 else "bar",
        "unit": _(definition.unit.label),
    }
