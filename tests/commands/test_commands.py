"""The command ``lianxin`` as an operator meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.access.models import User
from tests.processes import lianxin


@pytest.mark.django_db
def test_without_a_word_it_lists_its_commands() -> None:
    done = lianxin()
    assert done.returncode == 0
    assert "lianxin run" in done.stdout
    assert lianxin("fly").returncode == 2


@pytest.mark.django_db(transaction=True)
def test_the_audit_chain_is_verified_and_a_cut_one_is_found() -> None:
    with transaction.atomic():
        audit.record(SYSTEM, "test.one")
    done = lianxin("audit", "verify")
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    assert lianxin("audit", "verify", "--known", last).returncode == 0
    number, _sign, digest = last.partition(":")
    assert lianxin("audit", "verify", "--known", f"{number}:{'0' * len(digest)}").returncode == 1


@pytest.mark.django_db(transaction=True)
def test_a_user_is_made_with_a_password_that_is_no_argument() -> None:
    done = lianxin("user", "create", "first", "--name", "试一", given="long-enough-words-7\n")
    assert done.returncode == 0, done.stderr
    user = User.objects.get(login="first")
    assert user.check_password("long-enough-words-7")
    assert user.must_change_password
    assert lianxin("user", "create", "first", "--name", "试一", given="x\n").returncode == 1
    weak = lianxin("user", "password", "first", given="12345\n")
    assert weak.returncode == 1
    assert weak.stderr.strip()


@pytest.mark.django_db(transaction=True)
def test_an_importer_that_nobody_registered_is_named_with_those_that_are(tmp_path: Path) -> None:
    for words in ((), ("dreams", str(tmp_path))):
        done = lianxin("import", *words)
        assert done.returncode == 2
        assert "divisions" in done.stderr
