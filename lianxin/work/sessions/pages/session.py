"""One session: its agenda, who came, what was decided and adopted, and what the convener does with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters import shown as matter_shown
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.ui.render import render
from lianxin.work.sessions import actions, shown
from lianxin.work.sessions.forms import meetings as asked
from lianxin.work.sessions.models import Attendance, Session
from lianxin.work.sessions.queries import sessions as queries

READ, CONVENE, APPROVE, DOCUMENTS = "sessions.read", "sessions.convene", "sessions.approve", "sessions.documents"


@staff(READ)
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one session on one page."""
    row = found(request, pk)
    points = shown.points(queries.agenda(row))
    context = {
        "session": row,
        "line": shown.line(row),
        "points": points,
        "people": queries.attendance(row),
        "came_choices": Attendance.CAME,
        "may": rights(request.actor, row),
        "waiting": [(each, matter_shown.address(each.number)) for each in _waiting(request.actor, row)],
        "to_give": sum(not each["href"] for point in points if not point["number"] for each in point["decisions"]),
    }
    return render(request, "sessions/session.html", context)


def found(request: HttpRequest, pk: int) -> Session:
    try:
        return queries.session(request.actor, pk)
    except Session.DoesNotExist as missing:
        raise Http404 from missing


def _waiting(actor: Actor, row: Session) -> list[Any]:
    is_open = row.state in {Session.PLANNED, Session.HELD} and actor.may(CONVENE, row.place_path)
    return queries.waiting_items(actor, row) if is_open else []


def rights(actor: Actor, row: Session) -> dict[str, bool]:
    """What the buttons of the page are drawn by; the actions check again."""
    convenes = actor.may(CONVENE, row.place_path)
    planned, held = row.state == Session.PLANNED, row.state == Session.HELD
    return {
        "change": convenes and (planned or held),
        "hold": convenes and planned,
        "cancel": convenes and planned,
        "agenda": convenes and (planned or held),
        "order": convenes and planned,
        "decide": convenes and held,
        "minutes": convenes and held,
        "came": convenes and held,
        "approve": held and actor.may(APPROVE, row.place_path),
        "adopt": row.state in {Session.HELD, Session.APPROVED} and actor.may(DOCUMENTS, row.place_path),
        "give": convenes and row.state in {Session.HELD, Session.APPROVED},
    }


@staff(CONVENE)
def new(request: HttpRequest) -> HttpResponse:
    """Plans a session; its number is given at once."""
    form = asked.Planned(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: actions.plan(form.plan(), actor=request.actor))
        if made is not None:
            messages.success(request, _("已安排：%(title)s。") % {"title": shown.title(made)})
            return redirect("sessions:session", made.pk)
    return form_page(request, form, _("安排会议"), "sessions:sessions")


@staff(CONVENE)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    initial = {"topic": row.topic, "at": row.at, "venue": row.venue, "chair": row.chair, "version": row.version}
    form = asked.Changed(request.POST or None, initial=initial)

    def act(told: dict[str, Any]) -> Any:
        return actions.change(row, actor=request.actor, **told)

    return run(request, row, form, _("修改会议安排"), act, _("已修改。"))


@staff(CONVENE)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    form = asked.Cancelled(request.POST or None, initial={"version": row.version})

    def act(told: dict[str, Any]) -> Any:
        return actions.cancel(row, actor=request.actor, **told)

    return run(request, row, form, _("取消会议"), act, _("已取消，编号由下一次会议接上。"))


@staff(CONVENE)
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    initial = {"summary": row.summary, "findings": row.findings, "version": row.version}
    form = asked.Minutes(request.POST or None, initial=initial)

    def act(told: dict[str, Any]) -> Any:
        return actions.write_minutes(row, actor=request.actor, **told)

    return run(request, row, form, _("会议纪要"), act, _("已保存。"))


@staff(CONVENE)
@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    return told(
        request, row, lambda: actions.hold(row, actor=request.actor, version=version_of(request)), _("已记为召开。")
    )


@staff(APPROVE)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    return told(
        request, row, lambda: actions.approve(row, actor=request.actor, version=version_of(request)), _("纪要已审定。")
    )


@staff(CONVENE)
@require_POST
def give_out(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    return told(request, row, lambda: actions.give_out(row, actor=request.actor), _("任务已交办。"))


def version_of(request: HttpRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else None


def attempt(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the action gives; None after writing a refusal into the form. What is not theirs is not there."""
    try:
        return act()
    except MoveRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    except Denied as denied:
        raise Http404 from denied


def told(request: HttpRequest, row: Session, act: Callable[[], Any], done: str) -> HttpResponse:
    """A button that posts at once: the session's page again with what happened."""
    try:
        act()
    except MoveRefused as refusal:
        messages.warning(request, str(refusal))
    except Denied as denied:
        raise Http404 from denied
    else:
        messages.success(request, done)
    return redirect("sessions:session", row.pk)


def run(
    request: HttpRequest, row: Session, form: forms.Form, title: str, act: Callable[[dict[str, Any]], Any], done: str
) -> HttpResponse:
    """A form about one session: shown, or filled in and run."""
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: act(form.cleaned_data))
        if made is not None:
            messages.success(request, done)
            return redirect("sessions:session", row.pk)
    return form_page(request, form, title, "sessions:session", row)


def form_page(
    request: HttpRequest, form: forms.Form, title: str, back: str, row: Session | None = None, lead: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": back,
        "back_args": [row.pk] if row else [],
        "lead": lead or (shown.title(row) if row else ""),
    }
    return render(request, "sessions/form.html", context, status=422 if form.errors else 200)
