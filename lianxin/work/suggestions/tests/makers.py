"""What the addresses of this module are filled with when every page is tried by every role."""

from __future__ import annotations

from typing import Any

from tests.world import EAST


def suggestion(world: Any) -> Any:
    """One that the county wrote down a moment ago."""
    from lianxin.work.suggestions import actions

    entry = actions.Entry(theme="凳子", reason="没处坐", proposal="加一排", place_path=EAST, channel="desk")
    return actions.enter_at_desk(entry, actor=world.actor("county")).suggestion.matter


def call(world: Any) -> dict[str, Any]:
    from lianxin.work.suggestions.tests import made

    return {"pk": made.call(world).pk}


MAKERS = {
    "suggestions:done": lambda world: {"code": suggestion(world).tracking_code},
    "suggestions:call": call,
    "suggestions:evaluate": call,
    "suggestions:receipt": lambda world: {"number": suggestion(world).number},
}
HIDDEN_FROM_NEIGHBOURS = {"suggestions:receipt"}
