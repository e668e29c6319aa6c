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


def study(world: Any) -> str:
    from lianxin.work.suggestions import actions
    from lianxin.work.suggestions.tests import made

    [found] = actions.send(made.registered(world), actor=world.actor("county"), units=[world.units["water"]])
    return str(found.number)


def number_of_call(world: Any) -> str:
    from lianxin.work.suggestions.tests import made

    return str(made.call(world).matter.number)


NUMBERS = {
    "suggestions": lambda world: str(suggestion(world).number),
    "suggestion-studies": study,
    "suggestion-calls": number_of_call,
}
MAKERS = {
    "suggestions:done": lambda world: {"code": suggestion(world).tracking_code},
    "suggestions:call": call,
    "suggestions:evaluate": call,
    "suggestions:receipt": lambda world: {"number": suggestion(world).number},
}
HIDDEN_FROM_NEIGHBOURS = {"suggestions:receipt"}
