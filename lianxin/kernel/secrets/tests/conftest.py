"""A key file of its own for each test, and a table with two sealed columns."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection, models
from django.test.utils import isolate_apps

from lianxin.kernel.secrets.fields import SealedTextField
from lianxin.kernel.secrets.keys import Ring, create_keys


@pytest.fixture
def no_keys(settings: Any, tmp_path: Path) -> Path:
    settings.KEY_FILE = str(tmp_path / "home" / "keys.json")
    return tmp_path / "home" / "keys.json"


@pytest.fixture
def keys(no_keys: Path) -> Ring:
    return create_keys()


@pytest.fixture
def registry() -> Iterator[Apps]:
    with isolate_apps("lianxin.kernel.secrets") as isolated:
        assert isolated is not None
        yield isolated


@pytest.fixture
def letter(registry: Apps, db: None) -> Any:
    """The class of a model with the sealed columns ``phone`` and ``name``, its table in the test's transaction."""

    class Letter(models.Model):
        id = models.BigIntegerField(primary_key=True)
        phone = SealedTextField(blank=True)
        name = SealedTextField(blank=True)

        class Meta:
            app_label = "secrets"

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE secrets_letter (id bigint PRIMARY KEY, phone text NOT NULL, name text NOT NULL)")
    return Letter
