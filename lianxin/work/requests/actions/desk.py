"""What a desk, a grid worker or a community does in one step that is two moves: both happen, or neither."""

from __future__ import annotations

from collections.abc import Sequence

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.matters.models import Matter
from lianxin.work.requests.actions.calls import whistle
from lianxin.work.requests.actions.handling import answer_now, solve_found
from lianxin.work.requests.actions.opening import Entered, Entry, enter
from lianxin.work.requests.actions.photos import attach


@audit.together()
def enter_at_desk(entry: Entry, *, actor: Actor, outcome: str = "", answer: str = "") -> Entered:
    """Writes down what a person says at the desk or on the telephone; a consultation may be answered at once (HOT-03).

    outcome: a staff outcome with the answer's text, or "" to leave it to dispatch.
    """
    actor.require("requests.enter", entry.place_path)
    entered = enter(entry, actor=actor)
    if entered.is_new and outcome:
        answer_now(entered.request.matter, actor=actor, outcome=outcome, text=answer)
    return entered


@audit.together()
def enter_found(entry: Entry, *, actor: Actor, photos: Sequence[Cleaned] = (), done: str = "") -> Entered:
    """Writes down what a grid worker has found before anybody asked (HOT-12).

    done: what was done on the spot; then the request is answered as solved by the finder's unit.
    The same ``client_key`` again changes nothing.
    """
    actor.require("requests.find", entry.place_path)
    entered = enter(entry, actor=actor)
    if not entered.is_new:
        return entered
    for photo in () if done else photos:
        attach(entered.request.matter, photo, actor=actor)
    if done:
        solve_found(entered.request.matter, actor=actor, text=done, photos=photos)
    return entered


@audit.together()
def call_from_community(entry: Entry, *, actor: Actor, units: Sequence[Unit], note: str = "") -> Matter:
    """Opens a request and whistles for units in one transaction (HOT-09). Returns the request's matter."""
    actor.require("requests.whistle", entry.place_path)
    entered = enter(entry, actor=actor)
    if entered.is_new:
        whistle(entered.request.matter, actor=actor, units=units, note=note)
    return entered.request.matter
