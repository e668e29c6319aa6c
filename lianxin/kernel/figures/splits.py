"""The keys by which a figure is split, worked out by the database alike on both engines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.kernel.access.models import Unit
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.moments import MonthOf
from lianxin.kernel.figures.question import Question
from lianxin.kernel.places import tree
from lianxin.kernel.places.paths import under

OTHER = ""


@dataclass(frozen=True, slots=True)
class Split:
    """key: an expression that gives text. labels: key → name, in the order of the page; others come last.

    is_prefix: the database's keys are codes that belong to the longest label they begin with.
    homes: the database's key → the key of the page, where they differ.
    always: keys that the page shows even with nothing in them.
    """

    by: str
    key: Any
    labels: Mapping[str, str]
    is_prefix: bool = False
    homes: Mapping[str, str] = field(default_factory=dict)
    always: frozenset[str] = frozenset()

    def home(self, key: str) -> str:
        """The key of the page under which a key of the database stands."""
        if not self.is_prefix or key in self.labels:
            return self.homes.get(key, key)
        return max((label for label in self.labels if key.startswith(label)), key=len, default=OTHER)

    def label(self, key: str) -> str:
        return self.labels.get(key) or (_("本级或未填") if key == OTHER else key)


def split(definition: Definition, by: str, question: Question) -> Split:
    """Raises ValueError when the definition may not be split so."""
    if by not in definition.splits:
        raise ValueError(f"{definition.id} is not split by {by}")
    if by == "place":
        return _places(question.place_path or _top(question))
    if by == "month":
        return _months(definition, question)
    if by == "unit":
        return _units(definition)
    return _codes(definition, by)


def _places(path: str) -> Split:
    children = {node.path: node.name for node in tree.children(path)}
    if not children:
        return Split("place", Value(OTHER, CharField()), {})
    return Split("place", place_key(children), children, always=frozenset(children))


def place_key(children: Mapping[str, str]) -> Any:
    """Which of these places a matter lies in; OTHER for one that lies in none of them."""
    inside = [When(under("place_path", child), then=Value(child)) for child in children]
    return Case(*inside, default=Value(OTHER), output_field=CharField())


def _top(question: Question) -> str:
    paths = question.actor.paths("matters.read")
    return paths[0] if len(paths) == 1 else ""


def _months(definition: Definition, question: Question) -> Split:
    months = list(question.period.months())
    labels = {month.text: date_format(month.first, _("Y年n月")) for month in months}
    # The first and last may be cut short, but no record lies outside the period: its month tells which it is in.
    homes = {f"{month.first:%Y-%m}": month.text for month in months}
    today = timezone.localdate(question.now)
    begun = frozenset(month.text for month in months if month.first <= today)  # a month to come is not one of nothing
    return Split("month", MonthOf(definition.time), labels, homes=homes, always=begun)


def _units(definition: Definition) -> Split:
    names = {str(pk): name for pk, name in Unit.objects.values_list("pk", "name")}
    key = Coalesce(Cast(F(f"{definition.unit_field}_id"), CharField()), Value(OTHER), output_field=CharField())
    return Split("unit", key, names)


def _codes(definition: Definition, by: str) -> Split:
    named = definition.labels.get(by)
    labels = {code: str(name) for code, name in named().items()} if named else {}
    if not labels:
        return Split(by, F(by), {})
    if definition.kind != "median":
        return Split(by, F(by), labels, is_prefix=by == "category")
    # Medians of parts do not add up, so the database itself must know the part.
    longest_first = sorted(labels, key=lambda code: (-len(code), code))
    inside = [When(**{f"{by}__startswith": code}, then=Value(code)) for code in longest_first]
    return Split(by, Case(*inside, default=Value(OTHER), output_field=CharField()), labels)
