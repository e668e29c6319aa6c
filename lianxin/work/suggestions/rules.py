"""What may and must be done with a suggestion of the people. Pure; each rule names its source.

Sources: 《上海市人民建议征集若干规定》(2021-06-23, in force 2021-07-01), here "Shanghai"; 《信访工作条例》 Art. 29.
Neither gives a number of days: every limit is the city's own, kept in its pack with where it comes from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lianxin.kernel.words import N_

WHOLE, PART, NOT = "whole", "part", "not"
DECISIONS = {WHOLE: N_("全部采纳"), PART: N_("部分采纳"), NOT: N_("未采纳")}
"""《信访工作条例》 Art. 29: adopted wholly or in part, or not; with a reply in each case."""

RULE, PROGRAMME, SESSION = "rule", "programme", "session_item"
SHAPES = {RULE: N_("制度文件"), PROGRAMME: N_("工作项目"), SESSION: N_("例会议题")}
"""What a suggestion has become when it is put into practice."""

USES = {
    "measure": N_("惠民、利民、便民举措"),
    "improve": N_("改进机关工作"),
    "norm": N_("法规、规章、文件和政策的立改废释"),
    "oversight": N_("人大常委会监督、建议项目"),
    "motion": N_("人大代表议案、建议"),
    "decision": N_("机关决策"),
    "other": N_("其他落实转化"),
}
"""The seven kinds of use: Shanghai Art. 13(1)-(7), SUG-06."""

DECLINE_REASONS = {
    "personal": N_("属于个人诉求，本人不同意移交"),
    "statutory": N_("依法应当通过诉讼、仲裁、行政复议等法定途径解决"),
    "unclear": N_("没有写明建议内容，也联系不上本人"),
    "untrue": N_("反映的情况经核对不属实"),
}
"""What is not fit to be a suggestion: Shanghai Art. 10(1), (2); SUG-02."""

NOT_A_SUGGESTION = ("personal", "statutory")
OPINIONS = {WHOLE: N_("建议全部采纳"), PART: N_("建议部分采纳"), NOT: N_("建议不采纳")}
GRADES = {"satisfied": N_("满意"), "basic": N_("基本满意"), "unsatisfied": N_("不满意")}
MIN_REASON = 10
"""A reason shorter than this many signs explains nothing (design choice)."""

_OWN_CLAIM = re.compile(
    r"(我|我家|本人|俺).{0,14}(工资|工钱|欠款|补偿款?|赔偿|退款|退费|房款|保证金|低保|养老金|报销|户口|房产证|住院费|医药费)|"
    r"(拖欠|克扣|欠)(我|本人|我们).{0,6}(工资|工钱|货款|钱)|(要求|请求)(赔偿|补偿|退还|赔付)(我|本人)"
)
_STATUTORY = re.compile(
    r"(法院|仲裁|判决书?|裁定|一审|二审|再审|起诉|上诉|行政复议|检察院|劳动仲裁|强制执行).{0,12}"
    r"(不服|不公|错误|撤销|改判|重审|执行|立案|结果)|(不服|撤销|改判).{0,10}(判决|裁决|裁定|复议决定|处罚决定)"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of the city. source: where the city has it from. is_verified: whether that was checked."""

    name: str
    amount: int
    unit: Literal["day", "wday", "hour"]
    source: str
    is_verified: bool = False


def limit_of(name: str, is_urgent: bool, kept: Mapping[str, Mapping[str, Any]]) -> Limit | None:
    """The city's limit of this name, its fast one for urgent ones (Shanghai Art. 14, SUG-08); None: it has none.

    kept: name → amount, unit, source, verified. Raises ValueError for one that cannot be counted or names no source.
    """
    key = f"{name}_urgent" if is_urgent and f"{name}_urgent" in kept else name
    told = kept.get(key)
    if told is None:
        return None
    amount, unit, source = int(told["amount"]), str(told["unit"]), str(told.get("source", ""))
    if amount <= 0 or unit not in {"day", "wday", "hour"} or not source:
        raise ValueError(f"suggestions.limits.{key}")
    return Limit(name, amount, unit, source, bool(told.get("verified", False)))  # type: ignore[arg-type]


def missing_elements(theme: str, reason: str, proposal: str) -> list[str]:
    """Which of the elements are empty: ``theme``, ``reason``, ``proposal`` (Shanghai Art. 10(1), SUG-01).

    Who the author is may be left out: "一般具备" asks for it in general, and nobody is turned away for it.
    """
    told = {"theme": theme, "reason": reason, "proposal": proposal}
    return [name for name, text in told.items() if not text.strip()]


def belongs_elsewhere(text: str) -> str:
    """``personal`` or ``statutory`` when a text reads as one, else "" (Shanghai Art. 10(2), SUG-02). A hint, no more:
    the office decides, and nothing is refused for it."""
    if _STATUTORY.search(text):
        return "statutory"
    return "personal" if _OWN_CLAIM.search(text) else ""


def is_open_on(day: date, opens_on: date, ends_on: date) -> bool:
    """Whether a call takes suggestions on this day; both ends count (Shanghai Art. 8(3), SUG-03)."""
    return opens_on <= day <= ends_on


def call_problems(topic: str, way: str, opens_on: date | None, ends_on: date | None) -> list[str]:
    """What a call lacks before it may be made public: topic, way, term (Shanghai Art. 8(3), SUG-03)."""
    found = [name for name, text in (("topic", topic), ("way", way)) if not text.strip()]
    if opens_on is None or ends_on is None or ends_on < opens_on:
        found.append("term")
    return found


def may_prolong(ends_on: date, until: date, today: date) -> bool:
    """A term only grows, and only while it runs."""
    return ends_on < until and today <= ends_on


def must_invite_all(concerned: Iterable[int], invited: Iterable[int]) -> set[int]:
    """The units concerned that have not been invited; with two or more, all are (Shanghai Art. 11(2), SUG-07)."""
    wanted = set(concerned)
    return wanted - set(invited) if len(wanted) > 1 else set()


def feedback_way(is_of_call: bool) -> Literal["collective", "individual"]:
    """To the public for a call, to the person for a daily one (Shanghai Art. 12(1), (2), SUG-05)."""
    return "collective" if is_of_call else "individual"


def is_reason(text: str) -> bool:
    """Whether a reason for not adopting, or for adopting in part, says anything (条例 Art. 29: replied to)."""
    return len("".join(text.split())) >= MIN_REASON


def end_of_call(decisions: Iterable[str]) -> str:
    """The outcome of a call: solved when anything was adopted, else explained."""
    return "solved" if any(decision in {WHOLE, PART} for decision in decisions) else "explained"


def emergency_words(text: str, words: Iterable[str]) -> list[str]:
    """The pack's emergency words that stand in the text: the page then says call 110, 119, 120 at once."""
    return [word for word in words if word and word in text]


def coarse(cells: Sequence[tuple[str, ...]], k: int) -> list[tuple[str, ...]]:
    """Each cell as it may be told: cut from the right until at least ``k`` rows share what is left (RULES ETH-07).

    cells: from the most to the least telling last, such as (year, month, county). What is cut is "". Rows that stay
    alone at one depth are told together with the others that do; () of nothing but "" is always allowed.
    """
    told = list(cells)
    for depth in range(max(map(len, cells), default=0), 0, -1):
        counts = Counter(told)
        told = [cell if counts[cell] >= k else (*cell[: depth - 1], *[""] * (len(cell) - depth + 1)) for cell in told]
    return told
