"""Who did what, to whom, where and when: written once, chained, never changed. See README.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
    """Write one entry in the caller's transaction and return its number in the chain; 0 inside :func:`together`.

    action: dotted verb, ``matter.accept``. subject: ``kind:id``, ``matter:123``. detail: anything that
    JSON can hold; never a plain contact. Call it last, or inside ``together``: from the writing to the commit
    no other writer can append.
    Raises ``NotInTransaction`` outside an atomic block.
    """
    from lianxin.kernel.audit.draft import Draft
    from lianxin.kernel.audit.gathering import keep_or_write

    return keep_or_write(actor, Draft(action, subject, place_path, detail or {}, at))


@contextmanager
def together() -> Iterator[None]:
    """``transaction.atomic()`` for an act of several steps: what is recorded inside is written at its very end.

    So the head of the chain is locked last and shortly, whatever rows the steps lock after they have recorded.
    The outermost one writes; a step that is rolled back takes its entries with it. Also a decorator.
    """
    from lianxin.kernel.audit.gathering import gathered

    with gathered():
        yield
