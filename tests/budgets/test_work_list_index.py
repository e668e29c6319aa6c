"""My work: every kind in one list, which both databases read through an index, in order and without sorting."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from lianxin.kernel.matters import queries

pytestmark = pytest.mark.django_db
INDEXES = {"place": "open_by_", "unit": "open_by_holder", "mine": "open_by_assignee"}


def plan(actor: Any, lens: str, **filters: str) -> str:
    """What the database would do for the first page of the list, as ``matters.pages.work`` asks for it."""
    rows = queries.work_list(actor, lens, {"open": "1", **filters}).values(*queries.ROW)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # a few rows are read whole, whatever indexes there are
    found: str = rows.order_by("attention_at", "id")[:51].explain()
    return found


@pytest.mark.parametrize("lens", sorted(INDEXES))
def test_each_lens_reads_an_index_of_open_matters(world: Any, lens: str) -> None:
    told = plan(world.actor("handler" if lens == "unit" else "street"), lens)
    assert INDEXES[lens] in told, told


@pytest.mark.parametrize("kind", ["request", "dispute", "petition", "suggestion", "session_item"])
def test_one_kind_alone_is_read_through_the_same_index(world: Any, kind: str) -> None:
    told = plan(world.actor("handler"), "unit", kind=kind)
    assert INDEXES["unit"] in told, told


def test_all_kinds_stand_in_one_list(world: Any) -> None:
    from lianxin.work.petitions.tests.office import Office
    from tests.journeys.test_every_hand_over import SOURCES

    world.office = Office(world)
    made = {make(world).pk for make, _login in SOURCES.values()}
    listed = queries.work_list(world.actor("city"), "place", {"open": "1"})
    assert made <= set(listed.values_list("pk", flat=True))
    assert set(SOURCES) <= set(listed.values_list("kind", flat=True))
