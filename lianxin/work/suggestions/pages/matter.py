"""What a suggestion, a study and a call add to the page of a matter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters import shown
from lianxin.kernel.matters.models import Matter
from lianxin.work.suggestions import queries as own_queries
from lianxin.work.suggestions import rules
from lianxin.work.suggestions.flow import STUDIES
from lianxin.work.suggestions.models import CHANNELS, Practice, Study, Suggestion


def blocks(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    """The template variables of ``matters/matter.html``."""
    made = {"suggestion": _suggestion, "study": _study, "suggestion_call": _call}[matter.kind]
    return made(matter, request.actor)  # type: ignore[attr-defined]


def _suggestion(matter: Matter, actor: Actor) -> dict[str, Any]:
    told, studies, practices = own_queries.page_of(matter)
    return {
        "answer": told.decision_text,
        "fact_pairs": _facts(matter, told),
        "remarks": _remarks(matter, told),
        "children": _went_to(matter),
        "aside": "suggestions/_aside.html",
        "studies": [_line(study) for study in studies],
        "practices": [_became(row) for row in practices],
        "limits": _limits(matter),
    }


def _went_to(matter: Matter) -> list[shown.Row]:
    """What it was handed over to; what goes to a session stands with what the suggestion has become."""
    if matter.outcome != "sent_on":
        return []
    handed = [row for row in matter_queries.children(matter).values(*matter_queries.ROW) if row["kind"] != STUDIES.kind]
    return shown.rows(handed)


def _facts(matter: Matter, told: Suggestion) -> list[tuple[str, Any]]:
    return [
        (_("主要事由"), told.reason),
        (_("对策建议"), told.proposal),
        (_("来源"), CHANNELS.get(matter.channel, matter.channel)),
        (_("征集"), told.call.matter.title if told.call else _("日常建议")),
        (_("征集机构"), matter.holder.name if matter.holder else ""),
        (_("公开摘要"), told.summary),
        (_("公开"), _("可公开内容") if matter.is_public else _("不公开内容，只计数")),
        (_("办理结果"), _(rules.DECISIONS[told.decision]) if told.decision else ""),
        (_("作出决定的单位"), told.decided_by_unit.name if told.decided_by_unit else ""),
        (_("反馈时间"), date_format(told.fed_back_at, _("Y年n月j日")) if told.fed_back_at else ""),
        (_("代为填写"), _("是") if told.is_assisted else ""),
        (_("来自事项"), matter.parent.number if matter.parent else ""),
    ]


def _remarks(matter: Matter, told: Suggestion) -> list[tuple[str, str, str]]:
    """Notes above the page: (text, tone, title)."""
    found = []
    if matter.duplicate_of:
        found.append(
            (_("已并入 %(number)s，本人跟着收到那一件的反馈。") % {"number": matter.duplicate_of.number}, "info", "")
        )
    if matter.urgency == "urgent" and not matter.closed_at:
        found.append((_("快收、快转、快办。"), "warn", _("快速通道")))
    if matter.supervised_at and not matter.closed_at:
        found.append((_("上级正在督办这件事。"), "warn", _("督办")))
    hint = rules.belongs_elsewhere(f"{matter.title} {told.reason} {told.proposal}")
    if hint and matter.state == "received":
        found.append(
            (
                _("看起来%(what)s。请核对；要移交的，先征得本人同意。")
                % {"what": _("是本人自己的诉求") if hint == "personal" else _("要走诉讼、仲裁、复议等法定途径")},
                "info",
                "",
            )
        )
    if told.commended_at:
        found.append((_("已作为优秀建议表扬。"), "good", ""))
    return found


def _line(study: Study) -> dict[str, Any]:
    matter = study.matter
    opinion = (
        _(rules.OPINIONS[study.opinion])
        if study.opinion
        else _(shown.state_of(matter.kind, matter.state).label)
        if not matter.closed_at
        else {"sent_on": _("不属本单位职责"), "withdrawn": _("已取消")}.get(matter.outcome, "")
    )
    return {
        "unit": matter.holder.name if matter.holder else "",
        "opinion": opinion,
        "text": study.text,
        "href": shown.address(matter.number),
        "is_open": matter.closed_at is None,
    }


def _became(row: Practice) -> dict[str, Any]:
    return {
        "shape": _(rules.SHAPES[row.shape]),
        "use": _(rules.USES[row.use]),
        "title": row.title,
        "reference": row.reference,
        "in_force_on": row.in_force_on,
        "is_done": row.is_done,
        "href": shown.address(row.item.number) if row.item else "",
    }


def _limits(matter: Matter) -> list[rules.Limit]:
    """The limits that run on a suggestion, with where the city has them from."""
    found = [
        own_queries.limit(name, is_urgent=matter.urgency == "urgent") for name in ("register", "decide", "practise")
    ]
    return [limit for limit in found if limit]


def _study(matter: Matter, actor: Actor) -> dict[str, Any]:
    parent = matter.parent
    told = own_queries.particulars(parent) if parent else None
    study = Study.objects.visible_to(actor).get(matter=matter)
    return {
        "answer": study.text,
        "fact_pairs": [
            (_("主要事由"), told.reason if told else ""),
            (_("对策建议"), told.proposal if told else ""),
            (_("来自建议"), parent.number if parent else ""),
            (_("征集"), told.call.matter.title if told and told.call else _("日常建议")),
            (_("研究单位"), matter.holder.name if matter.holder else ""),
            (_("意见"), _(rules.OPINIONS[study.opinion]) if study.opinion else ""),
        ],
    }


def _call(matter: Matter, actor: Actor) -> dict[str, Any]:
    call = own_queries.call_of(matter)
    came = own_queries.codes_of_call(call).count()
    return {
        "text": call.background,
        "answer": call.result,
        "aside": "suggestions/_call_aside.html",
        "call": call,
        "came": came,
        "undecided": own_queries.undecided_of(call) if came else 0,
        "public_href": reverse("suggestions:call", args=[call.pk]) if call.published_at else "",
        "ledger_href": f"{reverse('suggestions:ledger')}?call={call.pk}",
        "fact_pairs": [
            (_("途径和方式"), call.way),
            (_("开始日期"), date_format(call.opens_on, _("Y年n月j日"))),
            (_("截止日期"), date_format(call.ends_on, _("Y年n月j日"))),
            (_("征集机构"), matter.holder.name if matter.holder else ""),
        ],
    }
