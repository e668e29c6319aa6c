"""A resident's own report: what they wrote and what they photographed come in together, once."""

from __future__ import annotations

from collections.abc import Sequence

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.work.requests.actions.opening import Entered, Entry, enter
from lianxin.work.requests.actions.photos import attach


@audit.together()
def snap(entry: Entry, *, photos: Sequence[Cleaned], actor: Actor) -> Entered:
    """Opens a snap report with its photos, or returns the one that this ``client_key`` has already opened.

    The photos are seen by the person and by the staff concerned, by nobody else.
    Raises MoveRefused when it reads as a report about a person (ETH-13).
    """
    entered = enter(entry, actor=actor)
    if entered.is_new:
        for photo in photos:
            attach(entered.request.matter, photo, actor=actor, is_public=False)
    return entered
