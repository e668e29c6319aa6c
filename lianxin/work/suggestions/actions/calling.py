"""Calls: published with topic, way and term (SUG-03), ended, and answered to the public (SUG-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.kernel import audit, search
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import open_matter, perform
from lianxin.kernel.words import N_
from lianxin.work.suggestions import queries, rules
from lianxin.work.suggestions.flow import CALL
from lianxin.work.suggestions.models import Suggestion, SuggestionCall

SENTENCES = {
    "topic": N_("请写征集的议题。"),
    "way": N_("请写提出建议的途径和方式。"),
    "term": N_("请写征集期限：截止日期不能早于开始日期。"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a call asks. Days are inclusive."""

    topic: str
    background: str
    way: str
    opens_on: date
    ends_on: date


@audit.together()
def open_call(
    wanted: Wanted, *, actor: Actor, place_path: str, holder: Unit | None = None, at: datetime | None = None
) -> SuggestionCall:
    """Drafts a call for a place; nobody outside sees it before it is published."""
    actor.require("suggestions.publish", place_path)
    problems = rules.call_problems(wanted.topic, wanted.way, wanted.opens_on, wanted.ends_on)
    if problems:
        raise MoveRefused(SENTENCES[problems[0]], field="ends_on" if problems[0] == "term" else problems[0])
    matter = open_matter(
        actor=actor,
        kind=CALL.kind,
        title=wanted.topic.strip(),
        place_path=place_path,
        channel="call",
        holder=holder or queries.office_at(place_path),
        at=at,
        is_public=False,
    )
    call = SuggestionCall.objects.create(
        matter=matter,
        background=wanted.background.strip(),
        way=wanted.way.strip(),
        opens_on=wanted.opens_on,
        ends_on=wanted.ends_on,
    )
    search.index("matter", matter.pk, f"{matter.number} {matter.title} {call.background}")
    return call


def publish(matter: Matter, *, actor: Actor, version: int | None = None, at: datetime | None = None) -> Matter:
    """Tells the public; refused when the term is over already."""
    moment = at or timezone.now()

    def keep(row: Matter) -> None:
        call = queries.call_of(row)
        if call.ends_on < timezone.localdate(moment):
            raise MoveRefused(N_("截止日期已经过了，请另拟一次征集。"))
        _own(row).update(published_at=moment)

    return perform(matter, "publish", actor=actor, at=moment, version=version, adjust=keep, changes={"is_public": True})


def prolong(
    matter: Matter, *, actor: Actor, until: date, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """A later last day, with the reason told."""
    today = timezone.localdate(at or timezone.now())

    def keep(row: Matter) -> None:
        if not rules.may_prolong(queries.call_of(row).ends_on, until, today):
            raise MoveRefused(N_("新的截止日期要晚于原来的，而且征集还没有截止。"), field="until")
        _own(row).update(ends_on=until)

    return perform(
        matter,
        "prolong",
        actor=actor,
        at=at,
        version=version,
        public_note=text,
        adjust=keep,
        data={"until": until.isoformat()},
    )


def end(matter: Matter, *, actor: Actor, text: str, version: int | None = None, at: datetime | None = None) -> Matter:
    """Ends a call before its last day, with the reason told."""
    return perform(
        matter, "end", actor=actor, at=at, version=version, public_note=text, clocks=queries.limits("result")
    )


def run_out(matter: Matter, *, at: datetime) -> Matter:
    """The last day is over."""
    return perform(matter, "run_out", actor=SYSTEM, at=at, clocks=queries.limits("result"))


@audit.together()
def publish_result(
    matter: Matter, *, actor: Actor, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """The collective feedback: only when every suggestion of the call has been decided or has ended otherwise."""
    moment = at or timezone.now()
    call = queries.call_of(matter)
    came = Suggestion.objects.unscoped(reason="result of a call").filter(call=call)

    def keep(row: Matter) -> None:
        left = queries.undecided_of(call)
        if left:
            raise MoveRefused(N_("还有 %(count)d 条建议没有作出决定，不能先公布结果。"), count=left)
        _own(row).update(result=text, result_at=moment)
        told = Suggestion.objects.unscoped(reason="everybody is told together").filter(call=call)
        told.filter(fed_back_at__isnull=True).update(fed_back_at=moment)

    return perform(
        matter,
        "publish_result",
        actor=actor,
        at=moment,
        version=version,
        public_note=text,
        adjust=keep,
        outcome=rules.end_of_call(came.values_list("decision", flat=True)),
    )


def drop(matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None) -> Matter:
    """A draft that is not published after all."""
    return perform(matter, "drop", actor=actor, at=at, version=version, note=note, outcome="given_up")


def _own(row: Matter) -> QuerySet[Any]:
    return SuggestionCall.objects.unscoped(reason="own particulars under lock").filter(matter=row)
