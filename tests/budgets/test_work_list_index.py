"""My work: every kind in one list, which both databases read through an index, none whole."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.matters import queries
from lianxin.kernel.matters.models import Matter
from tests.world import COMMUNITY, WEST_COMMUNITY, many_rows_came

pytestmark = pytest.mark.django_db
INDEXES = {"place": "open_by_", "unit": "open_by_holder", "mine": "open_by_assignee"}
KINDS = ("request", "dispute", "petition", "suggestion", "session_item")
MANY = 4000


@pytest.fixture
def busy(world: Any) -> Any:
    """A city with so many open matters of all kinds that it matters how they are found."""
    units, people = list(world.units.values()), list(world.users.values())
    now = timezone.now()
    Matter.objects.unscoped(reason="test").bulk_create(
        Matter(
            number=f"IX-{n}",
            tracking_code=f"ix{n}",
            kind=KINDS[n % len(KINDS)],
            state="handling",
            title="示例",
            place_path=(COMMUNITY, WEST_COMMUNITY)[n % 2],
            holder=units[n % len(units)],
            assignee=people[n % len(people)],
            opened_at=now,
            attention_at=now + timedelta(minutes=n * 7 % 1000),
        )
        for n in range(MANY)
    )
    many_rows_came()
    return world


def plan(actor: Any, lens: str, **filters: str) -> str:
    """What the database would do for the first page of the list, as ``matters.pages.work`` asks for it."""
    rows = queries.work_list(actor, lens, {"open": "1", **filters}).values(*queries.ROW)
    found: str = rows.order_by("attention_at", "id")[:51].explain()
    return found


def test_each_lens_reads_an_index_of_open_matters(busy: Any) -> None:
    for lens, index in INDEXES.items():
        told = plan(busy.actor("handler" if lens == "unit" else "street"), lens)
        assert index in told, told


def test_for_one_kind_alone_the_table_is_not_read_whole_either(busy: Any) -> None:
    for kind in KINDS:
        told = plan(busy.actor("handler"), "unit", kind=kind)
        assert not re.search(r"Seq Scan on matters_matter|SCAN matters_matter(?! USING)", told), told


def test_all_kinds_stand_in_one_list(world: Any) -> None:
    from lianxin.work.petitions.tests.office import Office
    from tests.journeys.test_every_hand_over import SOURCES

    world.office = Office(world)
    made = {make(world).pk for make, _login in SOURCES.values()}
    listed = queries.work_list(world.actor("city"), "place", {"open": "1"})
    assert made <= set(listed.values_list("pk", flat=True))
    assert set(SOURCES) <= set(listed.values_list("kind", flat=True))
