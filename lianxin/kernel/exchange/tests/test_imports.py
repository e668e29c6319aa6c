"""Prepare and commit: nothing changes before the person says so, and a second time nothing changes at all."""

import io
import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from lianxin.kernel.access.actor import SYSTEM, Actor, Denied, Grant
from lianxin.kernel.access.models import Unit, User
from lianxin.kernel.access.scope import Unscoped
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.exchange import imports
from lianxin.kernel.exchange.columns import BadSheet, Column, Layout
from lianxin.kernel.exchange.imports import AlreadyDecided, Counts, FileChanged, RowsLost
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.exchange.tests.made import csv_file

pytestmark = pytest.mark.django_db

UNITS = Layout("units", (Column("code", "代码", required=True), Column("name", "名称", required=True)), ("code",))
ROWS = [["名称", "代码"], ["甲街道", "U1"], ["乙街道", "U2"], ["", "U3"]]


def apply(rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts:
    created = changed = unchanged = 0
    for row in rows:
        unit, new = Unit.objects.get_or_create(code=row["code"], defaults={"name": row["name"], "kind": "street"})
        created += new
        if not new and unit.name != row["name"]:
            Unit.objects.filter(pk=unit.pk).update(name=row["name"])
            changed += 1
        elif not new:
            unchanged += 1
    return Counts(created, changed, unchanged)


@pytest.fixture(autouse=True)
def _storage(tmp_path: Path, settings: Any) -> None:
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}


def staff(login: str, *grants: Grant, place_path: str = "150100.150102.") -> Actor:
    user = User.objects.create(login=login, name=login)
    return Actor(kind="staff", name=login, user_id=user.pk, place_path=place_path, grants=grants)


@pytest.fixture
def clerk(db: None) -> Actor:
    return staff("小甲")


def test_nothing_is_written_before_the_person_says_so(clerk: Actor) -> None:
    run = imports.prepare(csv_file(ROWS), UNITS, actor=clerk, name="单位.csv")
    assert (run.state, run.file_name) == ("previewed", "单位.csv")
    assert run.counts == {"rows": 3, "good": 2, "bad": 1, "blank": 0, "repeated": 0}
    assert [(p["row"], p["column"], p["sentence"]) for p in run.report["problems"]] == [(4, "A", "必须填写。")]
    assert not Unit.objects.exists()


def test_a_commit_hands_the_good_rows_over_and_writes_it_down(clerk: Actor) -> None:
    run = imports.commit(imports.prepare(csv_file(ROWS), UNITS, actor=clerk), actor=clerk, layout=UNITS, apply=apply)
    assert (run.state, run.counts["created"], run.counts["bad"]) == ("committed", 2, 1)
    assert sorted(Unit.objects.values_list("code", flat=True)) == ["U1", "U2"]
    entry = Entry.objects.unscoped(reason="test").get(action="exchange.import")
    assert json.loads(entry.detail)["created"] == 2
    assert len(imports.previewed(run, UNITS).failed) == 1


def test_the_same_file_twice_says_so_and_changes_nothing(clerk: Actor) -> None:
    first = imports.commit(imports.prepare(csv_file(ROWS), UNITS, actor=clerk), actor=clerk, layout=UNITS, apply=apply)
    Unit.objects.filter(code="U1").update(name="后来改的名")
    second = imports.prepare(csv_file(ROWS), UNITS, actor=clerk)
    assert second.report["same_as"]["run"] == first.pk
    second = imports.commit(second, actor=clerk, layout=UNITS, apply=apply)
    assert (second.counts["created"], second.counts["changed"], second.counts["unchanged"]) == (0, 0, 2)
    assert Unit.objects.get(code="U1").name == "后来改的名"
    third = imports.prepare(csv_file(ROWS), UNITS, actor=clerk)
    third = imports.commit(third, actor=clerk, layout=UNITS, apply=apply, again=True)
    assert (third.counts["changed"], third.counts["unchanged"]) == (1, 1)


def test_a_run_is_decided_once(clerk: Actor) -> None:
    run = imports.prepare(csv_file(ROWS), UNITS, actor=clerk)
    imports.commit(run, actor=clerk, layout=UNITS, apply=apply)
    with pytest.raises(AlreadyDecided):
        imports.commit(run, actor=clerk, layout=UNITS, apply=apply)
    with pytest.raises(AlreadyDecided):
        imports.discard(run, actor=clerk)


def test_an_apply_that_fails_or_loses_rows_changes_nothing(clerk: Actor) -> None:
    def careless(rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts:
        apply([next(iter(rows))], run)
        return Counts(created=1)

    def failing(rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts:
        apply(rows, run)
        raise OSError

    run = imports.prepare(csv_file(ROWS), UNITS, actor=clerk)
    for broken, error in ((careless, RowsLost), (failing, OSError)):
        with pytest.raises(error):
            imports.commit(run, actor=clerk, layout=UNITS, apply=broken)
    assert not Unit.objects.exists()
    assert imports.commit(run, actor=clerk, layout=UNITS, apply=apply).counts["created"] == 2


@pytest.mark.django_db(transaction=True)
def test_a_discarded_file_is_deleted(clerk: Actor) -> None:
    run = imports.prepare(csv_file(ROWS), UNITS, actor=clerk)
    key = run.file_key
    assert default_storage.exists(key)
    assert imports.discard(run, actor=clerk).state == "discarded"
    assert not default_storage.exists(key)


def test_an_altered_or_expired_file_is_refused(clerk: Actor) -> None:
    run = imports.prepare(csv_file(ROWS), UNITS, actor=clerk)
    default_storage.delete(run.file_key)
    default_storage.save(run.file_key, csv_file([["名称", "代码"], ["丙", "U9"]]))
    with pytest.raises(FileChanged):
        imports.commit(run, actor=clerk, layout=UNITS, apply=apply)
    runs = ImportRun.objects.unscoped(reason="test")
    runs.update(created_at=timezone.now() - timedelta(days=31))
    assert (imports.forget_files(), imports.forget_files()) == (1, 0)
    with pytest.raises(FileChanged):
        imports.previewed(runs.get(), UNITS)


def test_a_file_that_cannot_be_taken_leaves_no_trace(clerk: Actor) -> None:
    with pytest.raises(BadSheet):
        imports.prepare(io.BytesIO(b"a,b\n1,2\n"), UNITS, actor=clerk)
    assert not ImportRun.objects.unscoped(reason="test").exists()
    assert not default_storage.exists("imports")


def test_runs_are_seen_by_their_owner_and_by_who_may_read_all_there(clerk: Actor) -> None:
    run = imports.prepare(csv_file(ROWS), UNITS, actor=clerk)
    read_all = frozenset({"exchange.read_all"})
    here = staff("本区", Grant("auditor", read_all, "150100.150102."))
    elsewhere = staff("邻区", Grant("auditor", read_all, "150100.150103."), place_path="150100.150103.")
    seen = [
        list(ImportRun.objects.visible_to(a))
        for a in (clerk, here, SYSTEM, elsewhere, staff("同事"), Actor("anonymous"))
    ]
    assert seen == [[run], [run], [run], [], [], []]
    with pytest.raises(Unscoped):
        ImportRun.objects.count()
    with pytest.raises(Denied):
        imports.commit(run, actor=here, layout=UNITS, apply=apply)
    with pytest.raises(ImportRun.DoesNotExist):
        imports.commit(run, actor=elsewhere, layout=UNITS, apply=apply)
