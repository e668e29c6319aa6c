"""The demo city shows petitions at every stage, from true steps."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lianxin.kernel.audit.verify import verify
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules import demo as demo_city
from lianxin.kernel.places import tree
from lianxin.work.petitions import demo
from lianxin.work.petitions.models import Agent, Petition, Policy, Reception, Sitting, Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare_city(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Places, units and people of the pack, without what the other modules have to show."""
    monkeypatch.setattr("lianxin.kernel.modules.registry.collected", lambda attribute: [])
    demo_city.load()
    monkeypatch.undo()
    tree.forget()


def test_windows_agents_petitions_receptions_and_a_rota_are_there_once(bare_city: Any) -> None:
    made = demo.fill()
    matters = Matter.objects.unscoped(reason="test")
    states = set(matters.filter(kind="petition").values_list("state", flat=True))
    assert made == Petition.objects.unscoped(reason="test").count() == 6
    assert states == {"closed", "review", "handling", "routed", "drafted", "mandated"}
    assert set(Window.objects.values_list("level", flat=True)) == {"city", "county", "street", "community"}
    assert Agent.objects.filter(user__isnull=True).count() == 0
    assert (Reception.objects.unscoped(reason="test").count(), Policy.objects.count()) == (3, 5)
    assert Sitting.objects.exists()
    assert verify().ok
    assert demo.fill() == 0
    assert not matters.filter(opened_at__gt=datetime.now(ZoneInfo("Asia/Shanghai"))).exists()
