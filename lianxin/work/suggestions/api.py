"""Suggestions, the studies of units and calls for programs."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.api.kinds import offer_entry, offer_kind
from lianxin.kernel.api.matters import Whole
from lianxin.kernel.matters import queries as matters
from lianxin.kernel.matters.models import Matter
from lianxin.work.suggestions import actions, queries
from lianxin.work.suggestions.actions.calling import open_call
from lianxin.work.suggestions.flow import CALL, STUDIES, SUGGESTION
from lianxin.work.suggestions.forms.staff import AtDesk, NewCall
from lianxin.work.suggestions.models import Practice, Study

router = Router()


class Studied(Schema):
    """What one unit says; opinion is empty until it answers."""

    number: str
    unit: str | None
    opinion: str
    text: str


class Became(Schema):
    """What a suggestion has become. item: the item of a session that stays linked."""

    shape: str
    use: str
    title: str
    reference: str
    in_force_on: str | None
    is_done: bool
    item: str | None


class WholeSuggestion(Whole):
    """call: number of the call that it answers; none for a daily one. decision: whole, part, not, or empty."""

    reason: str
    proposal: str
    call: str | None
    author_kind: str
    summary: str
    decision: str
    decision_text: str
    decided_at: str | None
    fed_back_at: str | None
    practised_at: str | None
    studies: list[Studied]
    practices: list[Became]


class WholeStudy(Whole):
    """suggestion: number of the suggestion that is studied."""

    suggestion: str | None
    reason: str
    proposal: str
    opinion: str
    text: str


class WholeCall(Whole):
    """Days are inclusive. came: how many suggestions."""

    background: str
    way: str
    opens_on: str
    ends_on: str
    result: str
    published_at: str | None
    came: int


TOLD = ("reason", "proposal", "author_kind", "summary", "decision", "decision_text")
MOMENTS = ("decided_at", "fed_back_at", "practised_at")
CALLED = ("background", "way", "opens_on", "ends_on", "result", "published_at")


def of_suggestion(matter: Matter, actor: Actor) -> dict[str, Any]:
    told = queries.particulars(matter)
    return {
        **{name: getattr(told, name) for name in TOLD + MOMENTS},
        "call": told.call.matter.number if told.call else None,
        "studies": [_studied(study) for study in queries.studies(matter)],
        "practices": [_became(row, actor) for row in queries.practices(matter)],
    }


def _studied(study: Study) -> dict[str, Any]:
    unit = study.matter.holder.code if study.matter.holder else None
    return {"number": study.matter.number, "unit": unit, "opinion": study.opinion, "text": study.text}


def _became(row: Practice, actor: Actor) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("shape", "use", "title", "reference", "in_force_on", "is_done")}
    return {**told, "item": matters.number_for(actor, row.item) or None}


def of_study(matter: Matter, actor: Actor) -> dict[str, Any]:
    """With the words of the suggestion, as the page of the study shows them."""
    study = Study.objects.visible_to(actor).get(matter=matter)
    about = queries.particulars(matter.parent) if matter.parent else None
    return {
        "suggestion": matters.number_for(actor, matter.parent) or None,
        "reason": about.reason if about else "",
        "proposal": about.proposal if about else "",
        "opinion": study.opinion,
        "text": study.text,
    }


def of_call(matter: Matter, actor: Actor) -> dict[str, Any]:
    call = queries.call_of(matter)
    return {**{name: getattr(call, name) for name in CALLED}, "came": queries.codes_of_call(call).count()}


def _enter(form: AtDesk, actor: Actor) -> Matter:
    return actions.enter_at_desk(form.entry(), actor=actor).suggestion.matter


def _draft(form: NewCall, actor: Actor) -> Matter:
    return open_call(form.wanted(), actor=actor, place_path=form.cleaned_data["place"]).matter


offer_kind(router, SUGGESTION, at="/suggestions", shape=WholeSuggestion, more=of_suggestion)
offer_entry(router, SUGGESTION, AtDesk, at="/suggestions", permission="suggestions.enter", enter=_enter)
offer_kind(router, STUDIES, at="/suggestion-studies", shape=WholeStudy, more=of_study)
offer_kind(router, CALL, at="/suggestion-calls", shape=WholeCall, more=of_call)
offer_entry(router, CALL, NewCall, at="/suggestion-calls", permission="suggestions.publish", enter=_draft)
