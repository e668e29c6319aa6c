"""The public totals: finished months, a month's categories and districts, a district's streets.

Months stand for themselves: one with a small number in it is left out, of the sum too, so that the sum of today less
that of last month tells nothing. Every table below divides exactly one shown row of a table above it; what can be
subtracted is only ever a row from the sum of its own parts, and that is what :func:`suppress` guards. Places and
categories are never divided by each other, nor over several months. A month is shown once it is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lianxin.insight.figures.wording import period_label
from lianxin.kernel.figures import catalogue, periods
from lianxin.kernel.figures.periods import Period
from lianxin.kernel.figures.question import Question, territory
from lianxin.kernel.figures.splits import split
from lianxin.kernel.figures.suppression import HIDDEN, Cell, is_small, suppress
from lianxin.kernel.figures.tallies import tallies
from lianxin.kernel.places import tree
from lianxin.kernel.places.levels import Level

FIGURES = ("received", "closed", "solved")
Counts = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """received, closed and solved are numbers, ``<5`` or ``–``. href: "" where it may not be divided."""

    key: str
    label: str
    received: Cell
    closed: Cell
    solved: Cell
    href: str = ""

    @property
    def is_shown(self) -> bool:
        return isinstance(self.closed, int)


@dataclass(frozen=True, slots=True)
class Table:
    """rows: None when no part may be shown beside the whole."""

    by: str
    title: str
    whole: Row
    rows: list[Row] | None


def tables(year: str, month: str, place: str, *, today: date) -> list[Table]:
    """The months of a year; of one month also its categories, districts, and the streets of one district.

    Raises Http404 for what is not shown. Empty while no month of the year is over.
    """
    over = _year(year, today)
    city = next(iter(tree.children()), None)
    if over is None or city is None:
        return []
    months = _months(Question(territory(), over, city.path))
    if not month:
        return [months]
    row = _shown_row(months, month)
    asked = Question(territory(), periods.parse(row.key), city.path)
    found = [months, _table("place", row.label, asked), _table("category", row.label, asked)]
    if place:
        district = _shown_row(found[1], place)
        if not district.href:
            raise Http404
        found.append(_table("place", district.label, replace(asked, place_path=district.key)))
    return found


def _year(text: str, today: date) -> Period | None:
    """The finished months of a year: this one unless named; in January the year before."""
    last = periods.of("month", today).previous().last
    year = int(text) if text.isdigit() and len(text) == 4 else last.year
    if not last.year - 1 <= year <= last.year:
        return None
    return periods.span(date(year, 1, 1), min(date(year, 12, 31), last))


def _shown_row(table: Table, key: str) -> Row:
    found = next((row for row in table.rows or () if row.key == key and row.is_shown), None)
    if found is None:
        raise Http404
    return found


def _months(asked: Question) -> Table:
    counts, labels = _counts("month", asked)
    safe = {key: row for key, row in counts.items() if not any(map(is_small, row))}
    hidden: tuple[Cell, ...] = (HIDDEN, HIDDEN, HIDDEN)
    rows = [_row(key, labels[key], safe.get(key, hidden), _href("month", key, asked)) for key in counts]
    return Table("month", period_label(asked.period), _row("", _("合计"), _sums(safe), ""), rows)


def _table(by: str, title: str, asked: Question) -> Table:
    """The parts of one month in one place, whose sums are already shown above."""
    counts, labels = _counts(by, asked)
    shown = suppress(counts)
    rows = None if shown is None else [_row(key, labels[key], shown[key], _href(by, key, asked)) for key in counts]
    return Table(by, title, _row("", _("合计"), _sums(counts), ""), rows)


def _sums(counts: Mapping[str, Counts]) -> Counts:
    received, closed, solved = (sum(row[column] for row in counts.values()) for column in range(3))
    return received, closed, solved


def _counts(by: str, asked: Question) -> tuple[dict[str, Counts], Mapping[str, str]]:
    """Key → (received, closed, solved), in the order of the page; one query."""
    definitions = {id: catalogue.definition(id) for id in FIGURES}
    divided = {id: split(each, by, asked) for id, each in definitions.items()}
    found = tallies((id, each, asked, divided[id].key) for id, each in definitions.items())
    named = divided["received"]
    whole: dict[str, dict[str, int]] = {key: {} for key in named.labels}
    for (id, key), tally in found.items():
        home = whole.setdefault(named.home(key), {})
        home[id] = home.get(id, 0) + tally.n
    order = [*named.labels, *sorted(set(whole) - set(named.labels))]
    counts = {key: _counted(whole[key]) for key in order if whole[key] or by != "category"}
    return counts, {key: named.label(key) for key in counts}


def _counted(found: Mapping[str, int]) -> Counts:
    return found.get("received", 0), found.get("closed", 0), found.get("solved", 0)


def _row(key: str, label: str, cells: tuple[Cell, ...], href: str) -> Row:
    """Of a hidden row only the received may be told to be few: solved are never more than closed, which would tell."""
    received, closed, solved = cells
    if isinstance(closed, int):
        return Row(key, label, received, closed, solved, href)
    return Row(key, label, received, HIDDEN, HIDDEN)


def _href(by: str, key: str, asked: Question) -> str:
    if not key or by == "category":
        return ""
    year = {"year": str(asked.period.last.year)}
    if by == "month":
        return _address(year, month=key)
    node = tree.get(key)
    if node is None or node.level != Level.COUNTY:
        return ""
    return _address(year, month=asked.period.text, place=key)


def _address(kept: dict[str, str], **more: str) -> str:
    return f"{reverse('figures:numbers')}?{urlencode({**kept, **more})}"
