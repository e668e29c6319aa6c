"""What the demo city shows of its sessions."""

from __future__ import annotations

from typing import Any

import pytest

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules.pack import Pack, pack
from lianxin.work.sessions import demo
from lianxin.work.sessions.models import Document, Session

pytestmark = pytest.mark.django_db
ROWS = [
    {"level": "county", "place": "990102001001", "title": f"示例{n}", "text": "示例", "study": "研判", "proposal": "办",
     "unit": "water", "view": "可以", "conclusion": "办", "task": "换管", "proof": "换了", "weeks": "5", "step": step}
    for n, step in enumerate(["clue", "talks", "session", "supervised", "visiting", "closed"])
]  # fmt: skip


def test_items_stand_at_every_step_and_numbers_have_no_gap(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Pack.rows
    monkeypatch.setattr(Pack, "rows", lambda self, name: ROWS if name == "session_items" else real(self, name))
    assert demo.fill(actor=SYSTEM) == len(ROWS)
    rows = Matter.objects.unscoped(reason="test").filter(kind="session_item").order_by("pk")
    assert [row.state for row in rows] == [row["step"] for row in ROWS]
    weekly = Session.objects.unscoped(reason="test").filter(kind="weekly").order_by("at")
    numbers = [session.number for session in weekly]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert Document.objects.unscoped(reason="test").count() == 3
    assert demo.fill(actor=SYSTEM) == 0


def test_every_row_of_the_pack_names_a_place_and_a_unit() -> None:
    units = {row["code"] for row in pack().rows("units")}
    places = {row["区划代码"] for row in pack().rows("divisions")}
    for row in pack().rows("session_items"):
        assert row["place"].ljust(12, "0") in places, row["place"]
        assert not row["unit"] or row["unit"] in units, row["unit"]
        assert bool(row["unit"]) == (row["step"] != "clue")
