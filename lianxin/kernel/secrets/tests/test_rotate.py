"""A new key takes over every column, goes on after an interruption, and never throws away what it cannot open."""

from pathlib import Path
from typing import Any

import pytest
from django.apps.registry import Apps

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.secrets.keys import Ring, begin_rotation, ring
from lianxin.kernel.secrets.rotate import rotate
from lianxin.kernel.secrets.sealed import Sealed


def tokens(letter: Any) -> list[str]:
    return [sealed.token for row in letter.objects.order_by("id") for sealed in (row.phone, row.name) if sealed]


def texts(letter: Any) -> list[str]:
    return [row.phone.reveal(SYSTEM, purpose="test", subject="test:1") for row in letter.objects.order_by("id")]


@pytest.fixture
def letters(letter: Any, keys: Ring) -> Any:
    for number in range(7):
        letter.objects.create(id=number, phone=f"1380013800{number}", name="张三" if number % 2 else "")
    letter.objects.create(id=7, phone="")
    return letter


def test_rotation_seals_every_column_anew_and_retires_the_old_key(letters: Any, registry: Apps, keys: Ring) -> None:
    done = rotate(batch=2, registry=registry)
    now = ring()
    assert done.resealed == 10
    assert now.active.id == done.key_id != keys.active.id
    assert now.keys[keys.active.id].state == "retired"
    assert {token.split(":")[1] for token in tokens(letters)} == {done.key_id}
    assert texts(letters) == [*(f"1380013800{number}" for number in range(7)), ""]
    assert now.index.secret == keys.index.secret


def test_rotation_is_written_into_the_audit_chain(letters: Any, registry: Apps) -> None:
    done = rotate(registry=registry)
    entry = Entry.objects.unscoped(reason="test").get(action="secrets.rotate")
    assert done.key_id in entry.detail


def test_an_interrupted_rotation_goes_on_under_the_same_new_key(letters: Any, registry: Apps) -> None:
    made = begin_rotation()
    row = letters.objects.get(id=3)
    letters.objects.filter(id=3).update(phone=row.phone.resealed())
    done = rotate(batch=3, registry=registry)
    assert (done.key_id, done.resealed) == (made.active.id, 9)
    assert ring().closing() == []


def test_two_rotations_make_two_keys(letters: Any, registry: Apps) -> None:
    first, second = rotate(registry=registry), rotate(registry=registry)
    assert first.key_id != second.key_id
    assert len(ring().keys) == 3


def test_a_change_of_suite_is_one_rotation(letters: Any, registry: Apps, settings: Any) -> None:
    settings.CIPHER_SUITE = "sm"
    rotate(registry=registry)
    assert {token.split(":")[0] for token in tokens(letters)} == {"sm"}
    assert texts(letters)[0] == "13800138000"


def test_what_no_key_opens_is_named_and_keeps_the_old_key(letters: Any, registry: Apps, keys: Ring) -> None:
    row = letters.objects.get(id=2)
    broken = Sealed(row.phone.token[:-4] + "AAAA", "secrets.letter.phone")
    letters.objects.filter(id=2).update(phone=broken)
    done = rotate(batch=1, registry=registry)
    assert done.unopened == ["secrets.letter.phone:2"]
    assert done.resealed == 9
    assert letters.objects.get(id=2).phone.token == broken.token
    assert ring().keys[keys.active.id].state == "closing"


def test_a_backup_sealed_under_a_retired_key_still_opens(letters: Any, registry: Apps, no_keys: Path) -> None:
    before = letters.objects.get(id=1).phone
    rotate(registry=registry)
    assert before.masked("phone") == "138****8001"
    assert [path.name for path in sorted(no_keys.parent.iterdir())] == ["keys.json", "keys.lock"]
