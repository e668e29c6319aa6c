"""Where a suggestion stands, in a sentence that needs no explanation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.kernel.words import N_
from lianxin.work.suggestions import rules
from lianxin.work.suggestions.models import Suggestion

STEPS = (N_("收到"), N_("登记"), N_("研究"), N_("反馈"), N_("转化"))
STEP_OF = {"received": 0, "consenting": 0, "registered": 1, "studying": 2, "adopted": 4, "in_session": 4}
TEXTS = {
    "received": N_("已经收到，正在登记。"),
    "consenting": N_("这件事由别的渠道办更合适，等您说同意不同意移交。"),
    "registered": N_("%(unit)s已经登记受理，正在安排研究。"),
    "studying": N_("有关单位正在研究。"),
    "adopted": N_("您的建议已采纳，正在变成做法。"),
    "in_session": N_("您的建议已采纳，已列入例会研究。"),
}
ENDS = {
    "solved": N_("您的建议已采纳，并且已经变成了做法。"),
    "explained": N_("研究过了，没有采纳，理由写在下面。"),
    "given_up": N_("采纳了，但没能变成做法，原因写在下面。"),
    "refused": N_("没有作为建议受理，理由写在下面。"),
    "sent_on": N_("已经移交，用同一个查询码看办理经过。"),
    "withdrawn": N_("您已经撤回，不再办理。"),
    "merged": N_("和别人的建议相近，已经并在一起研究。"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """tone: ``open waiting good closed``. step: how many of ``steps`` are behind us."""

    tone: str
    text: str
    due: str
    steps: tuple[str, ...]
    step: int


def standing(told: Suggestion, due_at: datetime | None) -> Standing:
    """The state of the suggestion whose course counts. due_at: the end of its running limit, None when none runs."""
    matter = told.matter
    if matter.state == "closed":
        steps = STEPS if told.decision in {rules.WHOLE, rules.PART} else STEPS[:4]
        step = len(steps) if told.decision else 1
        return Standing("good" if matter.outcome == "solved" else "closed", _(ENDS[matter.outcome]), "", steps, step)
    text = _(TEXTS[matter.state]) % {"unit": matter.holder.name if matter.holder else _("征集办公室")}
    due = _("最晚%(day)s。") % {"day": day_text(due_at)} if due_at else ""
    if due_at and due_at < timezone.now():
        due = _("应在%(day)s前办到这一步，现在已经超期。上级看得到。") % {"day": day_text(due_at)}
    if matter.state == "consenting":
        due = _("您答复之前，办理期限停着不走。")
    tone = "waiting" if matter.state == "consenting" else "good" if told.decision else "open"
    return Standing(tone, text, due, STEPS, STEP_OF[matter.state])


def became(told: Suggestion) -> str:
    """What became of it in one or two words, for lists."""
    if told.practised_at:
        return _("已转化")
    if told.decision:
        return _(rules.DECISIONS[told.decision])
    return _("研究中") if told.matter.closed_at is None else _("已结束")


def day_text(value: datetime) -> str:
    """``7月3日``; with the year when it is another one."""
    local = timezone.localtime(value)
    form = _("n月j日") if local.year == timezone.localdate().year else _("Y年n月j日")
    return str(date_format(local, form))
