"""From a move to the deliveries it causes, in the mover's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lianxin.kernel.api.jobs import deliver
from lianxin.kernel.api.models import Hook, HookDelivery
from lianxin.kernel.matters.announce import Announcement
from lianxin.kernel.places import tree

SEALED = "C4"


def hear(told: Announcement) -> None:
    """One delivery for each hook whose place and events match. Of a sealed matter nothing is told."""
    if told.matter.secrecy == SEALED:
        return
    hooks = Hook.objects.unscoped(reason="matching hooks of an event; nothing of them is shown").filter(is_active=True)
    for hook in hooks:
        if told.matter.place_path.startswith(hook.place_path) and matches(told.name, hook.events):
            row = HookDelivery.objects.create(hook=hook, event=told.name, payload=payload(told), next_at=told.event.at)
            deliver.enqueue(row.pk)


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Whether an event name is meant by ``*``, ``kind.*`` or its own name."""
    kind = name.split(".")[0]
    return bool({"*", f"{kind}.*", name} & set(patterns))


def payload(told: Announcement) -> dict[str, Any]:
    """What leaves the house: no title, no text, no person. The receiver asks the interface for more."""
    matter, node = told.matter, tree.get(told.matter.place_path)
    return {
        "event": told.name,
        "at": told.event.at.isoformat(),
        "number": matter.number,
        "kind": matter.kind,
        "state": matter.state,
        "place": node.code if node else matter.place_path.rstrip(".").rpartition(".")[2],
        "category": matter.category,
    }
