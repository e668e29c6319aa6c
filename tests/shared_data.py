"""The source files beside the repository; a test that needs one is skipped, visibly, where it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"shared data not found: {name}")
    return path
