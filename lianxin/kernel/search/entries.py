"""Writing the index, one by one and in bulk."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Max

from lianxin.kernel.search.bigrams import tokens
from lianxin.kernel.search.models import Entry

BATCH = 500


def keep(kind: str, pairs: Iterable[tuple[int, str]]) -> None:
    """Write or overwrite the entries of these objects."""
    entries = [Entry(kind=kind, object_id=object_id, body=" ".join(tokens(text))) for object_id, text in pairs]
    Entry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=["body"]
    )


def replace(kind: str, pairs: Iterable[tuple[int, str]]) -> int:
    """Write these entries, then drop the kind's older ones that were not among them; how many were written."""
    newest = Entry.objects.filter(kind=kind).aggregate(newest=Max("id"))["newest"] or 0
    written: set[int] = set()
    for batch in _batches(pairs):
        with transaction.atomic():
            keep(kind, batch.items())
        written.update(batch)
    _drop_stale(kind, newest, written)
    return len(written)


def _batches(pairs: Iterable[tuple[int, str]]) -> Iterator[dict[int, str]]:
    """A dict each: one statement may not write the same object twice."""
    left = iter(pairs)
    while batch := dict(islice(left, BATCH)):
        yield batch


def _drop_stale(kind: str, newest: int, written: set[int]) -> None:
    known = Entry.objects.filter(kind=kind, id__lte=newest).values_list("id", "object_id")
    stale = [pk for pk, object_id in known.iterator() if object_id not in written]
    for start in range(0, len(stale), BATCH):
        Entry.objects.filter(pk__in=stale[start : start + BATCH]).delete()
