"""A query without a scope does not run: every way of asking that Django offers, on the database of the run."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Sum, Value

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM
from lianxin.kernel.access.models import Unit
from lianxin.kernel.access.scope import Unscoped
from lianxin.kernel.matters.models import Event, Matter

rows = Matter.objects

UNSCOPED: dict[str, Callable[[], Any]] = {
    "all": lambda: list(rows.all()),
    "filter": lambda: list(rows.filter(kind="request")),
    "exclude": lambda: list(rows.exclude(kind="request")),
    "get": lambda: rows.get(pk=1),
    "first": lambda: rows.first(),
    "last": lambda: rows.last(),
    "latest": lambda: rows.latest("opened_at"),
    "earliest": lambda: rows.earliest("opened_at"),
    "count": lambda: rows.count(),
    "exists": lambda: rows.exists(),
    "contains": lambda: rows.contains(Matter(pk=1)),
    "aggregate": lambda: rows.aggregate(n=Count("pk")),
    "aggregate over a slice": lambda: rows.all()[:5].aggregate(n=Sum("version")),
    "annotate": lambda: list(rows.annotate(n=Count("children"))),
    "values": lambda: list(rows.values("title")),
    "values_list": lambda: list(rows.values_list("title", flat=True)),
    "dates": lambda: list(rows.dates("opened_at", "day")),
    "datetimes": lambda: list(rows.datetimes("opened_at", "day")),
    "in_bulk": lambda: rows.in_bulk([1]),
    "iterator": lambda: list(rows.iterator()),
    "slice": lambda: list(rows.all()[:3]),
    "index": lambda: rows.order_by("pk")[0],
    "distinct": lambda: list(rows.distinct()),
    "select_related": lambda: list(rows.select_related("holder")),
    "only": lambda: list(rows.only("title")),
    "defer": lambda: list(rows.defer("title")),
    "reverse": lambda: list(rows.order_by("pk").reverse()),
    "union": lambda: list(rows.visible_to(SYSTEM).values("pk").union(rows.values("pk"))),
    "intersection": lambda: list(rows.visible_to(SYSTEM).values("pk").intersection(rows.values("pk"))),
    "difference": lambda: list(rows.visible_to(SYSTEM).values("pk").difference(rows.values("pk"))),
    "update": lambda: rows.update(title="x"),
    "filtered update": lambda: rows.filter(pk=1).update(version=F("version") + 1),
    "delete": lambda: rows.all().delete(),
    "raw delete": lambda: rows.all()._raw_delete(rows.db),
    "bulk_update": lambda: rows.bulk_update([Matter(pk=1, title="x")], ["title"]),
    "get_or_create": lambda: rows.get_or_create(number="n"),
    "update_or_create": lambda: rows.update_or_create(number="n"),
    "raw": lambda: list(rows.raw("SELECT * FROM matters_matter")),
    "raw of a query set": lambda: list(rows.all().raw("SELECT * FROM matters_matter")),
    "select_for_update": lambda: list(rows.select_for_update()),
    "explain": lambda: rows.all().explain(),
    "sub-query in": lambda: list(Unit.objects.filter(matters__in=rows.all())),
    "sub-query value": lambda: list(Unit.objects.annotate(x=Subquery(rows.values("title")[:1]))),
    "exists in another": lambda: list(Unit.objects.filter(Exists(rows.filter(holder=OuterRef("pk"))))),
    "related manager": lambda: list(Unit(pk=1).matters.all()),
    "related count": lambda: Unit(pk=1).matters.count(),
    "prefetch": lambda: list(Unit.objects.prefetch_related("matters")),
    "prefetch object": lambda: list(Unit.objects.prefetch_related(Prefetch("matters", rows.all()))),
    "second model": lambda: list(Event.objects.filter(matter=1)),
    "serialise": lambda: serializers.serialize("json", rows.all()),
    "dumpdata": lambda: call_command("dumpdata", "matters.Matter", traceback=True, stdout=StringIO()),
    "as a condition": lambda: list(Event.objects.visible_to(SYSTEM).filter(Q(matter__in=rows.filter(pk=1)))),
    "pickled": lambda: __import__("pickle").dumps(rows.all()),
    "async-free alias": lambda: list(rows.alias(n=Value(1)).filter(n=1)),
}


@pytest.fixture
def one_unit(world: Any) -> None:
    """Rows, so that prefetches have something to fetch."""


@pytest.mark.parametrize("way", UNSCOPED, ids=str)
def test_an_unscoped_query_raises(one_unit: None, way: str) -> None:
    with pytest.raises(Exception) as raised:
        UNSCOPED[way]()
    assert isinstance(raised.value, Unscoped) or isinstance(raised.value.__cause__, Unscoped), raised.value


def test_there_are_at_least_twenty_five_ways() -> None:
    assert len(UNSCOPED) >= 25


def test_a_scoped_query_runs_and_keeps_its_scope_through_every_turn(world: Any) -> None:
    made = world.request().matter
    seen = rows.visible_to(SYSTEM).filter(pk=made.pk)
    assert seen.count() == 1
    assert seen.exclude(pk=0).order_by("pk").values_list("pk", flat=True)[0] == made.pk
    assert Unit.objects.get(code="street").matters.visible_to(SYSTEM).exists()
    assert seen.update(urgency="urgent") == 1


def test_strangers_see_nothing(world: Any) -> None:
    world.request()
    assert not rows.visible_to(ANONYMOUS).exists()


def test_unscoped_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        rows.unscoped(reason=" ")
