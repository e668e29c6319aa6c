"""The public page of a call: topic, way, term; then its result, the end of each suggestion, the evaluation."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lianxin.kernel.access.gate import public
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.ui import throttle
from lianxin.kernel.ui.render import render
from lianxin.work.suggestions import actions, public_queries, queries, rules
from lianxin.work.suggestions.forms.public import EvaluateByCode
from lianxin.work.suggestions.models import SuggestionCall
from lianxin.work.suggestions.pages.public.home import line


@public
@never_cache
@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """A call that has been published; drafts are not there."""
    return _page(request, _found(pk), EvaluateByCode())


@public
@never_cache
@require_POST
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """Without a log-in, once for each code. Staff are refused, also with a right code (ETH-11)."""
    found = _found(pk)
    if request.actor.is_staff or found.result_at is None:  # type: ignore[attr-defined]
        raise Http404
    if throttle.has_missed_often(request):
        return throttle.slow_down(request)
    form = EvaluateByCode(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.evaluate_by_code(
                found,
                told["code"],
                actor=request.actor,
                grade=told["grade"],  # type: ignore[attr-defined]
                comment=told["comment"],
            )
        except MoveRefused as refused:
            if refused.field == "code":
                throttle.miss(request)
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("谢谢，您的评价已经记下。"))
            return redirect("suggestions:call", found.pk)
    return _page(request, found, form)


def _found(pk: int) -> SuggestionCall:
    found = queries.published_call(pk)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: SuggestionCall, form: EvaluateByCode) -> HttpResponse:
    rows = public_queries.ends_of_call(found)
    practices, today = queries.practices_of(rows), timezone.localdate()
    grades = public_queries.grades_of_call(found) if found.result_at else None
    context = {
        "call": found,
        "form": form,
        "k": settings.K_ANONYMITY,
        "is_open": found.matter.state == "open" and rules.is_open_on(today, found.opens_on, found.ends_on),
        "came": public_queries.bands({"came": found.came})["came"],  # type: ignore[attr-defined]
        "rows": [line(row, practices.get(row.pk, [])) for row in rows],
        "grades": [(_(label), grades[code]) for code, label in rules.GRADES.items()] if grades else [],
        "may_evaluate": found.result_at is not None and not request.actor.is_staff,  # type: ignore[attr-defined]
    }
    return render(request, "suggestions/public/call.html", context, status=422 if form.errors else 200)
