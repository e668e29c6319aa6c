"""The chain tells of every way in which somebody could have touched it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.audit import record, triggers
from lianxin.kernel.audit.chain import HASHED, append, digest_like
from lianxin.kernel.audit.draft import Draft
from lianxin.kernel.audit.models import Entry, Head
from lianxin.kernel.audit.verify import Report, verify

Tamper = Callable[..., None]
COPY = (
    "INSERT INTO audit_entry (seq, at, actor_kind, actor_id, actor_name, unit_id, unit_name, action, subject,"
    " place_path, detail, prev_hash, hash) SELECT {seq}, at, actor_kind, actor_id, actor_name, unit_id, unit_name,"
    " action, subject, place_path, detail, prev_hash, hash FROM audit_entry WHERE seq = {source}"
)


@pytest.fixture
def chain(db: None) -> None:
    append(SYSTEM, [Draft("act", f"matter:{number}", detail={"n": number}) for number in range(1, 11)])


def found(report: Report) -> list[tuple[int, str]]:
    return [(fault.seq, fault.kind) for fault in report.faults]


@pytest.mark.usefixtures("chain")
def test_an_untouched_chain_is_whole() -> None:
    report = verify()
    assert report.ok
    assert report.checked == report.last_seq == 10
    assert report.last_hash == Head.objects.get().hash


@pytest.mark.django_db
def test_an_empty_chain_is_whole() -> None:
    assert verify().ok


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize(
    ("column", "value"),
    [("detail", '{"n":6}'), ("actor_name", "x"), ("subject", "matter:6"), ("actor_id", 1), ("place_path", "1."),
     ("at", "2020-01-01 00:00:00.000001+00:00"), ("unit_id", 1), ("action", "acT"), ("actor_kind", "staff")],
)  # fmt: skip
def test_one_altered_byte_is_found(tamper: Tamper, column: str, value: Any) -> None:
    tamper(f"UPDATE audit_entry SET {column} = %s WHERE seq = 5", value)
    report = verify()
    assert found(report) == [(5, "altered")]
    assert "第 5 条" in report.faults[0].text


@pytest.mark.usefixtures("chain")
def test_an_altered_digest_is_found(tamper: Tamper) -> None:
    tamper("UPDATE audit_entry SET hash = %s WHERE seq = 5", "sha256:" + "0" * 64)
    assert found(verify()) == [(5, "altered"), (6, "altered")]


@pytest.mark.usefixtures("chain")
def test_a_forged_entry_with_a_right_digest_of_its_own_is_found(tamper: Tamper) -> None:
    forge(tamper, 5)
    assert found(verify()) == [(6, "altered")]


@pytest.mark.usefixtures("chain")
def test_a_forged_last_entry_is_found_by_the_head(tamper: Tamper) -> None:
    forge(tamper, 10)
    assert found(verify()) == [(10, "altered")]


def forge(tamper: Tamper, seq: int) -> None:
    """Alter an entry and compute its digest anew, as one who knows the algorithm would."""
    tamper("UPDATE audit_entry SET subject = 'matter:99' WHERE seq = %s", seq)
    row = Entry.objects.unscoped(reason="test").values_list(*HASHED).get(seq=seq)
    tamper("UPDATE audit_entry SET hash = %s WHERE seq = %s", digest_like("sha256:", row), seq)


@pytest.mark.usefixtures("chain")
def test_a_removed_entry_is_found(tamper: Tamper) -> None:
    tamper("DELETE FROM audit_entry WHERE seq IN (4, 5)")
    report = verify()
    assert found(report) == [(4, "removed")]
    assert report.faults[0].text == "第 4 至 5 条被删除。"


@pytest.mark.usefixtures("chain")
def test_a_removed_beginning_is_found(tamper: Tamper) -> None:
    tamper("DELETE FROM audit_entry WHERE seq = 1")
    assert found(verify()) == [(1, "removed")]


@pytest.mark.usefixtures("chain")
def test_a_removed_tail_is_found(tamper: Tamper) -> None:
    tamper("DELETE FROM audit_entry WHERE seq > 8")
    report = verify()
    assert found(report) == [(9, "removed")]
    assert report.faults[0].text == "末尾第 9 至 10 条被删除。"


@pytest.mark.usefixtures("chain")
def test_removing_everything_is_found(tamper: Tamper) -> None:
    tamper("DELETE FROM audit_entry")
    assert found(verify()) == [(1, "removed")]


@pytest.mark.usefixtures("chain")
def test_an_entry_inserted_behind_the_head_is_found(tamper: Tamper) -> None:
    tamper(COPY.format(seq=11, source=5))
    assert (11, "inserted") in found(verify())


@pytest.mark.usefixtures("chain")
def test_an_entry_inserted_before_the_beginning_is_found(tamper: Tamper) -> None:
    tamper(COPY.format(seq=0, source=5))
    assert found(verify()) == [(0, "inserted")]


@pytest.mark.usefixtures("chain")
def test_an_entry_put_in_the_place_of_a_removed_one_is_found(tamper: Tamper) -> None:
    tamper("DELETE FROM audit_entry WHERE seq = 7")
    tamper(COPY.format(seq=7, source=5))
    assert (7, "altered") in found(verify())


@pytest.mark.usefixtures("chain")
def test_a_tail_removed_with_its_head_is_found_by_the_digest_kept_on_paper(tamper: Tamper) -> None:
    before = verify()
    tamper("DELETE FROM audit_entry WHERE seq > 8")
    eighth = Entry.objects.unscoped(reason="test").get(seq=8)
    tamper("UPDATE audit_head SET seq = 8, hash = %s", eighth.hash)
    assert verify().ok
    assert found(verify(known=(before.last_seq, before.last_hash))) == [(9, "removed")]


@pytest.mark.usefixtures("chain")
def test_a_removed_trigger_is_found() -> None:
    with connection.cursor() as cursor:
        for sql in triggers.removing(connection.vendor):
            cursor.execute(sql)
    assert {fault.kind for fault in verify().faults} == {"unguarded"}
    with connection.cursor() as cursor:
        for sql in triggers.installing(connection.vendor):
            cursor.execute(sql)
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_make_one_chain() -> None:
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for number in range(5):
                with transaction.atomic():
                    record(SYSTEM, "act", detail={"n": number})
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    report = verify()
    assert report.ok
    assert report.checked == 100


@pytest.mark.usefixtures("chain")
def test_the_report_of_a_ruined_table_stays_small(tamper: Tamper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lianxin.kernel.audit.verify.MOST_FAULTS", 3)
    tamper("UPDATE audit_entry SET action = 'x'")
    report = verify()
    assert (report.count, len(report.faults)) == (10, 3)
