"""The tests of mediation live on Monday, 2 March 2026, so that no holiday list that is still to come decides them."""

from datetime import datetime

import pytest
from django.utils import timezone

from lianxin.kernel.clock.counting import ZONE

NOW = datetime(2026, 3, 2, 10, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _on_a_monday_in_march(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "live_server" not in request.fixturenames:
        monkeypatch.setattr(timezone, "now", lambda: NOW)
