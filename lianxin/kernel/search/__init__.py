"""Which texts contain these words, on both databases. See README.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lianxin.kernel.search.bigrams import phrases

if TYPE_CHECKING:
    from django.db.models.expressions import RawSQL


def index(kind: str, object_id: int, text: str) -> None:
    """Keep this text for this object, instead of what was kept before; in the caller's transaction."""
    from lianxin.kernel.search.entries import keep

    keep(kind, [(object_id, text)])


def index_many(kind: str, pairs: Iterable[tuple[int, str]]) -> None:
    """:func:`index` for many objects, each named once, in the caller's transaction."""
    from itertools import islice

    from lianxin.kernel.search.entries import BATCH, keep

    left = iter(pairs)
    while batch := list(islice(left, BATCH)):
        keep(kind, batch)


def remove(kind: str, object_id: int) -> None:
    """Forget the object's text. Nothing happens when there is none."""
    from lianxin.kernel.search.models import Entry

    Entry.objects.filter(kind=kind, object_id=object_id).delete()


def reindex(kind: str, pairs: Iterable[tuple[int, str]]) -> int:
    """Keep exactly these (object id, text) pairs of a kind, in batches of their own transactions; how many.

    What is indexed by others while this runs stays.
    """
    from lianxin.kernel.search.entries import replace

    return replace(kind, pairs)


def matching(kind: str, query: str) -> RawSQL:
    """The ids of the objects of a kind whose text has every phrase of the query, as a sub-query.

    ``Matter.objects.visible_to(actor).filter(pk__in=search.matching("matter", q))``. A query without
    a letter, digit or ideograph finds nothing: ask :func:`has_words` first where that means "all".
    """
    from lianxin.kernel.search.queries import subquery

    return subquery(kind, phrases(query))


def has_words(query: str) -> bool:
    """Whether there is anything in the query to look for."""
    return bool(phrases(query))
