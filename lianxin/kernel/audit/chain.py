"""Appending to the chain. Each entry is bound to the one before it by its digest."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.audit.draft import Draft
from lianxin.kernel.audit.models import Entry, Head
from lianxin.kernel.secrets.suites import BY_HASH, SUITES, Suite

HASHED = (
    "seq", "at", "actor_kind", "actor_id", "actor_name", "unit_id", "unit_name",
    "action", "subject", "place_path", "detail", "prev_hash",
)  # fmt: skip
"""The columns under the digest, in this order for ever."""


class NotInTransaction(RuntimeError):
    """The entry would survive an act that failed, or be lost after one that did not. A defect in the caller."""


class HeadLost(RuntimeError):
    """Entries exist and the row that says where they end does not: somebody removed it."""


def append(actor: Actor, drafts: Iterable[Draft]) -> list[int]:
    """Write the drafts in order, all under one lock, and return their numbers."""
    return write([columns(actor, draft) for draft in drafts])


def write(rows: Sequence[dict[str, Any]]) -> list[int]:
    """Chain the rows of :func:`columns` and return their numbers.

    The lock on the head is the last that a transaction takes: whoever needs other rows locks them before.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction("audit.record: inside transaction.atomic() only")
    if not rows:
        return []
    suite = SUITES[settings.CIPHER_SUITE]
    head = _locked_head()
    entries = list(_chained(head, rows, suite))
    Entry.objects.unscoped(reason="appending to the chain").bulk_create(entries, batch_size=500)
    Head.objects.filter(pk=1).update(seq=entries[-1].seq, hash=entries[-1].hash)
    return [entry.seq for entry in entries]


def canonical(values: Sequence[Any]) -> bytes:
    """The bytes under the digest: a JSON list of the columns of :data:`HASHED`, moments in UTC."""
    plain = [_moment(v) if isinstance(v, datetime) else v for v in values]
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode()


def digest_like(known: str, values: Sequence[Any]) -> str:
    """The digest of the columns by the algorithm that ``known`` names; "" when it names none."""
    suite = BY_HASH.get(known.partition(":")[0])
    return suite.digest(canonical(values)) if suite else ""


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def columns(actor: Actor, draft: Draft) -> dict[str, Any]:
    """What is known of an entry before it is chained; its moment is now unless the draft says another."""
    return {
        "at": draft.at or timezone.now(),
        "actor_kind": actor.kind,
        "actor_id": actor.user_id,
        "actor_name": actor.name,
        "unit_id": actor.unit_id,
        "unit_name": actor.unit_name,
        "action": draft.action,
        "subject": draft.subject,
        "place_path": draft.place_path,
        "detail": _text(draft.detail),
    }


def _text(detail: Mapping[str, Any]) -> str:
    return json.dumps(dict(detail), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _locked_head() -> Head:
    heads = Head.objects.select_for_update()
    head = heads.first()
    if head is not None:
        return head
    begun = Entry.objects.unscoped(reason="is this the first entry?").exists()
    if not begun:
        Head.objects.bulk_create([Head()], ignore_conflicts=True)
    head = heads.all().first()  # another writer may have begun the chain between the two reads
    if head is None:
        raise HeadLost("audit: entries exist without their head; run `lianxin audit verify`")
    return head


def _chained(head: Head, rows: Iterable[dict[str, Any]], suite: Suite) -> Iterable[Entry]:
    seq, last = head.seq, head.hash
    for row in rows:
        seq += 1
        entry = Entry(seq=seq, prev_hash=last, **row)
        entry.hash = last = suite.digest(canonical([getattr(entry, name) for name in HASHED]))
        yield entry
