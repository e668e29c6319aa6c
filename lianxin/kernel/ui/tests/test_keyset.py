from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.ui.keyset import keyset_page
from lianxin.kernel.ui.models import SavedFilter

NEWEST_FIRST = ("-created_at", "-pk")


@pytest.fixture
def seven(staff):
    start = timezone.now()
    for n in range(7):
        row = SavedFilter.objects.create(user=staff, list_key="k", name=f"n{n}", query="")
        moment = start - timedelta(minutes=n // 2)  # two at the same moment: only the key tells them apart
        SavedFilter.objects.unscoped(reason="the test sets the clock").filter(pk=row.pk).update(created_at=moment)
    return SavedFilter.objects.visible_to(SYSTEM)


def page(rows, query="", order=NEWEST_FIRST, size=3, **options):
    return keyset_page(rows, RequestFactory().get("/list/" + query), order=order, size=size, **options)


def names(shown):
    return [row.name for row in shown.rows]


@pytest.mark.parametrize("order", [NEWEST_FIRST, ("created_at", "pk"), ("-created_at", "pk"), ("name", "pk")])
def test_turning_every_page_shows_each_row_once_and_in_order(seven, order):
    seen, shown = [], page(seven, order=order)
    while True:
        seen += names(shown)
        if not shown.next:
            break
        shown = page(seven, shown.next, order=order)
    assert seen == [row.name for row in seven.order_by(*order)]


def test_turning_back_shows_the_page_before(seven):
    first = page(seven)
    second = page(seven, first.next)
    third = page(seven, second.next)
    assert names(page(seven, third.previous)) == names(second)
    assert names(page(seven, second.previous)) == names(first)


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(seven):
    first = page(seven)
    assert first.previous == ""
    last = page(seven, page(seven, first.next).next)
    assert (len(last.rows), last.next) == (1, "")
    assert page(seven, page(seven, first.next).previous).previous == ""


def test_a_row_that_arrives_meanwhile_does_not_push_another_onto_the_next_page(seven, staff):
    first = page(seven)
    SavedFilter.objects.create(user=staff, list_key="k", name="new", query="")
    assert not set(names(page(seven, first.next))) & set(names(first))


def test_empty_values_come_last_and_are_paged_too(seven, django_user_model, staff):
    for n in range(4):
        django_user_model.objects.create(login=f"u{n}", name=f"u{n}", last_login=timezone.now() if n < 2 else None)
    everyone = django_user_model.objects.exclude(pk=staff.pk)
    first = page(everyone, order=("last_login", "pk"), nullable=("last_login",))
    second = page(everyone, first.next, order=("last_login", "pk"), nullable=("last_login",))
    assert [u.login for u in first.rows + second.rows] == ["u0", "u1", "u2", "u3"]
    back = page(everyone, second.previous, order=("last_login", "pk"), nullable=("last_login",))
    assert [u.login for u in back.rows] == ["u0", "u1", "u2"]


def test_rows_may_be_dictionaries(seven):
    shown = page(seven.values("pk", "id", "name", "created_at"))
    assert len(page(seven.values("pk", "id", "name", "created_at"), shown.next).rows) == 3


@pytest.mark.parametrize("cursor", ["x", "%00", "bm90IGpzb24", "WzFd", "e30", "W1tdLHt9XQ"])
def test_a_cursor_that_was_not_made_here_shows_the_first_page(seven, cursor):
    assert names(page(seven, f"?after={cursor}")) == names(page(seven))


def test_filters_stay_in_the_address_of_the_next_page(seven):
    assert "state=open" in page(seven, "?state=open").next
