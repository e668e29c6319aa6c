"""A key file is made once, and its loss is said aloud."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.apps.registry import Apps

from lianxin.kernel.secrets.keys import KeyFileLost, Ring, create_keys, ring
from lianxin.kernel.secrets.start import ensure_keys


@pytest.mark.django_db
def test_the_first_start_makes_the_file_for_its_owner_alone(no_keys: Path) -> None:
    made = ensure_keys()
    assert stat.S_IMODE(no_keys.stat().st_mode) == 0o600
    assert made.active.suite.name == "intl"
    assert made.active.secret != made.index.secret
    assert [path.name for path in no_keys.parent.iterdir()] == ["keys.json"]


@pytest.mark.django_db
def test_the_next_start_keeps_the_keys(no_keys: Path) -> None:
    first = ensure_keys()
    assert ensure_keys().active.secret == first.active.secret
    assert create_keys().index.secret == first.index.secret


@pytest.mark.django_db
def test_the_sm_suite_makes_keys_of_sixteen_bytes(no_keys: Path, settings: Any) -> None:
    settings.CIPHER_SUITE = "sm"
    assert (ensure_keys().active.suite.name, len(ensure_keys().active.secret)) == ("sm", 16)


def test_without_the_file_nothing_is_sealed_and_none_is_made(no_keys: Path) -> None:
    with pytest.raises(KeyFileLost, match="不存在"):
        ring()
    assert not no_keys.exists()


def test_a_lost_file_beside_sealed_data_stops_the_start(letter: Any, registry: Apps, keys: Ring, no_keys: Path) -> None:
    letter.objects.create(id=1, phone="13800138000")
    no_keys.unlink()
    with pytest.raises(KeyFileLost, match="恢复备份的密钥文件"):
        ensure_keys(registry)
    assert not no_keys.exists()
    with pytest.raises(KeyFileLost):
        letter.objects.get().phone.masked("phone")


def test_another_installations_file_is_told_at_the_start(
    letter: Any, registry: Apps, keys: Ring, no_keys: Path
) -> None:
    letter.objects.create(id=1, phone="13800138000")
    no_keys.unlink()
    create_keys()
    with pytest.raises(KeyFileLost, match=keys.active.id):
        ensure_keys(registry)


@pytest.mark.parametrize("ruin", ["", "{}", "[]", "not json"])
def test_a_damaged_file_is_told(keys: Ring, no_keys: Path, ruin: str) -> None:
    no_keys.write_text(ruin)
    with pytest.raises(KeyFileLost, match="损坏"):
        ring()


def test_a_shortened_key_is_told(keys: Ring, no_keys: Path) -> None:
    data = json.loads(no_keys.read_text())
    data["keys"][data["active"]]["key"] = "AAAA"
    no_keys.write_text(json.dumps(data))
    with pytest.raises(KeyFileLost, match="损坏"):
        ring()


def test_a_key_is_never_printed(keys: Ring) -> None:
    import base64

    shown = f"{keys} {keys.active!r}"
    assert base64.b64encode(keys.active.secret).decode() not in shown
    assert repr(keys.active.secret) not in shown
