"""A party's own page, by its own code: agree or not, choose who mediates, confirm the record, say the last word.

Staff who are signed in are refused: a party's answer is nobody else's to give (RULES ETH-11, ETH-16).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianxin.kernel.access.gate import public
from lianxin.kernel.matters import tracking
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.tracking import Onward
from lianxin.kernel.ui import throttle
from lianxin.kernel.ui.render import render
from lianxin.work.mediation import actions
from lianxin.work.mediation.forms import public as forms
from lianxin.work.mediation.models import Chosen
from lianxin.work.mediation.pages.public import told
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.queries import register
from lianxin.work.mediation.queries.disputes import Entrance

FORMS: dict[str, type[Form]] = {
    "agree": Form,
    "refuse": Form,
    "stop": Form,
    "withdraw": Form,
    "choose": forms.Choose,
    "recuse": forms.Recuse,
    "confirm": forms.Confirm,
    "say": forms.Say,
}


@public
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The field for the code."""
    if throttle.has_missed_often(request):
        return throttle.slow_down(request)
    form = forms.Code(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if queries.entrance(form.cleaned_data["code"]) is not None:
            return redirect("mediation:party", form.cleaned_data["code"])
        throttle.miss(request)
        form.add_error("code", _("没有这个查询码，请核对每一个字母和数字。"))
    return render(request, "mediation/public/enter.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that this party may know and do now."""
    found = _found(request, code)
    return found if isinstance(found, HttpResponse) else _page(request, found)


@public
@never_cache
@require_POST
def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """The party answers. Staff are refused, also with the right code."""
    if request.actor.is_staff:
        return render(request, "mediation/public/staff_refused.html", status=403)
    found = _found(request, code)
    if isinstance(found, HttpResponse):
        return found
    if verb not in FORMS:
        raise Http404
    form = _filled(verb, found, request.POST)
    if form.is_valid():
        try:
            ACTS[verb](found, form)
        except MoveRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _(told.THANKS[verb]))
            return redirect("mediation:party", code)
    return _page(request, found, failed={verb: form}, status=422)


def _choose(found: Entrance, form: Form) -> None:
    offered = {str(row.pk): row for row in register.menu(found.matter)}
    actions.choose(
        found.matter,
        actor=found.actor,
        mediator=offered.get(form.cleaned_data["mediator"]),
        name=form.cleaned_data["name"],
        party=found.party,
    )


def _recuse(found: Entrance, form: Form) -> None:
    chosen = {str(row.pk): row for row in queries.standing_mediators(found.matter)}
    actions.recuse(
        found.matter,
        chosen[form.cleaned_data["chosen"]],
        actor=found.actor,
        party=found.party,
        note=form.cleaned_data["note"],
    )


def _confirm(found: Entrance, form: Form) -> None:
    session = next((row for row in queries.sessions(found.matter) if row.order == form.cleaned_data["session"]), None)
    if session is None:
        raise MoveRefused
    actions.confirm_record(found.party, session, actor=found.actor)


def _say(found: Entrance, form: Form) -> None:
    data = form.cleaned_data
    actions.say(found.party, actor=found.actor, done=data["word_done"], grade=data["grade"], comment=data["comment"])


ACTS: dict[str, Callable[[Entrance, Form], Any]] = {
    "agree": lambda found, form: actions.agree(found.party, actor=found.actor),
    "refuse": lambda found, form: actions.refuse(found.party, actor=found.actor),
    "stop": lambda found, form: actions.stop(found.party, actor=found.actor),
    "withdraw": lambda found, form: actions.withdraw(found.party, actor=found.actor),
    "choose": _choose,
    "recuse": _recuse,
    "confirm": _confirm,
    "say": _say,
}


def _filled(
    verb: str, found: Entrance, data: Any = None, chosen: list[Chosen] | None = None, offered: list[Any] | None = None
) -> Form:
    form = FORMS[verb](data, auto_id=f"{verb}_%s")
    if verb == "choose":
        rows = register.menu(found.matter) if offered is None else offered
        form.fields["mediator"].choices = [(str(row.pk), told.mediator_line(row)) for row in rows]  # type: ignore[attr-defined]
    if verb == "recuse":
        rows = queries.standing_mediators(found.matter) if chosen is None else chosen
        form.fields["chosen"].choices = [(str(row.pk), told.chosen_name(row)) for row in rows]  # type: ignore[attr-defined]
    return form


def _found(request: HttpRequest, code: str) -> Entrance | HttpResponse:
    if throttle.has_missed_often(request):
        return throttle.slow_down(request)
    found = queries.entrance(code)
    if found is None:
        throttle.miss(request)
        raise Http404
    return found


def _onward(found: Entrance) -> list[Onward]:
    """Where a dispute that was sent on is handled now: for the party who brought it."""
    was_sent_on = found.matter.outcome == "sent_on" and found.party.side == "applicant"
    return tracking.goes_on_as(found.matter) if was_sent_on else []


def _page(
    request: HttpRequest, found: Entrance, *, failed: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    is_staff = request.actor.is_staff
    kept = told.known(found)
    verbs = set() if is_staff else told.verbs(found, kept)
    offered = register.menu(found.matter, kept.parties) if "choose" in verbs else []
    shown = {verb: _filled(verb, found, chosen=kept.standing, offered=offered) for verb in verbs} | (failed or {})
    every = {verb: shown.get(verb) for verb in FORMS}
    context = {
        "found": found,
        "matter": found.matter,
        "party": found.party,
        "is_staff": is_staff,
        "forms": every,
        "kept": kept,
        "onward": _onward(found),
        **told.page(found, kept),
    }
    response = render(request, "mediation/public/party.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
