"""Put into practice: as a rule, a programme item, or an item of the weekly session that stays linked (SUG-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.suggestions import queries, rules
from lianxin.work.suggestions.actions.registering import own
from lianxin.work.suggestions.models import Practice


@dataclass(frozen=True, slots=True)
class Became:
    """What a suggestion has become. ``reference``: the number of the document or of the item."""

    shape: str
    use: str
    title: str
    reference: str = ""
    in_force_on: date | None = None


@audit.together()
def practise(
    matter: Matter, *, actor: Actor, became: Became, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Ends an adopted suggestion: what it has become, and how the person can see it."""
    if became.shape not in {rules.RULE, rules.PROGRAMME}:
        raise MoveRefused(N_("请选择转化为制度文件还是工作项目；例会议题请用“列入例会”。"), field="shape")
    if became.use not in rules.USES:
        raise MoveRefused(N_("请选择转化方式。"), field="use")
    if not became.title.strip():
        raise MoveRefused(N_("请写文件或项目的名称。"), field="title")
    moment = at or timezone.now()

    def keep(row: Matter) -> None:
        Practice.objects.create(
            matter=row,
            shape=became.shape,
            use=became.use,
            title=became.title.strip()[:200],
            reference=became.reference.strip()[:80],
            in_force_on=became.in_force_on,
            at=moment,
        )
        own(row).update(practised_at=moment)

    return perform(
        matter,
        "practise",
        actor=actor,
        at=moment,
        version=version,
        public_note=text,
        outcome="solved",
        adjust=keep,
        data={"title": became.title},
    )


@audit.together()
def to_session(
    matter: Matter, *, actor: Actor, use: str, text: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Hands an adopted suggestion to the session as an item; the suggestion stays open beside it. Returns the item."""
    if not queries.takes_session_items():
        raise MoveRefused(N_("这里还没有例会模块。"))
    if use not in rules.USES:
        raise MoveRefused(N_("请选择转化方式。"), field="use")
    row = perform(matter, "to_session", actor=actor, at=at, version=version, public_note=text)
    item = relations.hand_over(row, to_kind=queries.SESSION, actor=actor, note=text)
    Practice.objects.create(
        matter=row,
        shape=rules.SESSION,
        use=use,
        title=item.title,
        reference=item.number,
        item=item,
        is_done=False,
        at=at or timezone.now(),
    )
    return item


def session_done(matter: Matter, *, item: Matter, at: datetime) -> Matter:
    """The session has solved its item: the suggestion is in practice."""

    def keep(row: Matter) -> None:
        _linked(row, item).update(is_done=True)
        own(row).update(practised_at=at)

    return perform(
        matter,
        "session_done",
        actor=SYSTEM,
        at=at,
        outcome="solved",
        adjust=keep,
        public_note=item.title,
        data={"item": item.number},
    )


def session_again(matter: Matter, *, item: Matter, at: datetime) -> Matter:
    """The session's item was not solved after all: the suggestion is in practice no more, and waits for it again."""

    def keep(row: Matter) -> None:
        _linked(row, item).update(is_done=False)
        own(row).update(practised_at=None)

    return perform(
        matter,
        "session_again",
        actor=SYSTEM,
        at=at,
        adjust=keep,
        clocks=queries.limits("practise"),
        data={"item": item.number},
    )


def session_back(matter: Matter, *, item: Matter, at: datetime) -> Matter:
    """The session ended its item without solving it: the office goes on looking for another way."""
    return perform(matter, "session_back", actor=SYSTEM, at=at, data={"item": item.number})


def _linked(row: Matter, item: Matter) -> QuerySet[Any]:
    return Practice.objects.unscoped(reason="own rows under lock").filter(matter=row, item=item)
