"""Several steps of one act: their entries are written at its end, and only if they happened."""

import threading
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.audit import record, together
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.audit.verify import verify


def actions() -> list[str]:
    return list(Entry.objects.unscoped(reason="test").order_by("seq").values_list("action", flat=True))


@pytest.mark.django_db
def test_entries_are_written_in_order_at_the_end() -> None:
    with together():
        assert record(SYSTEM, "a") == 0
        with together():
            record(SYSTEM, "b")
        assert actions() == []
        record(SYSTEM, "c")
    assert actions() == ["a", "b", "c"]
    assert verify().ok


@pytest.mark.django_db
def test_it_is_a_decorator_too() -> None:
    @together()
    def act(name: str) -> str:
        record(SYSTEM, name)
        return name

    assert [act("a"), act("b")] == actions() == ["a", "b"]


@pytest.mark.django_db
def test_a_step_that_is_rolled_back_takes_its_entries_with_it() -> None:
    with together():
        record(SYSTEM, "a")
        with pytest.raises(ZeroDivisionError), together():
            record(SYSTEM, "b")
            raise ZeroDivisionError
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record(SYSTEM, "c")
            raise ZeroDivisionError
        record(SYSTEM, "d")
    assert actions() == ["a", "d"]


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_nothing_behind_for_the_next() -> None:
    with pytest.raises(ZeroDivisionError), together():
        record(SYSTEM, "a")
        raise ZeroDivisionError
    with together():
        record(SYSTEM, "b")
    assert actions() == ["b"]


@pytest.mark.django_db
def test_other_hooks_of_the_commit_stay(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[str] = []
    with django_capture_on_commit_callbacks(execute=True) as hooks, together():
        transaction.on_commit(lambda: heard.append("first"))
        record(SYSTEM, "a")
        transaction.on_commit(lambda: heard.append("second"))
    assert len(hooks) == 2
    assert heard == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_two_acts_that_lock_crosswise_do_not_meet_in_a_deadlock() -> None:
    """One records and then wants a row; the other holds the row and then records."""
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite the second act does not begin before the first has ended")
    row = ContentType.objects.create(app_label="test", model="row")
    meet, failures = threading.Barrier(2, timeout=10), list[BaseException]()

    def lock() -> None:
        ContentType.objects.select_for_update().get(pk=row.pk)

    def records_first() -> None:
        with together():
            record(SYSTEM, "a")
            meet.wait()
            lock()

    def locks_first() -> None:
        with together():
            lock()
            meet.wait()
            record(SYSTEM, "b")

    def run(act: Any) -> None:
        try:
            act()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in (records_first, locks_first)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(actions()) == ["a", "b"]
