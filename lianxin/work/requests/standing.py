"""Where a request stands, in a sentence that needs no explanation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.kernel.matters.models import Matter
from lianxin.kernel.words import N_
from lianxin.work.requests import rules
from lianxin.work.requests.models import Request

STEPS = (N_("收到"), N_("派单"), N_("办理"), N_("答复"))
STEP_OF = {"received": 0, "routed": 1, "returned": 1, "handling": 2, "waiting": 2, "answered": 3, "closed": 4}
ENDS = {
    "solved": N_("已经办结：解决了。"),
    "explained": N_("已经办结：作了解释说明，请看下面的答复。"),
    "refused": N_("没有办理，理由写在下面。"),
    "sent_on": N_("不归本级管，已经转送，转到哪里写在下面。"),
    "withdrawn": N_("您已经撤回，不再办理。"),
    "given_up": N_("已经结束：没有办成，原因写在下面。"),
    "merged": N_("和别人反映的是同一件事，已经并在一起办。"),
}
ENDS_FOR_OTHERS = {"withdrawn": N_("反映人已经撤回，不再办理。")}
UNKNOWN_DUE = N_("期限待算：要等国家公布那一年的放假安排。")

Told = tuple[str, str, str]
"""tone, text, due of a :class:`Standing`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """tone: ``open waiting late good closed``. text: the sentence. due: the sentence about time, or "".

    step: how many of STEPS are behind us. unit: the name in the sentence after which a narrow page may break it.
    """

    tone: str
    text: str
    due: str
    step: int
    unit: str = ""

    @property
    def lines(self) -> list[str]:
        """The text as sentences, each with a place to break after the unit's name."""
        parts = [part for part in re.split(r"(?<=。)|(?<=[.!?]) ", self.text) if part]
        return [part.replace(self.unit, f"{self.unit}\u200b") if self.unit else part for part in parts]


def standing(
    matter: Matter, request: Request, handle_due: datetime | None, now: datetime, *, is_own: bool = True
) -> Standing:
    """The state of a request in plain words.

    handle_due: end of its running day limit, None when unknown. is_own: the reader is the person who asked;
    else somebody who follows, or whose own request was merged into this one.
    """
    unit = matter.holder.name if matter.holder else _("经办单位")
    told = _closed(matter, is_own) or _waiting(matter, request, unit, is_own)
    told = told or _open(matter, unit, handle_due, now, is_own)
    return Standing(*told, step=STEP_OF[matter.state], unit=unit)


def _closed(matter: Matter, is_own: bool) -> Told | None:
    if matter.state != "closed":
        return None
    ends = ENDS if is_own else {**ENDS, **ENDS_FOR_OTHERS}
    return ("good" if matter.outcome == "solved" else "closed", _(ends[matter.outcome]), "")


def _waiting(matter: Matter, request: Request, unit: str, is_own: bool) -> Told | None:
    """For the word of the person who asked."""
    told = {"unit": unit}
    if matter.state == "waiting":
        text = _("%(unit)s想请您补充情况。") if is_own else _("%(unit)s在等反映人补充情况。")
        return ("waiting", text % told, _("您补充之前，办理期限停着不走。") if is_own else "")
    if matter.state == "answered":
        text = _("%(unit)s已经答复。解决了没有，由您说。") if is_own else _("%(unit)s已经答复，等反映人评价。")
        return ("waiting", text % told, _rating_ends(request) if is_own else "")
    return None


def _open(matter: Matter, unit: str, handle_due: datetime | None, now: datetime, is_own: bool) -> Told:
    """For the work of a unit."""
    if matter.state == "received":
        return ("open", _("已经收到，正在安排由哪个单位办。"), _send_by(matter.due_at, now))
    text = {
        "routed": _("已经交给%(unit)s，等他们接手。"),
        "returned": _("正在确定由哪个单位办。"),
        "handling": _("%(unit)s正在办。"),
    }[matter.state]
    if matter.reopenings:
        text = _("您说没有解决，%(unit)s正在继续办。") if is_own else _("反映人说没有解决，%(unit)s正在继续办。")
    is_late = handle_due is not None and handle_due < now
    return ("late" if is_late else "open", text % {"unit": unit}, _answer_by(handle_due, now))


def _answer_by(due: datetime | None, now: datetime) -> str:
    if due is None:
        return _(UNKNOWN_DUE)
    if due < now:
        return _("应在%(day)s前答复，现在已经超期。上级看得到。") % {"day": day_text(due)}
    return _("最晚%(day)s答复。") % {"day": day_text(due)}


def _send_by(due: datetime | None, now: datetime) -> str:
    if due is None:
        return _(UNKNOWN_DUE)
    if due < now:
        return _("应在%(day)s前派出，现在已经超期。上级看得到。") % {"day": day_text(due)}
    return _("最晚%(day)s派出。") % {"day": day_text(due)}


def _rating_ends(request: Request) -> str:
    if request.answered_at is None:
        return ""
    until = rules.rating_lapses_at(request.answered_at)
    return _("%(day)s前没有评价，就按已答复结束，不算作满意。结束后 %(days)d 天内还可以要求继续办。") % {
        "day": day_text(until),
        "days": rules.REOPEN_DAYS,
    }


def day_text(value: datetime) -> str:
    """``7月3日``; with the year when it is another one."""
    local = timezone.localtime(value)
    form = _("n月j日") if local.year == timezone.localdate().year else _("Y年n月j日")
    return str(date_format(local, form))


def may_reopen(matter: Matter, now: datetime) -> bool:
    """Whether the person may still ask for a second handling of a closed request."""
    if matter.state != "closed" or matter.outcome in {"merged", "withdrawn"}:
        return False
    return rules.may_reopen(matter.closed_at, now)


def reopen_until(matter: Matter) -> str:
    return day_text(matter.closed_at + timedelta(days=rules.REOPEN_DAYS)) if matter.closed_at else ""
