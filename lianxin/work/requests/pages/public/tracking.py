"""查进展: by code and without a log-in, what is being done, by whom, until when, and who read one's number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianxin.kernel.access.gate import public
from lianxin.kernel.matters import contacts, tracking
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.ui.render import render
from lianxin.work.requests import actions, public_queries, rules, standing
from lianxin.work.requests.forms.public import Code, Rate, Words
from lianxin.work.requests.pages.public import throttle, told
from lianxin.work.requests.pages.public.rating import staff_refused, word_of
from lianxin.work.requests.public_queries import Tracked

FORMS: dict[str, type[Form]] = {"supply": Words, "rate": Rate, "reopen": Words, "withdraw": Form}


@public
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The field for the code. A code that opens nothing is said so here, not on a lost page."""
    if throttle.has_missed_often(request):
        return throttle.slow_down(request)
    form = Code(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if public_queries.tracked(code) is not None or _of_another_kind(code) is not None:
            return redirect("requests:track", code)
        throttle.miss(request)
        form.add_error("code", _("没有这个查询码，请核对每一个字母和数字。"))
    return render(request, "requests/public/enter.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
@require_safe
def track(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that the holder of the code may know; a follower reads less and does nothing."""
    found = _found(request, code, "")
    return found if isinstance(found, HttpResponse) else _page(request, found)


@public
@never_cache
@require_POST
def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """The person supplies, rates, reopens or withdraws. Staff are refused, also with the right code (ETH-11)."""
    if request.actor.is_staff:  # type: ignore[attr-defined]
        return staff_refused(request)
    found = _found(request, code, verb)
    if isinstance(found, HttpResponse):
        return found
    if verb not in FORMS or not found.is_own:
        raise Http404
    form = FORMS[verb](request.POST)
    if form.is_valid():
        try:
            ACTS[verb](found, form)
        except MoveRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _(told.THANKS[verb]))
            return redirect("requests:track", found.code)
    return _page(request, found, failed={verb: form}, status=422)


ACTS: dict[str, Callable[[Tracked, Form], Any]] = {
    "supply": lambda found, form: actions.supply(found.matter, actor=found.actor, text=form.cleaned_data["text"]),
    "reopen": lambda found, form: actions.reopen(found.matter, actor=found.actor, text=form.cleaned_data["text"]),
    "withdraw": lambda found, form: actions.withdraw(found.matter, actor=found.actor),
    "rate": lambda found, form: actions.rate_by_code(found.matter, word_of(form), actor=found.actor),
}


def _found(request: HttpRequest, code: str, verb: str) -> Tracked | HttpResponse:
    """What the code opens; for a matter of another kind the answer of its own module."""
    if throttle.has_missed_often(request):
        return throttle.slow_down(request)
    found = public_queries.tracked(code)
    if found is not None:
        return found
    other = _of_another_kind(code)
    if other is None:
        throttle.miss(request)
        raise Http404
    return other(request, verb)


def _of_another_kind(code: str) -> Callable[[HttpRequest, str], HttpResponse] | None:
    """The public page behind the code of a matter that is no request; None when there is none."""
    matter = tracking.matter_by_code(code)
    page = tracking.page_of(matter) if matter is not None else None
    return None if page is None else lambda request, verb: page(request, matter, verb)


def _page(
    request: HttpRequest, found: Tracked, *, failed: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    is_staff = request.actor.is_staff  # type: ignore[attr-defined]
    verbs = set() if is_staff or not found.is_own else _verbs(found)
    forms = {verb: FORMS[verb](auto_id=f"{verb}_%s") for verb in verbs} | (failed or {})
    shown, lines = public_queries.photos(found), told.lines(found)
    context = {
        "found": found,
        "matter": found.matter,
        "main": found.main,
        "is_staff": is_staff,
        "forms": forms,
        "stands": public_queries.stands(found, timezone.now()),
        "steps": [_(step) for step in standing.STEPS],
        "reopen_until": standing.reopen_until(found.matter),
        "lines": lines,
        "question": told.question(lines),
        "answer": told.answer(found),
        "own_photos": told.photos(found, [row for row in shown if row.uploaded_by_kind != "staff"]),
        "answer_photos": told.photos(found, [row for row in shown if row.uploaded_by_kind == "staff"]),
        "readings": contacts.readings(found.matter) if found.is_own and found.matter.has_contact else None,
        "parts": _parts(found) if found.matter.has_parts else [],
    }
    response = render(request, "requests/public/track.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _parts(found: Tracked) -> list[dict[str, str]]:
    return told.parts(public_queries.parts(found.matter), is_own=found.is_own)


def _verbs(found: Tracked) -> set[str]:
    """What the person may do now. After an end: rate if nobody has, or ask to go on."""
    matter, now = found.matter, timezone.now()
    open_moves = {move.name for move in moves_open_to(matter, found.actor)}
    verbs = open_moves & {"supply", "withdraw"}
    may_go_on = standing.may_reopen(matter, now)
    is_answered = matter.request.round > 0 and not matter.is_rated
    if is_answered and (matter.state == "answered" or (may_go_on and matter.outcome in rules.STAFF_OUTCOMES)):
        return verbs | {"rate"}
    return verbs | {"reopen"} if may_go_on else verbs
