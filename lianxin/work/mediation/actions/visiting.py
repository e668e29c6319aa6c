"""一事一回访: one return visit by who mediated, and each party's own word on it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import AlreadyDone, MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.mediation import rules
from lianxin.work.mediation.actions.handling import of
from lianxin.work.mediation.models import Party
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.words import DONE, GRADES, WAYS


def visit(
    matter: Matter,
    *,
    actor: Actor,
    way: str,
    done: str,
    note: str,
    has_relapsed: bool = False,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """The return visit, which lays the dispute to rest. way: key of WAYS; done: key of DONE.

    Solved only when everything was performed; else the matter ends as not solved, with the routes told.
    """
    if way not in WAYS or done not in DONE:
        raise MoveRefused(N_("请选择怎么回访、履行了没有。"), field="way")

    def write(row: Matter) -> None:
        responsible = queries.lead(row)
        user = responsible.mediator.user_id if responsible and responsible.mediator else None
        if not rules.may_visit(actor.user_id, user, is_over=row.state == "visiting"):
            raise MoveRefused(N_("谁调处、谁负责：回访由负责的调解员来做。"))
        dispute = of(row)
        dispute.visited_at, dispute.visited_by_id = at or timezone.now(), actor.user_id
        dispute.visit_way, dispute.visit_done, dispute.visit_note = way, done, note
        dispute.has_relapsed = has_relapsed
        dispute.save()

    outcome = "solved" if done == "full" and not has_relapsed else "given_up"
    return perform(matter, "visit", actor=actor, at=at, version=version, note=note, outcome=outcome, adjust=write)


def say(
    party: Party,
    *,
    actor: Actor,
    done: str,
    grade: str,
    comment: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """A party's own word: was it performed, is it content. Once. What staff write down is marked and not counted."""
    if done not in DONE or grade not in GRADES:
        raise MoveRefused(N_("请选择履行了没有、满意不满意。"), field="grade")

    def write(row: Matter) -> None:
        said = (
            Party.objects.unscoped(reason="word of a party under its matter's lock")
            .filter(pk=party.pk, word_at__isnull=True)
            .update(
                word_at=at or timezone.now(),
                word_done=done,
                word_grade=grade,
                word_comment=comment[:2000],
                word_is_assisted=actor.is_staff,
            )
        )
        if not said:
            raise AlreadyDone(N_("您已经说过了，谢谢。"))

    return perform(party.matter, "say", actor=actor, at=at, version=version, data={"party": party.label}, adjust=write)
