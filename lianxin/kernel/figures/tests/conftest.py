"""A made-up city of two districts with matters in them, and definitions of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from lianxin.kernel.access.actor import Actor, Grant
from lianxin.kernel.access.models import Unit, User
from lianxin.kernel.figures import catalogue as catalogue_module
from lianxin.kernel.figures.definition import WHOLE, Definition
from lianxin.kernel.figures.moments import DaysBetween
from lianxin.kernel.figures.periods import ZONE, parse
from lianxin.kernel.figures.suppression import K
from lianxin.kernel.figures.units import DAY, ITEM, PERCENT
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places import tree
from lianxin.kernel.places.models import Place

CITY, EAST, WEST = "990100.", "990100.990102.", "990100.990103."
EAST_STREET = "990100.990102.990102001."
YEAR = parse("2026")
serial = count(1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def reader(*permissions: str, path: str = CITY, unit: Unit | None = None, user: User | None = None) -> Actor:
    grant = Grant(
        "test",
        frozenset(permissions or ("matters.read", "figures.read")),
        "" if unit else path,
        unit.pk if unit else None,
    )
    return Actor(kind="staff", name="示例", user_id=user.pk if user else None, grants=(grant,))


def new_matter(place_path: str = EAST_STREET, opened: str = "2026-03-02 09:00", **fields: Any) -> Matter:
    n = next(serial)
    if "closed_at" in fields:
        fields.setdefault("outcome", "solved")
    matter = Matter(
        number=f"FIG-{n}",
        tracking_code=f"fig{n}",
        kind="sample",
        state="open",
        title="示例",
        channel=fields.pop("channel", "desk"),
        place_path=place_path,
        opened_at=at(opened),
        **fields,
    )
    matter.save(force_insert=True)
    return matter


def opened(question: Any) -> Any:
    return question.matters().filter(question.within("opened_at"))


def closed(question: Any) -> Any:
    return question.matters().filter(question.within("closed_at"))


def solved(question: Any) -> Any:
    from django.db.models import Q

    return [(Q(outcome="solved"), WHOLE), (Q(outcome="explained"), WHOLE / 2)]


COMMON: dict[str, Any] = {"meaning": "示例", "group": "示例", "labels": {"category": lambda: {"A": "甲", "B": "乙"}}}
OPENED = Definition(id="t-opened", label="收到", unit=ITEM, kind="count", records=opened, **COMMON)
RATE = Definition(
    id="t-rate",
    label="解决率",
    unit=PERCENT,
    kind="rate",
    records=closed,
    credit=solved,
    denominator="办结",
    time="closed_at",
    **COMMON,
)
MEDIAN = Definition(
    id="t-median",
    label="天数",
    unit=DAY,
    kind="median",
    records=closed,
    time="closed_at",
    measure=DaysBetween("opened_at", "closed_at"),
    **COMMON,
)
GROUPED = Definition(
    id="t-grouped",
    label="评价",
    unit=PERCENT,
    kind="rate",
    records=closed,
    credit=solved,
    denominator="办结",
    time="closed_at",
    group_min=K,
    **COMMON,
)
PRODUCT = Definition(
    id="t-product",
    label="积",
    unit=PERCENT,
    kind="product",
    factors=("t-rate", "t-grouped"),
    denominator="办结",
    **COMMON,
)
NOW = Definition(
    id="t-now",
    label="现在",
    unit=ITEM,
    kind="count",
    period="now",
    splits=("place",),
    records=lambda question: question.matters().filter(closed_at__isnull=True),
    **COMMON,
)
ALL = (OPENED, RATE, MEDIAN, GROUPED, PRODUCT, NOW)


@pytest.fixture(autouse=True)
def definitions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry brings these instead of the modules' own: the machinery is tested, not the modules."""
    found = {definition.id: definition for definition in ALL}
    monkeypatch.setattr(catalogue_module, "catalogue", lambda: found)


@pytest.fixture
def city(db: None) -> Iterator[None]:
    for path, name, level in [
        (CITY, "示例市", "city"),
        (EAST, "东区", "county"),
        (WEST, "西区", "county"),
        (EAST_STREET, "东街道", "street"),
    ]:
        Place.objects.create(path=path, code=path.split(".")[-2], name=name, level=level)
    tree.forget()
    yield
    tree.forget()


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(code="fig-unit", name="示例局", kind="department", place_path=CITY)


@pytest.fixture
def signer(unit: Unit) -> User:
    return User.objects.create(login="fig-signer", name="示例签发人", unit=unit)
