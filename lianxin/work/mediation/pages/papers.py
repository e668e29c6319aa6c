"""The folder of a dispute, its agreement and its whole file as papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.ui.render import render
from lianxin.kernel.words import N_
from lianxin.work.mediation.models import Chosen, Party
from lianxin.work.mediation.pages.matter import yuan
from lianxin.work.mediation.papers import files
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.words import CONSENTS, DONE, GRADES, REFERRALS, SIDES, WAYS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"pdf": "application/pdf", "docx": DOCX}
STATES = {Chosen.CHOSEN: N_("参加"), Chosen.RECUSED: N_("已回避"), Chosen.TIED: N_("有关系，退出")}


@staff("matters.read")
def folder(request: HttpRequest, number: str) -> HttpResponse:
    """Parties, mediators, sessions, agreement, return visit: what the file holds so far."""
    matter = found(request, number)
    kept = queries.folder(matter)
    context = {
        "matter": matter,
        "dispute": kept.dispute,
        "parties": [_party(party) for party in kept.parties],
        "chosen": [_chosen(row) for row in kept.chosen],
        "sessions": kept.sessions,
        "steps": kept.steps,
        "yuan": yuan,
        "referrals": [(_(REFERRALS[row.kind]), row.to_words, row.note, row.at) for row in kept.referrals],
        "visit": (_(WAYS.get(kept.dispute.visit_way, "")), _(DONE.get(kept.dispute.visit_done, "")))
        if kept.dispute.visited_at
        else None,
        "side_count": len(kept.parties),
        "confirmed": {
            session.order: sum(str(session.order) in p.confirmed for p in kept.parties) for session in kept.sessions
        },
        "may_names": request.actor.may("mediation.names", matter.place_path, matter.holder_id),
        "may_card": request.actor.may("mediation.assist", matter.place_path, matter.holder_id),
        "may_file": request.actor.may("mediation.file", matter.place_path, matter.holder_id),
    }
    return render(request, "mediation/folder.html", context, fragment="mediation/_folder.html")


def _party(party: Party) -> dict[str, Any]:
    return {
        "order": party.order,
        "side": _(SIDES[party.side]),
        "name": party.name.masked("name"),
        "is_body": party.is_body,
        "consent": _(CONSENTS[party.consent]),
        "is_assisted": party.is_assisted,
        "tone": {"agreed": "closed", "asked": "waiting"}.get(party.consent, "open"),
        "said": bool(party.word_at),
        "word": (_(DONE.get(party.word_done, "")), _(GRADES.get(party.word_grade, "")), party.word_is_assisted),
    }


def _chosen(row: Chosen) -> dict[str, Any]:
    name = row.mediator.name if row.mediator else row.name.masked("name")
    return {
        "name": name,
        "state": _(STATES[row.state]),
        "is_lead": row.is_lead,
        "by": row.party.label if row.party else _("调解组织指定"),
        "is_off_menu": row.mediator is None,
        "disclosed_at": row.disclosed_at,
    }


@staff("mediation.file")
@require_POST
def file(request: HttpRequest, number: str) -> HttpResponse:
    """The whole file as one PDF. By post: opening the names is written down, and each party can read that it was."""
    matter = found(request, number)
    try:
        data = files.case_file(matter, actor=request.actor)
    except Denied as refusal:
        raise Http404 from refusal
    return _handed_out(data, "application/pdf", f"{matter.number}.pdf")


@staff("mediation.file")
@require_POST
def agreement(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The agreement with places for signatures and seal."""
    matter = found(request, number)
    if form not in FORMS:
        raise Http404
    try:
        data = files.agreement_file(matter, actor=request.actor, form=form)
    except Denied as refusal:
        raise Http404 from refusal
    except MoveRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("matters:matter", number)
    return _handed_out(data, FORMS[form], f"{matter.number}-agreement.{form}")


def _handed_out(data: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def found(request: HttpRequest, number: str) -> Matter:
    """The matter of a visible dispute, or 404."""
    try:
        return queries.visible_dispute(request.actor, number)
    except Matter.DoesNotExist as missing:
        raise Http404 from missing
