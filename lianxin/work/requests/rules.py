"""What may and must be done with a request. Pure; each rule names its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lianxin.kernel.words import N_

REOPEN_DAYS = 30
RATING_DAYS = 7
MIN_N_FOR_PERCENT = 10
RATING_GROUP = 5

STAFF_OUTCOMES = ("solved", "explained", "refused", "sent_on", "given_up")
"""Ends that a handler may name; withdrawn and merged follow from their own moves."""

DECLINE_OUTCOMES = ("refused", "sent_on", "explained")

DECLINE_REASONS = {
    "emergency": N_("紧急情况，应拨打110、119、120"),
    "court": N_("正在诉讼、仲裁、纪检监察、复议、信息公开或信访程序中"),
    "repeat": N_("同一事项没有新的事实"),
    "secret": N_("涉及国家秘密、商业秘密或他人隐私"),
    "not_public": N_("不属于公共服务和管理的范围"),
    "unlawful": N_("违反法律法规或公序良俗"),
}
"""Not for dispatch: Beijing 接诉即办工作条例 Art. 11(1)-(6), RULES HOT-04."""

_PERSON_WORDS = re.compile(
    r"举报.{0,6}(人|邻居|同事|领导|干部|老师|医生|书记|主任|局长|科长)|"
    r"(某某|这个人|此人|该人|他本人|她本人).{0,8}(贪|骗|偷|赌|作风|违纪|犯法)|"
    r"(举报|控告|检举).{0,8}[他她](?![们家的])|[他她](天天|总是|总|经常|一直|老是|老).{0,4}(偷懒|打麻将|赌|吸毒|旷工)|"
    r"(贪污|受贿|行贿|作风问题|生活作风|包养|告发|揭发)|身份证号|\d{17}[\dXx]"
)


def has_person(channel: str) -> bool:
    """Whether somebody asked for it, whose consent a hand-over needs; what staff found or called for has nobody."""
    return channel not in {"found", "whistle"}


def is_about_a_person(text: str) -> bool:
    """Whether a text reads as a report about a person. Snap reports take things and places only (ETH-13)."""
    return bool(_PERSON_WORDS.search(text))


def emergency_words(text: str, words: Iterable[str]) -> list[str]:
    """The pack's emergency words that stand in the text, in order: the page then says call 110/119/120 at once."""
    return [word for word in words if word and word in text]


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """One line of the routing table. Empty fields match everything.

    category: prefix of the category code. place_path: prefix. from_hour, to_hour: local hours, 0-24;
    a span may run over midnight. unit_code: the unit proposed.
    """

    unit_code: str
    category: str = ""
    place_path: str = ""
    from_hour: int = 0
    to_hour: int = 24

    def matches(self, category: str, place_path: str, hour: int) -> bool:
        if not category.startswith(self.category) or not place_path.startswith(self.place_path):
            return False
        if self.from_hour <= self.to_hour:
            return self.from_hour <= hour < self.to_hour
        return hour >= self.from_hour or hour < self.to_hour

    @property
    def weight(self) -> tuple[int, int, int]:
        span = (self.to_hour - self.from_hour) % 24 or 24
        return (len(self.category), len(self.place_path), 24 - span)


def proposed_unit(rules: Sequence[RoutingRule], category: str, place_path: str, hour: int) -> str:
    """The code of the unit that the most specific matching rule names; "" when none matches."""
    matching = [rule for rule in rules if rule.matches(category, place_path, hour)]
    return max(matching, key=lambda rule: rule.weight).unit_code if matching else ""


def may_reopen(closed_at: datetime | None, now: datetime) -> bool:
    """The person may reopen until 30 days after the end (design choice beside HOT-16)."""
    return closed_at is None or now - closed_at <= timedelta(days=REOPEN_DAYS)


def rating_lapses_at(answered_at: datetime) -> datetime:
    """When silence ends the waiting for a rating: RATING_DAYS later. The rating itself stays empty."""
    return answered_at + timedelta(days=RATING_DAYS)


def may_type_paper(handler_unit: int | None, typist_unit: int | None) -> bool:
    """A paper rating is typed by another unit than the one that handled the matter (ETH-11)."""
    return typist_unit is not None and typist_unit != handler_unit


def leads(answers: Sequence[tuple[datetime, int]]) -> int | None:
    """The unit that leads among those called: the first that reported (首接负责, HOT-07).

    answers: (moment of reporting, unit id) of those who reported.
    """
    return min(answers)[1] if answers else None


def may_decide(routed_by: int | None, decider: int | None, is_top: bool) -> bool:
    """An objection is decided by another desk than the one that routed; the top desk decides its own (HOT-05)."""
    return is_top or routed_by is None or routed_by != decider


def may_extend(days: int, already: int, limit: int) -> bool:
    """Whether the days asked for stay within what the city allows in all."""
    return days > 0 and already + days <= limit


def accepts_report_of(mode: str, text: str) -> bool:
    """Snap reports refuse to be a report about a person; staff doors may record what the person said."""
    return mode != "snap" or not is_about_a_person(text)
