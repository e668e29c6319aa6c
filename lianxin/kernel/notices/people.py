"""People whom only a module knows: parties, sellers, members. Their own record keeps the sealed telephone."""

from __future__ import annotations

from typing import Protocol, cast

from django.apps import apps
from django.db.models import Model

from lianxin.kernel.matters.models import Matter
from lianxin.kernel.secrets.sealed import Sealed


class Reachable(Protocol):
    """A saved record with somebody's sealed telephone. subject: the name under which that person's trail is kept."""

    pk: int
    phone: Sealed
    matter: Matter

    @property
    def subject(self) -> str: ...


def key_of(person: Reachable) -> str:
    """``app.model:pk``, as a delivery names the person."""
    return f"{cast(Model, person)._meta.label_lower}:{person.pk}"


def person(key: str) -> Reachable | None:
    """The record of a key; None when it is gone."""
    label, _colon, pk = key.partition(":")
    if not pk:
        return None
    rows = apps.get_model(label)._default_manager.unscoped(reason="the outbox opens the telephone of its receiver")
    return cast("Reachable | None", rows.filter(pk=pk).select_related("matter").first())
