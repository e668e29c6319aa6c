"""The written papers of a petition: mandate, notices, opinions. Their wording is the city pack's, or ours."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.kernel.clock import deadlines
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.papers import Paper
from lianxin.kernel.papers.templates import from_template
from lianxin.kernel.words import N_
from lianxin.work.petitions import queries, rules, words
from lianxin.work.petitions.models import Opinion, Petition

FOLDER = Path(__file__).parent / "paper_templates"
BLANK = "＿＿＿＿＿＿"
MANDATE = "mandate"
LABELS = {
    MANDATE: N_("委托书"),
    "material": N_("信访材料"),
    "acceptance": N_("受理告知书"),
    "refusal": N_("不予受理告知书"),
    "redirection": N_("法定途径告知书"),
    "extension": N_("延长办理期限告知书"),
    "opinion": N_("信访处理意见书"),
    "review": N_("信访复查意见书"),
    "rereview": N_("信访复核意见书"),
}
STAGE = {"opinion": "reply", "review": "review", "rereview": "rereview"}


def available(petition: Petition, matter: Matter) -> list[tuple[str, str]]:
    """(kind, label) of the papers that there is something to write in, in the order of the procedure."""
    answered_early = petition.answer_outcome in {"refused", "sent_on"} and petition.accepted_at is None
    there = {
        MANDATE: petition.mandated_at,
        "material": petition.draft,
        "acceptance": petition.accepted_at,
        "refusal": answered_early and petition.answer_outcome == "refused",
        "redirection": answered_early and petition.answer_outcome == "sent_on",
        "extension": petition.extension_days,
        "opinion": rules.may_be_reviewed(petition.kind, petition.route) and petition.round,
        "review": petition.rereview_until or matter.state in {"reviewed", "rereview", "hearing", "final"},
        "rereview": petition.final_at,
    }
    return [(kind, _(label)) for kind, label in LABELS.items() if there[kind]]


def paper(kind: str, petition: Petition, matter: Matter, *, name: str = "") -> Paper:
    """One paper. name: of the petitioner, "" for a line to be filled in by hand. In Chinese, as papers are."""
    with override("zh-hans"):
        values = {**_common(petition, matter, name), **_of_kind(kind, petition, matter)}
        return from_template(f"petition-{kind}", values, fallback=FOLDER)


def _common(petition: Petition, matter: Matter, name: str) -> dict[str, Any]:
    agent = petition.agent
    return {
        "name": name or BLANK,
        "number": matter.number,
        "claim": petition.claim,
        "facts": petition.facts or petition.claim,
        "persons": petition.persons,
        "kind": petition.get_kind_display(),
        "organ": petition.organ or BLANK,
        "agent": agent.name if agent else BLANK,
        "window": agent.window.name if agent and agent.window else BLANK,
        "unit": matter.holder.name if matter.holder else pack().word("city.department", ""),
        "opened_on": _on(matter.opened_at),
        "mandated_on": _on(petition.mandated_at),
        "on": timezone.localdate(),
        "mandate": [_(line) for line in words.MANDATE],
        "witness": petition.witness or None,
        "route": _(rules.ROUTES[petition.route]) if petition.route else None,
        "references": _references(matter),
    }


def _references(matter: Matter) -> str:
    numbers = [paper.number for paper in queries.papers_of(matter) if paper.what == "filing"]
    return "、".join(numbers) or BLANK


def _on(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _of_kind(kind: str, petition: Petition, matter: Matter) -> dict[str, Any]:
    if kind == MANDATE:
        return {}
    if kind == "material":
        return {"draft": petition.draft, "approved_on": _on(petition.approved_at)}
    if kind == "acceptance":
        is_sixty = rules.runs_for_sixty_days(petition.kind, petition.route)
        return {"accepted_on": _on(petition.accepted_at), "due_on": _due(matter), "is_sixty": is_sixty}
    if kind in {"refusal", "redirection"}:
        return {"reason": petition.answer, "answered_on": _on(petition.answered_at)}
    if kind == "extension":
        return {
            "days": petition.extension_days,
            "reason": petition.extension_reason,
            "due_on": _due(matter),
            "accepted_on": _on(petition.accepted_at),
        }
    return _opinion(kind, matter)


def _due(matter: Matter) -> date | None:
    """The last day of the 60 days, None where they do not run or cannot be told yet."""
    clocks = [clock for clock in deadlines.clocks(matter) if clock.name == "handle" and clock.due_at]
    return _on(clocks[-1].due_at) if clocks else None


def _opinion(kind: str, matter: Matter) -> dict[str, Any]:
    rows = [row for row in queries.opinions(matter) if row.stage == STAGE[kind]]
    row: Opinion | None = rows[-1] if rows else None
    if row is None:
        raise LookupError(kind)
    return {
        "opinion": _(rules.OPINIONS[row.opinion]),
        "request": row.request,
        "found": row.facts,
        "text": row.text,
        "basis": row.basis,
        "issuer": row.issuer or BLANK,
        "paper_number": row.number or "",
        "delivered_on": _on(row.delivered_at),
    }
