"""A signed figure is computed again from its frozen query, and a changed record is noticed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.scope import Unscoped
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.figures import answers, freezing
from lianxin.kernel.figures.freezing import NotSignable, freeze, recompute
from lianxin.kernel.figures.models import Frozen
from lianxin.kernel.figures.periods import of, parse
from lianxin.kernel.figures.tests.conftest import (
    ALL,
    CITY,
    EAST,
    GROUPED,
    MEDIAN,
    NOW,
    OPENED,
    RATE,
    WEST,
    at,
    new_matter,
    reader,
)

pytestmark = pytest.mark.django_db
SPRING = parse("2024-Q1")
RIGHTS = ("matters.read", "figures.read", "figures.sign")


def spring(n: int, place: str = EAST, **more: object):
    return [
        new_matter(place, "2024-02-02 09:00", closed_at=at("2024-02-05 10:00") + timedelta(days=day), **more)
        for day in range(n)
    ]


@pytest.mark.parametrize("definition", [each for each in ALL if each.period == "span"], ids=lambda each: each.id)
def test_every_signed_figure_is_computed_again_and_is_the_same(city, signer, definition):
    spring(7)
    frozen = freeze(definition, actor=reader(*RIGHTS, user=signer), place_path=CITY, period=SPRING, category="")
    again = recompute(Frozen.objects.visible_to(reader()).get(pk=frozen.pk))
    assert again.is_same
    assert again.value.n == 7


def test_what_the_signer_sees_is_what_is_signed(city, signer):
    spring(3)
    spring(2, WEST)
    actor = reader(*RIGHTS, path=EAST, user=signer)
    frozen = freeze(OPENED, actor=actor, place_path=EAST, period=SPRING)
    assert frozen.number == answers.value(OPENED, actor, EAST, SPRING).number == 3
    assert (frozen.signer_name, frozen.place_name, frozen.period) == ("示例", "东区", "2024-Q1")
    entry = Entry.objects.unscoped(reason="test").get(action="figures.sign")
    assert entry.subject == f"frozen:{frozen.pk}"


def test_a_record_that_changed_afterwards_shows(city, signer):
    first, *_others = spring(4)
    actor = reader(*RIGHTS, user=signer)
    counted = freeze(OPENED, actor=actor, place_path=CITY, period=SPRING)
    rated = freeze(RATE, actor=actor, place_path=CITY, period=SPRING)
    first.outcome = "refused"
    first.save(update_fields=["outcome"])
    assert recompute(counted).is_same
    assert (recompute(rated).same_number, recompute(rated).same_records) == (False, True)
    first.opened_at = at("2023-02-02 09:00")
    first.save(update_fields=["opened_at"])
    assert recompute(counted).value.number == 3
    assert not recompute(counted).is_same


def test_one_record_in_the_place_of_another_shows_though_the_number_is_the_same(city, signer):
    first, *_others = spring(4)
    frozen = freeze(OPENED, actor=reader(*RIGHTS, user=signer), place_path=CITY, period=SPRING)
    first.place_path = "990200."
    first.save(update_fields=["place_path"])
    spring(1)
    again = recompute(frozen)
    assert (again.same_number, again.same_records, again.is_same) == (True, False, False)


def test_a_changed_definition_shows(city, signer):
    spring(1)
    frozen = freeze(OPENED, actor=reader(*RIGHTS, user=signer), place_path=CITY, period=SPRING)
    frozen.version = 2
    assert not recompute(frozen).same_definition


@pytest.mark.parametrize("missing", RIGHTS[::2])
def test_who_may_not_sign_there_does_not(city, signer, missing):
    rights = [right for right in RIGHTS if right != missing]
    with pytest.raises(Denied):
        freeze(OPENED, actor=reader(*rights, user=signer), place_path=CITY, period=SPRING)
    with pytest.raises(Denied):
        freeze(OPENED, actor=reader(*RIGHTS, path=EAST, user=signer), place_path=WEST, period=SPRING)
    assert not Frozen.objects.unscoped(reason="test").exists()


def test_what_is_not_over_or_too_small_is_not_signed(city, signer):
    actor = reader(*RIGHTS, user=signer)
    spring(4)
    for definition, period in [(NOW, SPRING), (OPENED, of("month", timezone.localdate())), (GROUPED, SPRING)]:
        with pytest.raises(NotSignable) as refused:
            freeze(definition, actor=actor, place_path=CITY, period=period)
        assert str(refused.value)
    assert freeze(MEDIAN, actor=actor, place_path=CITY, period=SPRING).n == 4


def test_a_correction_names_what_it_corrects_and_both_stay(city, signer):
    actor = reader(*RIGHTS, user=signer)
    spring(1)
    first = freeze(OPENED, actor=actor, place_path=CITY, period=SPRING)
    spring(1)
    second = freeze(OPENED, actor=actor, place_path=CITY, period=SPRING, corrects=first, note="补录")
    assert (second.corrects, int(first.number), int(second.number)) == (first, 1, 2)


def test_signed_figures_are_seen_where_figures_may_be_read(city, signer):
    freeze(OPENED, actor=reader(*RIGHTS, user=signer), place_path=WEST, period=SPRING)
    assert Frozen.objects.visible_to(reader(path=EAST)).count() == 0
    assert Frozen.objects.visible_to(reader(path=WEST)).count() == 1
    with pytest.raises(Unscoped):
        Frozen.objects.count()
    assert freezing.STORED
