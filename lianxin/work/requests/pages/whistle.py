"""A community calls departments, and then sees who must be there by when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import staff
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters import queries, shown
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.ui.render import render
from lianxin.work.requests import actions, queries_desk
from lianxin.work.requests.forms.staff import Whistled
from lianxin.work.requests.pages.entry import boundaries


@staff("requests.whistle")
def whistle(request: HttpRequest) -> HttpResponse:
    """The form: what, where, and whom to call. The request and its calls are one transaction."""
    form = Whistled(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            matter = actions.call_from_community(
                form.entry(title=told["title"]), actor=request.actor, units=form.called(), note=told["note"]
            )
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("已吹哨，各单位会收到通知。"))
            return redirect("requests:whistled", matter.number)
    return render(
        request, "requests/whistle.html", {"form": form, "boundaries": boundaries()}, status=422 if form.errors else 200
    )


@staff("requests.whistle")
def whistled(request: HttpRequest, number: str) -> HttpResponse:
    """Who was called, who has reported, and by when the others must."""
    try:
        matter = queries.matter(request.actor, number)
    except Matter.DoesNotExist as missing:
        raise Http404 from missing
    calls = [_call(call, clocks) for call, clocks in queries_desk.calls_of(matter)]
    return render(request, "requests/whistled.html", {"matter": matter, "calls": calls})


def _call(call: Matter, clocks: dict[str, Deadline]) -> dict[str, Any]:
    state = shown.state_of(call.kind, call.state)
    lamp, text = shown.lamp_of(call.due_at, call.closed_at, call.waiting, timezone.now())
    due = {name: clock.due_at for name, clock in clocks.items()}
    return {
        "call": call,
        "href": shown.address(call.number),
        "state": state,
        "lamp": lamp,
        "lamp_text": text,
        "report_by": due.get("report"),
        "answer_by": due.get("answer"),
        "reported_at": clocks["report"].met_at if "report" in clocks else None,
    }
