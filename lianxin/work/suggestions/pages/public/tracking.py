"""What the holder of a code sees of their suggestion, and does: agree or not, evaluate, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.kernel.matters import contacts, tracking
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.ui.render import render
from lianxin.kernel.words import N_
from lianxin.work.suggestions import actions, public_queries, queries, rules, standing
from lianxin.work.suggestions.forms.public import Evaluate, Words
from lianxin.work.suggestions.models import Suggestion
from lianxin.work.suggestions.public_queries import Tracked

FORMS: dict[str, type[Form]] = {"agree": Form, "disagree": Words, "evaluate": Evaluate, "withdraw": Form}
THANKS = {
    "agree": N_("已经移交。还是用这个查询码看进展。"),
    "disagree": N_("记下了，不移交。"),
    "evaluate": N_("谢谢，您的评价已经记下。"),
    "withdraw": N_("已经撤回。"),
}
ACTS: dict[str, Callable[[Tracked, Form], Any]] = {
    "agree": lambda found, form: actions.agree(found.matter, actor=found.actor),
    "disagree": lambda found, form: actions.disagree(found.matter, actor=found.actor, text=form.cleaned_data["text"]),
    "withdraw": lambda found, form: actions.withdraw(found.matter, actor=found.actor),
    "evaluate": lambda found, form: actions.evaluate(
        found.matter, actor=found.actor, grade=form.cleaned_data["grade"], comment=form.cleaned_data["comment"]
    ),
}


def page(request: HttpRequest, matter: Matter, verb: str) -> HttpResponse:
    """The page behind a code; with a verb, what the person does. Studies and calls have none."""
    if matter.kind != "suggestion":
        raise Http404
    found = public_queries.tracked(matter)
    if not verb:
        return _shown(request, found)
    if verb not in FORMS:
        raise Http404
    form = FORMS[verb](request.POST)
    if form.is_valid():
        try:
            ACTS[verb](found, form)
        except MoveRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _(THANKS[verb]))
            return redirect("requests:track", matter.tracking_code)
    return _shown(request, found, failed={verb: form}, status=422)


def _shown(
    request: HttpRequest, found: Tracked, *, failed: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    is_staff = request.actor.is_staff  # type: ignore[attr-defined]
    verbs = set() if is_staff else _verbs(found)
    stands = standing.standing(found.main, None if found.is_merged else found.own.due)  # type: ignore[attr-defined]
    practices = queries.practices(found.main.matter) if found.main.decision in {rules.WHOLE, rules.PART} else []
    context = {
        "found": found,
        "matter": found.matter,
        "own": found.own,
        "is_staff": is_staff,
        "stands": stands,
        "steps": [_(step) for step in stands.steps],
        "answer": _answer(found),
        "lines": _lines(found),
        "forms": {name: FORMS[name](auto_id=f"{name}_%s") for name in verbs} | (failed or {}),
        "practices": practices,
        "onward": tracking.goes_on_as(found.matter),
        "readings": contacts.readings(found.matter) if found.own.has_contact else None,  # type: ignore[attr-defined]
    }
    response = render(request, "suggestions/public/track.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _verbs(found: Tracked) -> set[str]:
    moves = {move.name for move in moves_open_to(found.matter, found.actor)} & FORMS.keys()
    return moves | {"evaluate"} if found.may_evaluate else moves


def _answer(found: Tracked) -> dict[str, str] | None:
    """The feedback; for one that was merged, that of the other, without long numbers. None before there is one."""
    main: Suggestion = found.main
    if not main.decision:
        return None
    text = tracking.without_numbers(main.decision_text) if found.is_merged else main.decision_text
    return {"decision": _(rules.DECISIONS[main.decision]), "text": text}


def _lines(found: Tracked) -> list[dict[str, Any]]:
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
        for line in reversed(tracking.public_timeline(found.matter))
    ]
