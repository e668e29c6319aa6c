"""A made-up county and street with one matter, and a calendar folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit, User
from lianxin.kernel.clock.counting import ZONE
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules.pack import pack

CITY, COUNTY, STREET = "990100.", "990100.990102.", "990100.990102.990102001."
serial = count(1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Any:
    """A home folder and a city pack of the test's own, with the thresholds that the tests count on."""
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "pack.toml").write_text("[lamps]\nnear_hours = 24\nserious_days = 3\n", encoding="utf-8")
    with override_settings(HOME=tmp_path, PACK_DIR=tmp_path / "pack"):
        pack.cache_clear()
        yield tmp_path
    pack.cache_clear()


@pytest.fixture
def county(db: None) -> Unit:
    return Unit.objects.create(code="clock-county", name="示例区社工部", kind="office", place_path=COUNTY)


@pytest.fixture
def street(county: Unit) -> Unit:
    return Unit.objects.create(code="clock-street", name="示例街道", kind="street", place_path=STREET, parent=county)


def new_matter(holder: Unit | None) -> Matter:
    n = next(serial)
    matter = Matter(
        number=f"CLK-{n}",
        tracking_code=f"clk{n}",
        kind="sample",
        state="open",
        title="样例标题",
        channel="desk",
        place_path=STREET,
        holder=holder,
    )
    matter.save(force_insert=True)
    return matter


@pytest.fixture
def make_matter(street: Unit) -> Callable[[], Matter]:
    return lambda: new_matter(street)


@pytest.fixture
def matter(street: Unit) -> Matter:
    return new_matter(street)


def staff(login: str) -> Actor:
    user = User.objects.create(login=login, name=login)
    return Actor(kind="staff", name=login, user_id=user.pk)


@pytest.fixture
def asker(db: None) -> Actor:
    return staff("clock-asker")


@pytest.fixture
def head(db: None) -> Actor:
    return staff("clock-head")
