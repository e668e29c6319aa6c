"""What the holder of the code sees of a petition or a reception, and does: mandate, approval, word, revocation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.audit import views_of
from lianxin.kernel.clock import deadlines
from lianxin.kernel.matters.contacts import PURPOSES
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.numbers import shown_code
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.matters.tracking import actor_by_code, goes_on_as, public_timeline
from lianxin.kernel.ui.render import render
from lianxin.work.petitions import actions, queries, rules, words
from lianxin.work.petitions.actions.ending import Word
from lianxin.work.petitions.flow import ANSWERED
from lianxin.work.petitions.forms.public import Agree, Rate, Words
from lianxin.work.petitions.models import Petition

FORMS: dict[str, type[Form]] = {
    "give": Agree,
    "approve": Form,
    "correct": Words,
    "rate": Rate,
    "confirm": Form,
    "follow_up": Words,
    "ask_review": Words,
    "ask_rereview": Words,
    "revoke": Form,
}
Act = Callable[[Matter, Form, Actor], Any]
ACTS: dict[str, Act] = {
    "give": lambda matter, form, actor: actions.give(matter, actor=actor),
    "approve": lambda matter, form, actor: actions.approve(matter, actor=actor),
    "correct": lambda matter, form, actor: actions.correct(matter, actor=actor, text=form.cleaned_data["text"]),
    "follow_up": lambda matter, form, actor: actions.follow_up(matter, actor=actor, text=form.cleaned_data["text"]),
    "ask_review": lambda matter, form, actor: actions.ask_review(matter, actor=actor, text=form.cleaned_data["text"]),
    "ask_rereview": lambda matter, form, actor: actions.ask_rereview(
        matter, actor=actor, text=form.cleaned_data["text"]
    ),
    "confirm": lambda matter, form, actor: actions.confirm(matter, actor=actor),
    "revoke": lambda matter, form, actor: actions.revoke(matter, actor=actor),
    "rate": lambda matter, form, actor: actions.rate(
        matter,
        Word(
            solved=form.cleaned_data["solved"] == "yes",
            grade=form.cleaned_data["grade"],
            comment=form.cleaned_data["comment"],
        ),
        actor=actor,
    ),
}


def page(request: HttpRequest, matter: Matter, verb: str) -> HttpResponse:
    """The page behind a code, or (POST with a verb) one of the person's own steps. Staff are refused those (ETH-11)."""
    if not verb:
        return _page(request, matter)
    if request.actor.is_staff or verb not in FORMS or matter.kind != "petition":  # type: ignore[attr-defined]
        raise Http404
    form = FORMS[verb](request.POST)
    if form.is_valid():
        try:
            ACTS[verb](matter, form, actor_by_code(matter))
        except MoveRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _(words.THANKS[verb]))
            return redirect("requests:track", matter.tracking_code)
    return _page(request, matter, failed={verb: form}, status=422)


def _page(
    request: HttpRequest, matter: Matter, *, failed: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    is_staff = request.actor.is_staff  # type: ignore[attr-defined]
    petition = queries.seen(matter) if matter.kind == "petition" else None
    verbs = set() if is_staff or petition is None else _verbs(matter, petition)
    forms = {verb: FORMS[verb](auto_id=f"{verb}_%s") for verb in verbs} | (failed or {})
    is_closed = matter.state == "closed"
    context = {
        "matter": matter,
        "code": shown_code(matter.tracking_code),
        "petition": petition,
        "is_staff": is_staff,
        "forms": forms,
        "stands": _(words.ENDS[matter.outcome] if is_closed else words.STANDS[matter.state]),
        "tone": "good" if matter.outcome == "solved" else "closed" if is_closed else "open",
        "steps": [_(step) for step in words.STEPS],
        "step": words.STEP_OF.get(matter.state, 0),
        "due": "" if is_closed else _due(matter),
        "onward": goes_on_as(matter),
        "lines": _lines(matter),
        "readings": _readings(matter),
        "mandate": [_(line) for line in words.MANDATE],
        "until": _until(matter, petition),
        "visit": queries.visit(matter) if matter.kind == "reception" else None,
    }
    response = render(request, "petitions/track.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _verbs(matter: Matter, petition: Petition) -> set[str]:
    verbs = {move.name for move in moves_open_to(matter, actor_by_code(matter))} & FORMS.keys()
    if matter.state in ANSWERED and not petition.is_rated:  # type: ignore[attr-defined]
        verbs = (verbs | {"rate"}) - {"confirm"}
    if matter.state == "answered" and not rules.may_be_reviewed(petition.kind, petition.route):
        verbs.discard("ask_review")
    return verbs


def _due(matter: Matter) -> str:
    """The nearest last day of whoever must act now, with the law that sets it."""
    running = [clock for clock in deadlines.clocks(matter) if clock.state == "running" and clock.due_at]
    if not running:
        return ""
    clock = min(running, key=lambda found: found.due_at)
    term = rules.TERMS[clock.name]
    told = {
        "what": _(term.label),
        "day": date_format(timezone.localtime(clock.due_at), "Y-m-d"),
        "law": _(term.article),
    }
    return (
        _("%(what)s应在%(day)s之前（%(law)s），现在已经超期。")
        if clock.is_overdue(timezone.now())
        else _("%(what)s最晚%(day)s（%(law)s）。")
    ) % told


def _until(matter: Matter, petition: Petition | None) -> str:
    if petition is None:
        return ""
    last = {"answered": petition.review_until, "reviewed": petition.rereview_until}.get(matter.state)
    return last.isoformat() if last else ""


def _lines(matter: Matter) -> list[dict[str, Any]]:
    """The public timeline, newest first."""
    return [
        {
            "at": line.at,
            "label": _(line.label),
            "who": _("您") if line.by_person else line.unit,
            "unit": "",
            "note": line.text,
            "kind": "move",
        }
        for line in reversed(public_timeline(matter))
    ]


def _readings(matter: Matter) -> list[dict[str, Any]]:
    """Who opened the sealed contact, when and why."""
    return [
        {
            "who": access.actor_name if access.actor_kind == "staff" else _("系统"),
            "unit": access.unit_name,
            "why": _(PURPOSES.get(access.purpose, access.purpose)),
            "at": access.at,
        }
        for access in views_of.accesses(matter.subject)
    ]
