"""查进展 of an item: where it stands in the eight steps, what is told of it, and the person's own word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.matters import tracking
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.modules import registry
from lianxin.kernel.ui.render import render
from lianxin.work.sessions import actions, rules, shown
from lianxin.work.sessions.flow import STEPS
from lianxin.work.sessions.forms.fields import words
from lianxin.work.sessions.models import SessionItem
from lianxin.work.sessions.queries import items
from lianxin.work.sessions.queries import page as kept

YES_NO = [("1", gettext_lazy("解决了")), ("0", gettext_lazy("没有解决"))]


class Word(forms.Form):
    """The person's own word on a return visit."""

    solved = forms.ChoiceField(
        label=gettext_lazy("问题解决了吗"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选择解决了还是没有解决。")},
    )
    text = words(gettext_lazy("还想说什么"), required=False, rows=3)


class Again(forms.Form):
    text = words(gettext_lazy("哪里没有解决"), rows=3)


def page(request: HttpRequest, matter: Matter, verb: str) -> HttpResponse:
    """The page behind the tracking code of an item; with a verb, what the person does. Staff have been turned away."""
    if matter.kind != "session_item":
        raise Http404  # a task has no page of its own outside
    if not verb:
        return _shown(request, matter)
    form = _form(request, matter, verb)
    if form.is_valid():
        try:
            _act(matter, verb, form.cleaned_data, request)
        except MoveRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("requests:track", matter.tracking_code)
    return _shown(request, matter, failed={verb: form}, status=422)


def _form(request: HttpRequest, matter: Matter, verb: str) -> forms.Form:
    if verb not in _verbs(matter):
        raise Http404
    classes: dict[str, type[forms.Form]] = {"say": Word, "reopen": Again, "withdraw": forms.Form}
    return classes[verb](request.POST)


def _verbs(matter: Matter) -> set[str]:
    """What the person may do now."""
    open_moves = {move.name for move in moves_open_to(matter, tracking.actor_by_code(matter))}
    verbs = open_moves & {"withdraw"}
    if "confirm" in open_moves:
        return verbs | {"say"}
    item = kept.item(matter)
    may_go_on = matter.state == "closed" and item.struck_at and rules.may_reopen(matter.closed_at, timezone.now())
    return verbs | {"reopen"} if may_go_on else verbs


def _act(matter: Matter, verb: str, told: dict[str, Any], request: HttpRequest) -> None:
    person = tracking.actor_by_code(matter)
    if verb == "withdraw":
        actions.withdraw(matter, actor=person)
        messages.success(request, _("已经撤回。"))
    elif verb == "reopen" or told.get("solved") == "0":
        actions.reopen(matter, actor=person, text=told["text"] or _("没有解决"))
        messages.success(request, _("已经退回继续办。"))
    else:
        actions.confirm(matter, actor=person, text=told["text"])
        messages.success(request, _("谢谢，您的话已经记下。"))


def _shown(
    request: HttpRequest, matter: Matter, *, failed: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    item, is_staff = kept.item(matter), request.actor.is_staff
    verbs = set() if is_staff else _verbs(matter)
    blank: dict[str, forms.Form] = {
        "say": Word(auto_id="say_%s"),
        "reopen": Again(auto_id="reopen_%s"),
        "withdraw": forms.Form(),
    }
    context = {
        "matter": matter,
        "item": item,
        "is_staff": is_staff,
        "steps": shown.steps(),
        "step": shown.step_of(matter),
        "stands": _stands(matter, item),
        "outcome": shown.outcome(matter.outcome or item.outcome),
        "forms": {verb: blank[verb] for verb in verbs} | (failed or {}),
        "onward": tracking.goes_on_as(matter),
        "shares": items.shares_of(matter),
        "lines": [
            {
                "at": line.at,
                "label": _(line.label),
                "who": _("您") if line.by_person else line.unit,
                "unit": "",
                "note": line.text,
                "kind": "move",
            }
            for line in reversed(tracking.public_timeline(matter))
        ],
    }
    response = render(request, "sessions/public/item.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response


def _stands(matter: Matter, item: SessionItem) -> str:
    """Where it stands, in one line."""
    if matter.duplicate_of_id:
        return _("和别人反映的是同一件事，已经并在一起办。")
    if matter.state == "closed":
        return _("已经办结：%(outcome)s") % {"outcome": shown.outcome(matter.outcome)}
    if matter.state == "visited":
        return _("已经回访过，解决了没有，您说了算")
    label = _(registry.flow(matter.kind).state(matter.state).label)
    return _("正在办：第 %(n)d 步，%(step)s") % {"n": STEPS.index(matter.state) + 1, "step": label}
