"""A query without a scope does not run.

A model with :class:`ScopedManager` says once who sees which rows, in a class method
``visible(actor, **options) -> Q``. Every read then starts with ``Model.objects.visible_to(actor)``
or, with a written reason, ``Model.objects.unscoped(reason="…")``. Anything else raises
:class:`Unscoped` before a byte goes to the database: lists, counts, sub-queries, updates,
deletes, prefetches, unions, raw SQL.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models.sql import Query

from lianxin.kernel.access.actor import Actor

EVERYTHING = models.Q(pk__isnull=False)
"""Always true. An empty Q() would vanish when OR-ed with a narrower one."""

NOTHING = models.Q(pk__in=[])


class Unscoped(RuntimeError):
    """A scoped model was queried without ``visible_to`` or ``unscoped``. A defect in the caller."""


class ScopedQuery(Query):
    """A query that refuses to be compiled, or turned into an update or delete, before it has a scope."""

    scope: str | None = None

    def _refuse_unscoped(self) -> None:
        if self.scope is None:
            label = self.model._meta.label if self.model else "?"
            raise Unscoped(f"{label}: start with .visible_to(actor) or .unscoped(reason=…)")

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_unscoped()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        if klass is not None and klass is not type(self):
            self._refuse_unscoped()
        return super().chain(klass)


class ScopedQuerySet(models.QuerySet[Any]):
    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query if query is not None else ScopedQuery(model), using, hints)

    def visible_to(self, actor: Actor, **options: Any) -> Self:
        """The rows that the actor may see; options (such as ``lens=``) are the model's own."""
        return self._scoped(str(actor.kind)).filter(self.model.visible(actor, **options))

    def unscoped(self, *, reason: str) -> Self:
        """Every row, for a reason that a reader can judge: machinery, never convenience."""
        if not reason.strip():
            raise ValueError("unscoped() needs a reason")
        return self._scoped(f"unscoped: {reason}")

    def _scoped(self, scope: str) -> Self:
        scoped: Self = self._chain()  # type: ignore[attr-defined]
        scoped.query.scope = scope  # type: ignore[attr-defined]
        return scoped

    def _refuse_unscoped(self) -> None:
        if isinstance(self.query, ScopedQuery):
            self.query._refuse_unscoped()

    def delete(self) -> Any:
        self._refuse_unscoped()
        return super().delete()

    def _raw_delete(self, using: Any) -> Any:
        self._refuse_unscoped()
        return super()._raw_delete(using)

    def update(self, **kwargs: Any) -> Any:
        self._refuse_unscoped()
        return super().update(**kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise Unscoped(f"{self.model._meta.label}: raw SQL has no scope")


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """The default manager of every model whose rows belong to somebody."""

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise Unscoped(f"{self.model._meta.label}: raw SQL has no scope")
