"""What the 《信访工作条例》 (2022) says of petitions, and how days are counted. Pure; each rule names its article.

Days (RULES §1.2): the first day is not counted and a last day of rest rolls to the next working day (民法典 201, 203,
by analogy). Terms that bind an organ are clocks of the flow; terms that bind a right of the petitioner are only
reckoned here, so that nobody is reminded of what somebody else may leave undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lianxin.kernel.clock.calendar import Calendar, LastDays
from lianxin.kernel.words import N_

CLASSES = {
    "suggestion": N_("建议意见类"),
    "accusation": N_("检举控告类"),
    "appeal": N_("申诉求决类"),
}
"""Art. 29, 30, 31."""

ROUTES = {
    "1": N_("涉法涉诉：按审判、检察、公安机关的法定程序办理（第三十一条第一项）"),
    "2": N_("应当通过仲裁解决（第三十一条第二项）"),
    "3": N_("可以通过党员申诉、申请复审等解决（第三十一条第三项）"),
    "4": N_("可以通过复议、裁决、确认、许可、处罚等行政程序解决（第三十一条第四项）"),
    "5": N_("申请查处违法行为、履行保护人身权或者财产权等职责（第三十一条第五项）"),
    "6": N_("不属于以上情形，出具信访处理意见书（第三十一条第六项）"),
}
"""The six routes of an appeal (PET-10)."""
RESIDUAL = "6"

OPINIONS = {
    "supported": N_("请求事实清楚，符合规定，予以支持"),
    "explained": N_("请求合理但缺乏依据，作出解释说明"),
    "not_supported": N_("请求缺乏事实根据或者不符合规定，不予支持"),
}
"""Art. 32(1)-(3) (PET-14)."""
OUTCOME_OF = {"supported": "solved", "explained": "explained", "not_supported": "refused"}

CHANNELS = {"online": N_("信息网络"), "letter": N_("书信"), "phone": N_("电话"), "fax": N_("传真"), "visit": N_("走访")}
"""Art. 17 (PET-01)."""

WAYS = {"referred": N_("转送"), "assigned": N_("交办"), "own": N_("本级办理"), "guided": N_("引导")}
"""How the petitions office passes a matter on (Art. 22)."""

LEVELS = ("city", "county", "street", "community")

REPRESENTATIVES_MOST = 5
GROUP_VISIT_MIN = 5
EXTENSION_DAYS_MOST = 30
RATING_DAYS = 30


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the law. binds: whose term it is, an organ's duty or a petitioner's or organ's right."""

    name: str
    label: str
    amount: int
    unit: Literal["day", "wday"]
    article: str
    binds: Literal["duty", "right"]


TERMS = {
    term.name: term
    for term in (
        Term("route", N_("登记并转送、交办"), 15, "day", N_("《信访工作条例》第二十二条"), "duty"),
        Term("notice", N_("书面告知"), 15, "day", N_("《信访工作条例》第二十三条"), "duty"),
        Term("object", N_("提出异议"), 5, "wday", N_("《信访工作条例》第二十三条第三款"), "right"),
        Term("handle", N_("办结"), 60, "day", N_("《信访工作条例》第三十四条"), "duty"),
        Term("ask_review", N_("请求复查"), 30, "day", N_("《信访工作条例》第三十五条"), "right"),
        Term("review", N_("复查答复"), 30, "day", N_("《信访工作条例》第三十五条"), "duty"),
        Term("ask_rereview", N_("请求复核"), 30, "day", N_("《信访工作条例》第三十六条"), "right"),
        Term("rereview", N_("复核答复（听证时间不计）"), 30, "day", N_("《信访工作条例》第三十六条"), "duty"),
    )
}


def last_days(name: str, start: date, calendar: Calendar) -> LastDays:
    """The last lawful day and the earlier working target of a term that ``start`` sets going.

    Raises ``calendar.UnknownYear`` when a year that it needs is not loaded.
    """
    term = TERMS[name]
    return calendar.last_days(start, term.amount, term.unit)


def is_in_time(name: str, start: date, on: date, calendar: Calendar) -> bool:
    """Whether a right that ``start`` sets going may still be used on a day: objection (Art. 23), review, re-review."""
    return on <= last_days(name, start, calendar).due_on


def runs_for_sixty_days(kind: str, route: str) -> bool:
    """Only an appeal that has no other lawful way is to be ended within 60 days of acceptance (Art. 31(6), 34)."""
    return kind == "appeal" and route == RESIDUAL


def may_be_reviewed(kind: str, route: str) -> bool:
    """Review is asked of an opinion (处理意见), so of a matter of Art. 31(6) (Art. 35)."""
    return runs_for_sixty_days(kind, route)


def may_extend(days: int, extended_before: bool) -> bool:
    """Once, by at most 30 days (Art. 34). The head's approval and the reason told are the action's to see to."""
    return 0 < days <= EXTENSION_DAYS_MOST and not extended_before


def may_represent(count: int) -> bool:
    """At most five representatives of several petitioners (Art. 20)."""
    return 0 <= count <= REPRESENTATIVES_MOST


def is_group_visit(persons: int, least: int = GROUP_VISIT_MIN) -> bool:
    """A visit of five and more (PST-02; customary, so the city pack may set another number)."""
    return persons >= least


def may_act_for(agents_unit: int | None, against_unit: int | None) -> bool:
    """An agent does not belong to the unit complained of (Art. 28(3), recusal of those with an interest)."""
    return against_unit is None or agents_unit != against_unit


def is_sealed(kind: str) -> bool:
    """Accusations and what is said in them never reach those accused (Art. 30(3))."""
    return kind == "accusation"


def why_not_again(is_open: bool, is_final: bool, has_new_facts: bool) -> Literal["", "pending", "final"]:
    """Why the same matter may not be taken again: a re-review has ended it (Art. 36(3)), or it is pending (Art. 19(3)).

    New facts and reasons make it another matter. A matter that ended otherwise may come again: a repeat (PST-03).
    """
    if has_new_facts:
        return ""
    return "final" if is_final else "pending" if is_open else ""


def missing_of_opinion(opinion: Mapping[str, str]) -> list[str]:
    """Which of the four parts of a written opinion are empty: request, facts, opinion, legal basis (Art. 32)."""
    return [name for name in ("request", "facts", "text", "basis") if not opinion.get(name, "").strip()]


def outcome_at_end(answered: str, solved: bool | None) -> str:
    """The end of a matter: the answer's outcome, but nothing is solved that the person says is not."""
    return "explained" if answered == "solved" and solved is False else answered
