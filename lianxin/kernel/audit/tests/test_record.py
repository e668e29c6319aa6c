"""What an entry holds, when it may be written, and who may read it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Actor, Grant
from lianxin.kernel.access.scope import Unscoped
from lianxin.kernel.audit import record
from lianxin.kernel.audit.chain import HeadLost, NotInTransaction, append
from lianxin.kernel.audit.draft import Draft
from lianxin.kernel.audit.models import Entry, Head
from lianxin.kernel.audit.views_of import accesses

CLERK = Actor(kind="staff", name="测试甲", user_id=7, unit_id=3, unit_name="示例街道")


def entries() -> Any:
    return Entry.objects.unscoped(reason="test").order_by("seq")


@pytest.mark.django_db
def test_an_entry_holds_who_what_whom_where_and_when() -> None:
    at = datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=UTC)
    seq = record(CLERK, "matter.accept", subject="matter:5", place_path="150100.", detail={"b": 1, "a": "中"}, at=at)
    entry = entries().get()
    assert (entry.seq, entry.at, entry.actor_kind, entry.actor_id, entry.actor_name) == (seq, at, "staff", 7, "测试甲")
    assert (entry.unit_id, entry.unit_name, entry.action) == (3, "示例街道", "matter.accept")
    assert (entry.subject, entry.place_path, entry.detail) == ("matter:5", "150100.", '{"a":"中","b":1}')
    assert entry.hash.startswith("sha256:")
    assert entry.prev_hash == ""


@pytest.mark.django_db
def test_each_entry_carries_the_digest_of_the_one_before() -> None:
    first, second, third = append(SYSTEM, [Draft("a"), Draft("b"), Draft("c")])
    assert (second, third) == (first + 1, first + 2)
    hashes = [entry.hash for entry in entries()]
    assert [entry.prev_hash for entry in entries()] == ["", *hashes[:-1]]
    assert Head.objects.get().hash == hashes[-1]


@pytest.mark.django_db
def test_the_sm_suite_digests_with_sm3(settings: Any) -> None:
    settings.CIPHER_SUITE = "sm"
    record(SYSTEM, "a")
    assert entries().get().hash.startswith("sm3:")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    with pytest.raises(NotInTransaction):
        record(SYSTEM, "a")
    assert not entries().exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(SYSTEM, "a")
        raise ZeroDivisionError
    assert not entries().exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'b'",
        "UPDATE audit_entry SET at = at",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET seq = 0, hash = ''",
        "UPDATE audit_head SET hash = 'x'",
    ],
)
def test_the_database_refuses_to_change_or_remove(statement: str) -> None:
    record(SYSTEM, "a")
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert entries().get().action == "a"


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_head"])
def test_postgresql_refuses_to_truncate(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; its DELETE without WHERE fires the row trigger")
    record(SYSTEM, "a")
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.django_db
def test_without_its_head_the_chain_takes_no_further_entry(tamper: Any) -> None:
    record(SYSTEM, "a")
    tamper("DELETE FROM audit_head")
    with pytest.raises(HeadLost):
        record(SYSTEM, "b")


@pytest.mark.django_db
def test_entries_are_seen_only_inside_the_own_subtree() -> None:
    for path in ("150100.150102.", "150100.1501020.", "150100.150103.", ""):
        record(SYSTEM, "a", place_path=path)
    reader = Actor(kind="staff", grants=(Grant("auditor", frozenset({"audit.read"}), "150100.150102."),))
    other = Actor(kind="staff", grants=(Grant("clerk", frozenset({"matter.read"}), ""),))
    seen = Entry.objects.visible_to(reader).values_list("place_path", flat=True)
    assert list(seen) == ["150100.150102."]
    assert Entry.objects.visible_to(SYSTEM).count() == 4
    assert Entry.objects.visible_to(other).count() == Entry.objects.visible_to(ANONYMOUS).count() == 0
    with pytest.raises(Unscoped):
        Entry.objects.count()


@pytest.mark.django_db
def test_a_person_sees_who_opened_their_contact_and_why() -> None:
    record(CLERK, "secret.read", subject="matter:5", detail={"field": "Contact.phone", "purpose": "回访"})
    record(CLERK, "secret.read", subject="matter:55", detail={"purpose": "x"})
    record(CLERK, "matter.accept", subject="matter:5")
    (access,) = accesses("matter:5")
    assert (access.actor_name, access.unit_name) == ("测试甲", "示例街道")
    assert (access.purpose, access.field) == ("回访", "Contact.phone")
    assert accesses("") == []


@pytest.mark.django_db
def test_detail_takes_what_json_cannot_hold_as_text() -> None:
    record(SYSTEM, "a", detail={"on": datetime(2026, 1, 2, tzinfo=UTC).date()})
    assert json.loads(entries().get().detail) == {"on": "2026-01-02"}
