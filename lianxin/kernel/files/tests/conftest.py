"""A storage folder of the test's own, and matters to hang files on."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lianxin.kernel.matters.models import Matter


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    return tmp_path / "files"


@pytest.fixture
def matter(db: None) -> Callable[..., Matter]:
    serial = itertools.count(1)

    def make(place_path: str = "150100.150102.", **values: Any) -> Matter:
        number = f"T-{next(serial)}"
        made: Matter = Matter.objects.unscoped(reason="test").create(
            number=number, tracking_code=number, kind="request", state="received", title="路灯不亮",
            place_path=place_path, channel="snap", **values,
        )  # fmt: skip
        return made

    return make
