"""One act before it is chained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """``at``: None is the moment of writing. The rest as in :func:`lianxin.kernel.audit.record`."""

    action: str
    subject: str = ""
    place_path: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
