"""What may and must be done about sessions, their decisions and what they adopt. Pure.

No law orders the weekly session: the eight steps are those of a city's own mechanism (GLOSSARY 52–54, mission
S162–S167). What follows says which source each rule has; day limits are the city pack's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

STEPS = ("线索征集", "综合研判", "会前协商", "例会解难", "会后交办", "跟踪督办", "办结销号", "事后回访")
"""The closed loop, in order (mission S162, figure F145)."""

STRIKE_OUTCOMES = ("solved", "explained", "given_up")
DECLINE_OUTCOMES = ("explained", "refused", "sent_on", "given_up")
WORD_DAYS = 7
REOPEN_DAYS = 30
DOORS = {"request": "request", "petition": "petition", "dispute": "dispute", "suggestion": "suggestion"}
OTHER_DOOR = "other"
AGENDA_SETTLED = ("decided", "noted", "deferred", "adopted")

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def chinese_number(number: int) -> str:
    """16 → 十六, 10 → 十, 105 → 一百零五; 1 to 9999."""
    if not 0 < number < 10_000:
        raise ValueError(number)
    digits = [int(sign) for sign in str(number)]
    words, gap = "", False
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit == 0:
            gap = True
            continue
        words += ("零" if gap and words else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return words[1:] if words.startswith("一十") else words


def door_of(kind: str) -> str:
    """By which door a matter of another kind comes in: one of DOORS, else ``other``."""
    return DOORS.get(kind, OTHER_DOOR)


def next_number(taken: Collection[int], first: int = 1) -> int:
    """The number of the next session of a series: one after the last, without gaps (第十六次 follows 第十五次)."""
    return max(taken) + 1 if taken else first


def numbers_after(planned: Sequence[tuple[int, int]], freed: int) -> list[tuple[int, int]]:
    """What the planned sessions of a series are numbered when one of them is cancelled, so that no gap is left.

    planned: (key, number) of the others. Returns only those that change, lowest first.
    """
    return [(key, number - 1) for key, number in sorted(planned, key=lambda pair: pair[1]) if number > freed]


def is_next(number: int | None, planned: Iterable[int]) -> bool:
    """Whether a session may be held now: those with lower numbers were held or cancelled before it."""
    return number is None or all(other >= number for other in planned)


def may_be_held(on: date, today: date) -> bool:
    """A session is written down as held on its day or later, never before."""
    return on <= today


def may_approve(results: Iterable[str]) -> bool:
    """Minutes are approved when every item of the agenda has its result."""
    return all(result in AGENDA_SETTLED for result in results)


def may_adopt(state: str) -> bool:
    """A document is adopted by a session that has been held (审议通过, mission S13)."""
    return state in {"held", "approved"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not strike off. code: ``owner`` · ``no_unit`` · ``no_proof``."""

    code: str


def may_strike(striker_unit: int | None, owner_units: Collection[int | None], proof: str) -> Refusal | None:
    """Whether this unit may strike an item or task off (销号: close with proof, GLOSSARY 53). None when it may.

    Whoever had to do it does not judge whether it is done: the striker belongs to a unit, and to none of the owners.
    """
    if striker_unit is None:
        return Refusal("no_unit")
    if striker_unit in owner_units:
        return Refusal("owner")
    return None if proof.strip() else Refusal("no_proof")


def term(given_on: date, due_on: date) -> int | None:
    """Calendar days from the day after a task is given to the day that the session set; None when that is not later."""
    days = (due_on - given_on).days
    return days if days > 0 else None


def term_from(given_on: date, due_on: date) -> int:
    """The term of a task that is handed out: to the session's day, and at least until tomorrow when it comes late."""
    return max((due_on - given_on).days, 1)


def latest(days: Iterable[int]) -> int:
    """The term of an item: that of its last task."""
    return max(days)


def is_silent(told_at: datetime, now: datetime, days: int = WORD_DAYS) -> bool:
    """Whether the time for the person's own word on a return visit is over (as for an answer, decision 0004)."""
    return now - told_at > timedelta(days=days)


def may_reopen(closed_at: datetime | None, now: datetime, days: int = REOPEN_DAYS) -> bool:
    """The person may send an ended item back until so many days after its end; before the end at any time."""
    return closed_at is None or now - closed_at <= timedelta(days=days)


def next_version(versions: Collection[int]) -> int:
    """The version of a document that replaces earlier ones."""
    return max(versions, default=0) + 1


def ends_before(in_force_on: date) -> date:
    """The last day of the version that is replaced: the day before the new one is in force."""
    return in_force_on - timedelta(days=1)


def is_in_force(in_force_on: date, ended_on: date | None, on: date) -> bool:
    """Both days included."""
    return in_force_on <= on and (ended_on is None or on <= ended_on)
