"""Merging that keeps every author's feedback; the person's own word and their withdrawal; supervision and remarks."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor, Denied, reporter
from lianxin.kernel.matters import tracking
from lianxin.kernel.matters.errors import AlreadyDone, MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import locked, perform
from lianxin.kernel.matters.relations import check_merge
from lianxin.kernel.words import N_
from lianxin.work.suggestions import queries, rules
from lianxin.work.suggestions.actions.registering import own
from lianxin.work.suggestions.models import Evaluation, SuggestionCall


@audit.together()
def merge(
    matter: Matter,
    *,
    into: Matter,
    actor: Actor,
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Makes a suggestion a duplicate of a similar one; its author is told all that becomes of the other."""
    check_merge(matter, into)
    moment = at or timezone.now()

    def keep(row: Matter) -> None:
        main = queries.particulars(queries.main_of(into))
        if own(row).get().call_id is None and main.decision:
            own(row).update(fed_back_at=moment)

    return perform(
        matter,
        "merge",
        actor=actor,
        at=moment,
        version=version,
        note=note,
        outcome="merged",
        adjust=keep,
        changes={"duplicate_of_id": into.pk},
        data={"into": into.number},
    )


@audit.together()
def withdraw(matter: Matter, *, actor: Actor, text: str = "", at: datetime | None = None) -> Matter:
    """The person takes the suggestion back; the units that study it are told to stop."""
    if not (actor.kind in {"reporter", "resident"} or actor.is_system):
        raise Denied("withdraw")
    for study in queries.open_studies(matter):
        perform(study, "cancel", actor=SYSTEM, at=at, note=N_("本人已撤回建议。"), outcome="withdrawn")
    return perform(matter, "withdraw", actor=actor, at=at, public_note=text, outcome="withdrawn")


@audit.together()
def evaluate(matter: Matter, *, actor: Actor, grade: str, comment: str = "", at: datetime | None = None) -> Evaluation:
    """What the author says of the feedback, once; by their own code, never by staff (SUG-04 公众评价)."""
    if actor.is_staff or actor.scopes is not None or actor.matter_id != matter.pk:
        raise Denied("evaluate")
    if grade not in rules.GRADES:
        raise MoveRefused(N_("请选择满意程度。"), field="grade")
    row = locked(matter.pk)
    if own(row).get().fed_back_at is None:
        raise MoveRefused(N_("还没有反馈，反馈之后再请您评价。"))
    try:
        with transaction.atomic():
            kept = Evaluation.objects.create(
                matter=row, grade=grade, comment=comment.strip()[:1000], at=at or timezone.now()
            )
    except IntegrityError as problem:
        raise AlreadyDone(N_("您已经评价过了，谢谢。")) from problem
    audit.record(actor, "suggestion.evaluate", subject=row.subject, place_path=row.place_path)
    return kept


def evaluate_by_code(call: SuggestionCall, code: str, *, actor: Actor, grade: str, comment: str = "") -> Evaluation:
    """On the page of a call: whoever holds the code of one of its suggestions, once for each code."""
    if actor.is_staff or actor.scopes is not None:
        raise Denied("evaluate")
    matter = tracking.matter_by_code(code)
    if matter is None or not queries.codes_of_call(call).filter(pk=matter.pk).exists():
        raise MoveRefused(N_("这个查询码不是这次征集的。请核对每一个字母和数字。"), field="code")
    return evaluate(matter, actor=reporter(matter.pk), grade=grade, comment=comment)


def supervise(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """督办 (Shanghai Art. 20): marked in lists, told to the holder."""
    return perform(
        matter,
        "supervise",
        actor=actor,
        at=at,
        version=version,
        note=note,
        changes={"supervised_at": at or timezone.now()},
    )


def remark(matter: Matter, *, actor: Actor, note: str, at: datetime | None = None) -> Matter:
    """A note for colleagues; nobody else sees it."""
    return perform(matter, "remark", actor=actor, at=at, note=note)
