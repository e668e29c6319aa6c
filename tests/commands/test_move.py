"""A city that has outgrown SQLite takes every row along."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.db import connection

from tests.processes import lianxin

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
FILL = """
from django.db import transaction
from lianxin.kernel.secrets.start import ensure_keys
from tests.world import build
ensure_keys()
with transaction.atomic():
    world = build()
    for n in range(3):
        world.request(f'路灯{n}不亮')
"""
COUNT = """
from lianxin.kernel.access.models import User
from lianxin.kernel.matters.models import Event, Matter
for model in (User, Matter, Event):
    print(model.__name__, list(model._base_manager.order_by('pk').values_list()))
"""
ADD = """
from lianxin.kernel.access import actions
from lianxin.kernel.access.actor import SYSTEM
print(actions.add_user(actor=SYSTEM, login='later', name='试后', password='x', check=False).pk)
"""


@pytest.fixture
def old(tmp_path: Path) -> dict[str, str]:
    """An installation on SQLite with a small city in it."""
    home = tmp_path / "old"
    home.mkdir()
    told = {"LIANXIN_HOME": str(home), "LIANXIN_DATABASE": f"sqlite:///{home / 'lianxin.sqlite3'}"}
    done = lianxin("migrate", **told)
    assert done.returncode == 0, done.stderr
    done = lianxin("django", "shell", "-c", FILL, **told)
    assert done.returncode == 0, done.stderr
    return told


def test_every_row_arrives_as_it_was(old: dict[str, str], tmp_path: Path) -> None:
    new = {**old, "LIANXIN_DATABASE": f"sqlite:///{tmp_path / 'new.sqlite3'}"}
    name = f"moved_{uuid.uuid4().hex[:8]}"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        new["LIANXIN_DATABASE"] = f"postgresql://postgres@/{name}?host={connection.settings_dict['HOST']}"
    file = old["LIANXIN_DATABASE"].removeprefix("sqlite:///")
    done = lianxin("move", file, **new)
    assert done.returncode == 0, done.stderr
    before, after = (lianxin("django", "shell", "-c", COUNT, **where).stdout for where in (old, new))
    assert before == after
    assert before.count("路灯") >= 3
    verified = lianxin("audit", "verify", **new)
    assert verified.returncode == 0, verified.stderr
    assert lianxin("django", "shell", "-c", ADD, **new).returncode == 0  # the counters of ids went along
    assert lianxin("move", file, **new).returncode == 1  # not into a database that is in use
