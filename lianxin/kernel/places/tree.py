"""The place tree of this process: names, children, codes, search, without a query.

How it stays fresh. Every transaction that changes the tree draws a new token in the one row of ``TreeVersion``
(:func:`touch`). A process compares that token with the one its tree was read under, at most once every
``CHECK_SECONDS``; so another process sees a change after that many seconds, and lookups in between cost nothing.
The process that made the change sees it at once: inside the transaction through a tree of its own, which lives as
long as the transaction does and vanishes on rollback, and after the commit through a fresh shared one.
"""

import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from time import monotonic

from django.db import connection, transaction

from lianxin.kernel.places.nodes import Node, OtherWord, Tree

CHECK_SECONDS = 3.0


class _Shared:
    """The tree of committed data, for all threads of the process."""

    tree: Tree | None = None
    checked_at: float = 0.0


class _Own(threading.local):
    """The tree of a transaction that has changed places: marks wait in the connection's on-commit list."""

    def __init__(self) -> None:
        self.marks: list[tuple[Callable[[], None], frozenset[object]]] = []
        self.tree: Tree | None = None


_shared, _own, _reading = _Shared(), _Own(), threading.Lock()


def current() -> Tree:
    """The tree as this transaction may see it. Keep the answer only for the length of one request."""
    if _own.marks and _pending_marks():
        if _own.tree is None:
            _own.tree = _read()
        return _own.tree
    tree = _shared.tree
    if tree is not None and monotonic() - _shared.checked_at < CHECK_SECONDS:
        return tree
    with _reading:
        if _shared.tree is None or _shared.tree.token != _token():
            _shared.tree = _read()
        _shared.checked_at = monotonic()
        return _shared.tree


def touch() -> None:
    """Say that places, aliases or boundaries were changed in this transaction. Bulk writers call it themselves."""
    from lianxin.kernel.places.models import TreeVersion

    with transaction.atomic(savepoint=False):
        _own.tree = None
        savepoints = frozenset(connection.savepoint_ids[:-1])
        if _pending_marks() and any(known == savepoints for _mark, known in _own.marks):
            return
        row = TreeVersion(pk=1, token=uuid.uuid4().hex)
        TreeVersion.objects.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=["token"])

        def forget_on_commit() -> None:
            forget()

        _own.marks.append((forget_on_commit, savepoints))
        transaction.on_commit(forget_on_commit)


def forget() -> None:
    """Drop what this process holds in memory; the next lookup reads the tables."""
    _shared.tree = None
    _own.tree = None
    _own.marks = []


def fresh() -> Tree:
    """The tree read from the tables now, for a writer inside its transaction."""
    return _read()


def get(path: str) -> Node | None:
    return current().get(path)


def name(path: str, short: bool = False) -> str:
    """The name of a place; its last code when unknown."""
    return current().name(path, short)


def full_name(path: str, top: str = "", sep: str = "") -> str:
    """The names from below ``top`` down to ``path``."""
    return current().full_name(path, top, sep)


def local_name(path: str) -> str:
    """The name as lists and pages show it: 槐树社区第一网格, 槐树社区, 柳荫街道."""
    return current().local_name(path)


def children(path: str = "", closed: bool = False) -> list[Node]:
    return current().children(path, closed)


def find(code: object, on: date | None = None, edition: str | None = None) -> Node | None:
    """The place of a code in any form, also an old one; see :meth:`Tree.find`."""
    return current().find(code, on, edition)


def search(words: str, under: str = "", level: str = "", limit: int = 20) -> list[Node]:
    """Open places by a part of the name, by pinyin initials or by the beginning of a code."""
    return current().search(words, under, level, limit)


def _pending_marks() -> bool:
    """Whether changes of this transaction are still undecided; a rollback takes its marks off Django's list."""
    waiting = {id(entry[1]) for entry in connection.run_on_commit}
    kept = [(mark, savepoints) for mark, savepoints in _own.marks if id(mark) in waiting]
    if len(kept) != len(_own.marks):
        _own.marks, _own.tree = kept, None
    return bool(kept)


def _token() -> str:
    from lianxin.kernel.places.models import TreeVersion

    return TreeVersion.objects.values_list("token", flat=True).first() or ""


def _read() -> Tree:
    """The token first: a change between the two reads makes the tree look old, never wrongly new."""
    from lianxin.kernel.places.models import Place

    token = _token()
    fields = list(Node.__dataclass_fields__)
    rows = Place.objects.order_by().values_list(*fields)
    return Tree((Node(*row) for row in rows.iterator(5000)), _read_aliases, token)


def _read_aliases() -> Iterator[OtherWord]:
    from lianxin.kernel.places.models import Alias

    fields = list(OtherWord.__dataclass_fields__)
    return (OtherWord(*row) for row in Alias.objects.order_by("pk").values_list(*fields))
