"""Adopted wholly, in part or not, with a reason; the decision is the reply (信访工作条例 Art. 29, SUG-05)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.suggestions import queries, rules
from lianxin.work.suggestions.actions.registering import own
from lianxin.work.suggestions.models import Suggestion

REASON = N_("请写明理由，让提出的人看得懂（至少 %(least)d 个字）。")


def adopt(
    matter: Matter, *, actor: Actor, decision: str, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Adopts wholly or in part; ``text`` tells the person what, and for a part why no more."""
    if decision not in {rules.WHOLE, rules.PART}:
        raise MoveRefused(N_("请选择全部采纳还是部分采纳。"), field="decision")
    return _decide(matter, "adopt", actor, decision, text, version, at)


def not_adopt(
    matter: Matter, *, actor: Actor, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Does not adopt, and says why."""
    return _decide(matter, "not_adopt", actor, rules.NOT, text, version, at)


@audit.together()
def _decide(
    matter: Matter, move: str, actor: Actor, decision: str, text: str, version: int | None, at: datetime | None
) -> Matter:
    if not rules.is_reason(text):
        raise MoveRefused(REASON, field="public_note", least=rules.MIN_REASON)
    moment = at or timezone.now()

    def keep(row: Matter) -> None:
        waiting = queries.open_studies(row).count()
        if waiting:
            raise MoveRefused(N_("还有 %(count)d 个单位没有提出意见，不能先作决定。"), count=waiting)
        told = own(row).get()
        told.decision, told.decision_text, told.decided_at = decision, text, moment
        told.decided_by_unit_id = actor.unit_id
        told.save(update_fields=["decision", "decision_text", "decided_at", "decided_by_unit"])

    row = perform(
        matter,
        move,
        actor=actor,
        at=moment,
        version=version,
        public_note=text,
        adjust=keep,
        clocks=queries.limits("practise"),
        outcome="explained" if decision == rules.NOT else "",
        data={"decision": decision},
    )
    _feed_back(row, moment)
    return row


def _feed_back(row: Matter, moment: datetime) -> None:
    """The authors of daily ones, also of those merged, have been told now; those of a call are told together."""
    told = [row.pk, *(merged.pk for merged in queries.merged_into(row))]
    daily = Suggestion.objects.unscoped(reason="every author is told").filter(pk__in=told, fed_back_at__isnull=True)
    daily.filter(call__isnull=True).update(fed_back_at=moment)


@audit.together()
def shelve(
    matter: Matter, *, actor: Actor, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Adopted, but it could not be put into practice; the person reads why."""
    if not rules.is_reason(text):
        raise MoveRefused(REASON, field="public_note", least=rules.MIN_REASON)
    return perform(matter, "shelve", actor=actor, at=at, version=version, public_note=text, outcome="given_up")


def commend(
    matter: Matter, *, actor: Actor, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """An outstanding suggestion is commended, without naming anybody (Shanghai Art. 16, SUG-09)."""

    def keep(row: Matter) -> None:
        if not own(row).filter(decision__in=(rules.WHOLE, rules.PART)).exists():
            raise MoveRefused(N_("只有采纳了的建议可以表扬。"))
        if not own(row).filter(commended_at__isnull=True).update(commended_at=at or timezone.now()):
            raise MoveRefused(N_("已经表扬过了。"))

    return perform(matter, "commend", actor=actor, at=at, version=version, public_note=text, adjust=keep)
