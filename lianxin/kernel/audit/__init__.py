"""Who did what, to whom, where and when: written once, chained, never changed. See README.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianxin.kernel.access.actor import Actor


def record(
    actor: Actor,
    action: str,
    *,
    subject: str = "",
    place_path: str = "",
    detail: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> int:
    """Write one entry in the caller's transaction and return its number in the chain.

    action: dotted verb, ``matter.accept``. subject: ``kind:id``, ``matter:123``. detail: anything that
    JSON can hold; never a plain contact. Call it last: from here to the commit no other writer can append.
    Raises ``NotInTransaction`` outside an atomic block.
    """
    from lianxin.kernel.audit.chain import append
    from lianxin.kernel.audit.draft import Draft

    return append(actor, [Draft(action, subject, place_path, detail or {}, at)])[0]
