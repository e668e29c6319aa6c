"""The office takes a suggestion in, with a summary that everybody may read, or puts it into the fast lane."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.work.suggestions import queries
from lianxin.work.suggestions.models import Suggestion


def register(
    matter: Matter,
    *,
    actor: Actor,
    title: str = "",
    summary: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """登记受理 (SUG-04). summary: for the public page, without anybody's name; "" keeps it off that page."""
    is_urgent = matter.urgency == "urgent"

    def keep(row: Matter) -> None:
        own(row).update(summary=summary.strip())

    changes = {"title": title.strip()[:200]} if title.strip() else {}
    return perform(
        matter,
        "register",
        actor=actor,
        at=at,
        version=version,
        changes=changes,
        adjust=keep,
        clocks=queries.limits("decide", is_urgent=is_urgent),
    )


def hasten(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Into the fast lane (Shanghai Art. 14, SUG-08): the short limits run from now on."""
    clocks = queries.limits("register", "decide", is_urgent=True)
    clocks["decide" if matter.state == "received" else "register"] = None
    return perform(
        matter, "hasten", actor=actor, at=at, version=version, note=note, clocks=clocks, changes={"urgency": "urgent"}
    )


def own(row: Matter) -> QuerySet[Any]:
    """The particulars of a matter that is locked in this transaction."""
    return Suggestion.objects.unscoped(reason="own particulars under lock").filter(matter=row)
