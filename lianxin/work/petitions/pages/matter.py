"""What a petition or a reception adds to the page of a matter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import contacts, queries, shown
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.models import SEALED, Matter
from lianxin.work.petitions import papers, rules
from lianxin.work.petitions import queries as petition_queries
from lianxin.work.petitions.actions.terms import last_day
from lianxin.work.petitions.models import Filing, Opinion, Petition


def blocks(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    """The template variables of ``matters/matter.html``."""
    actor = request.actor  # type: ignore[attr-defined]
    if matter.kind == "reception":
        return {"children": _children(matter), **_reception(matter)}
    petition = petition_queries.seen(matter)
    children = _children(matter) if petition.has_children else []  # type: ignore[attr-defined]
    return {
        "children": children,
        "text": (petition.facts and f"{petition.claim}\n\n{petition.facts}") or petition.claim,
        "answer": petition.answer,
        "fact_pairs": _facts(matter, petition),
        "remarks": _remarks(matter, petition),
        "aside": "petitions/_aside.html",
        "petition": petition,
        "trail": [_paper(paper) for paper in petition_queries.papers_of(matter)],
        "papers": papers.available(petition, matter),
        "may_name": _may_name(matter, actor),
    }


def _children(matter: Matter) -> list[shown.Row]:
    return shown.rows(list(queries.children(matter).values(*queries.ROW)))


def _facts(matter: Matter, petition: Petition) -> list[tuple[str, Any]]:
    mandated = petition.mandated_at and _("%(day)s，%(how)s") % {
        "day": _day(petition.mandated_at),
        "how": petition.get_mandate_by_display(),
    }
    return [
        (_("类别"), petition.get_kind_display() if petition.kind else _("委托时确定")),
        (_("人数"), petition.persons if petition.persons > 1 else ""),
        (_("反映的单位"), petition.against_unit.name if petition.against_unit else petition.against_words),
        (_("代办员"), petition.agent.name if petition.agent else ""),
        (_("代办窗口"), petition.agent.window.name if petition.agent and petition.agent.window else ""),
        (_("委托"), mandated),
        (_("在场人"), petition.witness),
        (_("本人认可材料"), _day(petition.approved_at)),
        (_("信访部门处理方式"), _(rules.WAYS[petition.way]) if petition.way else ""),
        (_("有权处理的机关"), petition.organ),
        (_("异议期至"), _objection_until(matter, petition)),
        (_("受理"), _day(petition.accepted_at)),
        (_("第三十一条"), _(rules.ROUTES[petition.route]) if petition.route else ""),
        (
            _("延期"),
            _("%(days)d 天：%(reason)s") % {"days": petition.extension_days, "reason": petition.extension_reason}
            if petition.extension_days
            else "",
        ),
        (_("可以请求复查至"), _last(petition.review_until) if matter.state == "answered" else ""),
        (_("可以请求复核至"), _last(petition.rereview_until) if matter.state == "reviewed" else ""),
        (
            _("办理结果"),
            _(OUTCOMES[matter.outcome or petition.answer_outcome]) if matter.outcome or petition.answer_outcome else "",
        ),
        (_("上次提出"), petition.previous.number if petition.previous else ""),
        (_("来自事项"), matter.parent.number if matter.parent else ""),
    ]


def _objection_until(matter: Matter, petition: Petition) -> str:
    if matter.state != "routed" or petition.routed_at is None:
        return ""
    return _last(last_day("object", petition.routed_at))


def _day(moment: Any) -> str:
    return str(date_format(timezone.localtime(moment), "Y-m-d")) if moment else ""


def _last(day: Any) -> str:
    return day.isoformat() if day else _("待补放假安排")


def _remarks(matter: Matter, petition: Petition) -> list[tuple[str, str, str]]:
    found = []
    if matter.secrecy == SEALED:
        found.append(
            (_("被反映的单位看不到这件事，也查不到。不得向其透露（《信访工作条例》第三十条）。"), "warn", _("已密封"))
        )
    if petition.final_at:
        found.append((_("仍以同一事实和理由提出的，不再受理（《信访工作条例》第三十六条）。"), "info", _("已复核终结")))
    if petition.previous_id:
        found.append((_("同一件事再次提出。"), "info", _("重复信访")))
    if matter.supervised_at and not matter.closed_at:
        found.append((_("上级正在督办这件事。"), "warn", _("督办")))
    if petition.extension_days_asked:
        found.append(
            (
                _("申请延长 %(days)d 天，等机关负责人批准。") % {"days": petition.extension_days_asked},
                "info",
                _("延期申请"),
            )
        )
    return found


def _paper(paper: petition_queries.Paper) -> dict[str, Any]:
    if paper.what == "filing":
        label = _("递交：%(stage)s") % {"stage": dict(Filing.STAGES)[paper.stage]}
        kind = _(rules.CHANNELS.get(paper.kind, paper.kind))
    else:
        label, kind = str(dict(Opinion.STAGES)[paper.stage]), _(rules.OPINIONS[paper.kind])
    return {"label": label, "office": paper.office, "number": paper.number, "kind": kind, "at": paper.at}


def _reception(matter: Matter) -> dict[str, Any]:
    visit = petition_queries.visit(matter)
    return {
        "text": visit.text,
        "fact_pairs": [
            (_("层级"), visit.get_level_display()),
            (_("方式"), visit.get_form_display()),
            (_("接访领导"), visit.leader),
            (_("来访人数"), visit.persons),
            (_("集体访"), _("是") if rules.is_group_visit(visit.persons) else ""),
            (_("推选的代表"), visit.representatives or ""),
            (_("接待"), _day(visit.received_at)),
            (_("包案或交办"), _day(visit.taken_on_at)),
            (_("承办单位"), matter.holder.name if matter.holder else ""),
            (_("办理结果"), _(OUTCOMES[matter.outcome]) if matter.outcome else ""),
        ],
    }


def _may_name(matter: Matter, actor: Actor) -> bool:
    contact = getattr(matter, "contact", None)
    return contact is not None and contacts.may_reveal(contact, matter, actor)
