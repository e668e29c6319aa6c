"""A sealed column never shows its text by accident, and every opening is written down."""

import copy
import json
import pickle
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.audit.views_of import accesses
from lianxin.kernel.secrets.keys import Ring
from lianxin.kernel.secrets.sealed import Sealed, seal
from lianxin.kernel.secrets.suites import Tampered

CLERK = Actor(kind="staff", name="测试甲", user_id=7, unit_name="示例街道")
PHONE = "13800138000"
pytestmark = pytest.mark.usefixtures("keys")


def reveal(sealed: Sealed) -> str:
    return sealed.reveal(CLERK, purpose="回访", subject="matter:5")


def column(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM secrets_letter WHERE id = 1")
        return str(cursor.fetchone()[0])


def test_the_database_holds_a_token(letter: Any, keys: Ring) -> None:
    letter.objects.create(id=1, phone=PHONE)
    suite, key_id, _nonce, _body = column("phone").split(":")
    assert (suite, key_id) == ("intl", keys.active.id)
    assert PHONE not in column("phone")


def test_what_was_assigned_comes_back_on_purpose_only(letter: Any) -> None:
    letter.objects.create(id=1, phone=PHONE)
    assert reveal(letter.objects.get().phone) == PHONE


def test_the_sm_suite_seals_and_opens(letter: Any, no_keys: Any, settings: Any) -> None:
    from lianxin.kernel.secrets.keys import create_keys

    no_keys.unlink()
    settings.CIPHER_SUITE = "sm"
    create_keys()
    letter.objects.create(id=1, phone=PHONE)
    assert column("phone").startswith("sm:")
    assert reveal(letter.objects.get().phone) == PHONE


def test_no_ordinary_reading_shows_the_text(letter: Any) -> None:
    unsaved = letter(id=1, phone=PHONE, name="张三")
    unsaved.save()
    row = letter.objects.get()
    seen = [
        vars(unsaved), vars(row), list(letter.objects.values()), list(letter.objects.values_list()),
        str(row.phone), repr(row.phone), f"{row.phone}", pickle.dumps(row.phone), copy.copy(row.phone),
        json.dumps({"phone": row.phone}, default=str), unsaved.__reduce__(),
    ]  # fmt: skip
    assert PHONE not in repr(seen)
    assert "张三" not in repr(seen)
    assert str(row.phone) == "●●●"


def test_opening_writes_an_entry_that_the_person_can_read(letter: Any) -> None:
    letter.objects.create(id=1, phone=PHONE)
    letter.objects.get().phone.reveal(CLERK, purpose=" 回访 ", subject="matter:5", place_path="150100.")
    (access,) = accesses("matter:5")
    assert (access.actor_name, access.purpose, access.field) == ("测试甲", "回访", "secrets.letter.phone")
    entry = Entry.objects.unscoped(reason="test").get()
    assert entry.place_path == "150100."
    assert PHONE not in entry.detail


@pytest.mark.parametrize(("purpose", "subject"), [("", "matter:5"), (" ", "matter:5"), ("回访", "")])
def test_opening_without_purpose_or_subject_is_refused(letter: Any, purpose: str, subject: str) -> None:
    sealed = letter(id=1, phone=PHONE).phone
    with pytest.raises(ValueError, match="purpose"):
        sealed.reveal(CLERK, purpose=purpose, subject=subject)


def test_a_mask_needs_no_entry(letter: Any) -> None:
    assert letter(id=1, phone=PHONE).phone.masked("phone") == "138****8000"
    assert not Entry.objects.unscoped(reason="test").exists()


def test_a_machine_opens_with_a_reason_and_without_an_entry(letter: Any) -> None:
    sealed = letter(id=1, phone=PHONE).phone
    assert sealed.for_machine("checking a second factor") == PHONE
    assert not Entry.objects.unscoped(reason="test").exists()
    with pytest.raises(ValueError, match="reason"):
        sealed.for_machine(" ")


def test_a_token_copied_into_another_column_does_not_open(letter: Any) -> None:
    letter.objects.create(id=1, phone=PHONE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE secrets_letter SET name = phone")
    with pytest.raises(Tampered):
        reveal(letter.objects.get().name)
    assert accesses("matter:5") == []


def test_an_altered_token_does_not_open(letter: Any) -> None:
    token = letter(id=1, phone=PHONE).phone.token
    for bad in (token[:-2] + ("AA" if not token.endswith("AA") else "BB"), token + ":x", "x", token[:-8], "张"):
        with pytest.raises(Tampered):
            reveal(Sealed(bad, "secrets.letter.phone"))


def test_a_sealed_value_of_another_column_is_not_stored(letter: Any) -> None:
    with pytest.raises(FieldError, match="sealed for"):
        letter.objects.create(id=1, phone=seal(PHONE, "secrets.letter.name"))


def test_the_same_text_twice_gives_two_tokens(letter: Any) -> None:
    assert letter(phone=PHONE).phone.token != letter(phone=PHONE).phone.token


def test_nothing_and_empty_stay_so(letter: Any) -> None:
    letter.objects.create(id=1, phone="")
    row = letter.objects.get()
    assert not row.phone
    assert not row.name
    assert (str(row.phone), column("phone"), reveal(row.phone)) == ("", "", "")


def test_bulk_writes_and_updates_seal_too(letter: Any) -> None:
    letter.objects.bulk_create([letter(id=1, phone=PHONE)])
    letter.objects.update(name="张三")
    row = letter.objects.get()
    assert (reveal(row.phone), reveal(row.name)) == (PHONE, "张三")
    assert "张三" not in column("name")
    row.name = "李四"
    row.save()
    assert reveal(letter.objects.defer("name").get().name) == "李四"


def test_a_sealed_column_cannot_be_searched(letter: Any) -> None:
    letter.objects.create(id=1, phone=PHONE)
    for lookup in ({"phone": PHONE}, {"phone__contains": "138"}, {"phone__in": [PHONE]}):
        with pytest.raises(FieldError, match="blind index"):
            letter.objects.filter(**lookup)
    assert letter.objects.filter(name__isnull=True).count() == 0


def test_a_sealed_column_does_not_go_into_fixtures(letter: Any) -> None:
    letter.objects.create(id=1, phone=PHONE)
    with pytest.raises(FieldError, match="back up"):
        serializers.serialize("json", letter.objects.all())


def test_the_context_of_a_renamed_column_stays_in_its_migration() -> None:
    from lianxin.kernel.secrets.fields import SealedTextField

    assert SealedTextField(context="old.place").deconstruct()[3] == {"context": "old.place"}
    assert SealedTextField().deconstruct()[3] == {}
