"""A small network of windows and agents in the made-up city."""

from __future__ import annotations

from typing import Any

import pytest

from lianxin.work.petitions.tests.office import Office


@pytest.fixture
def office(world: Any) -> Office:
    return Office(world)
