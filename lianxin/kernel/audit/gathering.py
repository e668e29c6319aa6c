"""Entries that wait for the end of their act, so that the head of the chain is the last lock it takes.

They wait among the connection's own commit hooks: Django takes out the hooks of a savepoint that is rolled
back, and so an entry never survives the step that it tells of.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.audit.chain import NotInTransaction, columns, write
from lianxin.kernel.audit.draft import Draft


class _Nesting(threading.local):
    depth = 0


_nesting = _Nesting()


class _Waiting:
    """A hook that does nothing: it is written and taken out before the commit."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row

    def __call__(self) -> None:
        raise NotInTransaction("an audit entry was left unwritten")


def keep_or_write(actor: Actor, draft: Draft) -> int:
    """The number of the entry, or 0 when it waits."""
    row = columns(actor, draft)
    if _nesting.depth and connection.in_atomic_block:
        transaction.on_commit(_Waiting(row))
        return 0
    return write([row])[0]


@contextmanager
def gathered() -> Iterator[None]:
    with transaction.atomic():
        _nesting.depth += 1
        try:
            yield
            if _nesting.depth == 1:
                _write_waiting()
        finally:
            _nesting.depth -= 1


def _write_waiting() -> None:
    hooks = connection.run_on_commit
    rows = [hook.row for hook in (entry[1] for entry in hooks) if isinstance(hook, _Waiting)]
    connection.run_on_commit = [entry for entry in hooks if not isinstance(entry[1], _Waiting)]
    write(rows)
