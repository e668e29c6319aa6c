"""A clue that is typed in, and the whole file of an item."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.access.gate import staff
from lianxin.kernel.matters import numbers, shown
from lianxin.kernel.ui.render import render
from lianxin.work.sessions import actions
from lianxin.work.sessions import shown as session_shown
from lianxin.work.sessions.forms.meetings import Typed
from lianxin.work.sessions.models import CHANNELS, SessionItem
from lianxin.work.sessions.pages.session import attempt
from lianxin.work.sessions.queries import items


@staff("sessions.clue")
def enter(request: HttpRequest) -> HttpResponse:
    """Writes down a clue. With a person behind it, their tracking code is shown once."""
    form = Typed(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: actions.enter(form.clue(), actor=request.actor))
        if made is not None:
            messages.success(request, _("已登记，编号 %(number)s。") % {"number": made.number})
            if form.cleaned_data["name"] or form.cleaned_data["phone"]:
                messages.info(request, _("本人的查询码：%(code)s") % {"code": numbers.shown_code(made.tracking_code)})
            return redirect(shown.address(made.number))
    context = {
        "form": form,
        "title": _("登记解忧线索"),
        "back": "matters:work",
        "back_args": [],
        "lead": _("困扰群众、一个单位解决不了的问题，提到例会上来。"),
    }
    return render(request, "sessions/form.html", context, status=422 if form.errors else 200)


@staff("matters.read")
def file(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about an item in the order of the eight steps."""
    try:
        item = items.item_of(request.actor, number)
    except SessionItem.DoesNotExist as missing:
        raise Http404 from missing
    matter = item.matter
    told = items.file_of(matter)
    context = {
        "matter": matter,
        "item": item,
        "steps": session_shown.steps(),
        "step": session_shown.step_of(matter),
        "channel": CHANNELS.get(matter.channel, matter.channel),
        "outcome": session_shown.outcome(matter.outcome),
        "back": reverse("matters:matter", args=[number]),
        "talks": told["talks"],
        "shares": told["shares"],
        "visits": told["visits"],
        "points": [
            {
                "title": session_shown.title(point.session),
                "href": session_shown.address_for(request.actor, point.session),
                "at": point.session.at,
                "result": point.get_result_display(),
                "conclusion": point.conclusion,
                "decisions": [session_shown.decision(each) for each in point.decisions.all()],
            }
            for point in told["points"]
        ],
    }
    return render(request, "sessions/item.html", context)
