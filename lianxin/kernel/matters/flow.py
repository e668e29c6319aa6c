"""Flows as data: states, moves, and what each move does to the clocks. Pure; no Django.

A flow is drawn in the docs, gives the buttons of the page, the operations of the interface and
the rules of ``perform``, all from this one value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from lianxin.kernel.words import N_

OUTCOMES = {
    "solved": N_("已解决"),
    "explained": N_("已解释说明"),
    "refused": N_("不予办理并说明理由"),
    "sent_on": N_("不属本级，已转送"),
    "withdrawn": N_("已撤回"),
    "given_up": N_("无法办理"),
    "merged": N_("并入同一事项"),
}
"""The honest ends. Closed and solved are two figures."""


@dataclass(frozen=True, slots=True)
class State:
    """phase: ``open`` (somebody must act), ``waiting`` (for the person who asked), ``closed``."""

    name: str
    label: str
    phase: Literal["open", "waiting", "closed"] = "open"


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline that a move starts. ``amount`` is the default; the caller may give the category's own.

    label: its name on the page. source: the law and article that set it, shown beside it.
    """

    name: str
    amount: int
    unit: Literal["day", "wday", "hour"] = "wday"
    label: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One permitted step.

    sources: states it starts from. target: the state it leads to; None stays where it is.
    by: who makes it. ``reporter`` moves need the person's own link or code and refuse staff.
    permission: what a staff mover must hold at the matter's place or over its holder.
    asks: names of the inputs the page asks for; ``note`` is the free text, kept with the event.
    needs_note: the move is refused without a reason.
    public: the event (label and public note) is shown to the person who asked.
    closes: the move ends the matter and needs an outcome.
    starts, meets, pauses, resumes, stops: effects on clocks.
    despite_children: ends the matter also while children of it are open; they go on by themselves.
    weight: order of the buttons; the lowest is the main one. tone: how the button looks.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str | None = None
    by: Literal["staff", "reporter", "system", "any"] = "staff"
    permission: str = ""
    asks: tuple[str, ...] = ()
    needs_note: bool = False
    public: bool = True
    closes: bool = False
    reopens: bool = False
    starts: tuple[Clock, ...] = ()
    meets: tuple[str, ...] = ()
    pauses: bool = False
    resumes: bool = False
    stops: bool = False
    despite_children: bool = False
    confirm: str = ""
    weight: int = 50
    tone: Literal["primary", "plain", "danger"] = "plain"


@dataclass(frozen=True)
class Flow:
    """A kind of matter with its states and moves. ``prefix`` begins its numbers."""

    kind: str
    label: str
    prefix: str
    initial: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    starts: tuple[Clock, ...] = ()

    @cached_property
    def by_state(self) -> dict[str, State]:
        return {state.name: state for state in self.states}

    @cached_property
    def by_move(self) -> dict[str, Move]:
        return {move.name: move for move in self.moves}

    @cached_property
    def by_clock(self) -> dict[str, Clock]:
        """Name → the first clock of that name that the opening or a move starts."""
        found: dict[str, Clock] = {}
        for clock in (*self.starts, *(clock for move in self.moves for clock in move.starts)):
            found.setdefault(clock.name, clock)
        return found

    def state(self, name: str) -> State:
        return self.by_state[name]

    def move(self, name: str) -> Move:
        return self.by_move[name]

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that the flow permits in a state, main one first."""
        return tuple(sorted((m for m in self.moves if state in m.sources), key=lambda m: m.weight))

    def called(self, words: Mapping[str, Mapping[str, str]]) -> Flow:
        """The same flow with a city's own names: ``{"states": {name: label}, "moves": {name: label}}``."""
        states, moves = words.get("states", {}), words.get("moves", {})
        return replace(
            self,
            states=tuple(replace(state, label=states.get(state.name, state.label)) for state in self.states),
            moves=tuple(replace(move, label=moves.get(move.name, move.label)) for move in self.moves),
        )

    def closed_states(self) -> tuple[str, ...]:
        return tuple(state.name for state in self.states if state.phase == "closed")

    def problems(self) -> list[str]:
        """What is wrong with the flow itself; empty for a sound one. Every module's tests ask this."""
        found = [] if self.initial in self.by_state else [f"initial state {self.initial} unknown"]
        for move in self.moves:
            unknown = [s for s in (*move.sources, *([move.target] if move.target else [])) if s not in self.by_state]
            found += [f"{move.name}: unknown state {s}" for s in unknown]
            if move.closes and (move.target is None or self.by_state[move.target].phase != "closed"):
                found.append(f"{move.name}: closes but does not lead to a closed state")
            if move.by == "staff" and not move.permission:
                found.append(f"{move.name}: a staff move without a permission")
        reached, edge = {self.initial}, [self.initial]
        while edge:
            state = edge.pop()
            new = {m.target for m in self.moves_from(state) if m.target} - reached
            reached |= new
            edge += new
        found += [f"state {s.name} cannot be reached" for s in self.states if s.name not in reached]
        found += [
            f"state {s.name} is a dead end without an outcome"
            for s in self.states
            if s.phase != "closed" and not any(m.target and m.target != s.name for m in self.moves_from(s.name))
        ]
        return found


def mermaid(flow: Flow) -> str:
    """The drawing of a flow for the docs (Mermaid state diagram)."""
    lines = ["stateDiagram-v2", f"    [*] --> {flow.initial}"]
    lines += [f'    state "{state.label}" as {state.name}' for state in flow.states]
    for move in flow.moves:
        for source in move.sources:
            lines.append(f"    {source} --> {move.target or source}: {move.label}")
    lines += [f"    {state} --> [*]" for state in flow.closed_states()]
    return "\n".join(lines) + "\n"
