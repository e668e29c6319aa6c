"""Clues, items and tasks: by door, once, resolved, in time; and how far the loop is really gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.figures.definition import WHOLE, Definition, Listed
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import ITEM, LEAD, PERCENT, STEP
from lianxin.kernel.matters import shown
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.modules import registry
from lianxin.kernel.words import N_
from lianxin.work.sessions.flow import STEPS
from lianxin.work.sessions.models import CHANNELS, AgendaItem

GROUP = N_("解忧事项")
ROOT = Coalesce("root_id", "pk")
CANCELLED = Q(outcome="given_up")


def door_names() -> Mapping[str, str]:
    return {code: str(name) for code, name in CHANNELS.items()}


LABELS: Mapping[str, Callable[[], Mapping[str, str]]] = {"channel": door_names}


def _items(question: Question) -> QuerySet[Any]:
    return question.matters().filter(kind="session_item")


def clues(question: Question) -> QuerySet[Any]:
    """Every clue, by whatever door: one that was joined into another came all the same."""
    return _items(question).filter(question.within("opened_at"))


def once(question: Question) -> QuerySet[Any]:
    """One item of a family: what came by several doors is the first that was opened."""
    before = _family().filter(kind="session_item", pk__lt=OuterRef("pk")).exclude(outcome="merged")
    return clues(question).exclude(outcome="merged").alias(family_root=ROOT).filter(~Exists(before))


def _family() -> QuerySet[Matter]:
    """Matters of the family of the row outside; needs ``family_root`` there. Sealed ones are in no figure."""
    rows = Matter.objects.unscoped(reason="whether the same problem is already counted; nothing of it is shown")
    return rows.alias(own_root=ROOT).filter(own_root=OuterRef("family_root")).exclude(secrecy="C4")


def resolved(level: str) -> Callable[[Question], QuerySet[Any]]:
    """Decided at a session of this level and ended as solved in the period; a problem counts once."""

    def records(question: Question) -> QuerySet[Any]:
        decided = AgendaItem.objects.unscoped(reason="whether a session decided it").filter(
            matter=OuterRef("pk"), result="decided", session__level=level
        )
        earlier = _family().filter(
            kind="session_item",
            outcome="solved",
            session_item__level=level,
            closed_at__isnull=False,
            pk__lt=OuterRef("pk"),
        )
        rows = _items(question).filter(question.within("closed_at"), outcome="solved", session_item__level=level)
        return rows.alias(family_root=ROOT).filter(Exists(decided), ~Exists(earlier))

    return records


def tasks(question: Question) -> QuerySet[Any]:
    return question.matters().filter(question.within("opened_at"), kind="session_task")


def _clocks(question: Question) -> QuerySet[Deadline]:
    """Clocks of tasks that ran out in the period, or were met before they could."""
    ran_out = Q(met_at__isnull=True, stopped_at__isnull=True, paused_at__isnull=True, due_at__lt=question.now)
    stopped_late = Q(met_at__isnull=True, stopped_at__gt=F("due_at"))
    ours = Deadline.objects.filter(question.within("due_at"), name="perform")
    return ours.filter(Q(met_at__isnull=False) | ran_out | stopped_late).order_by()


def due(question: Question) -> QuerySet[Any]:
    rows = question.matters().filter(kind="session_task").exclude(CANCELLED)
    return rows.filter(pk__in=_clocks(question).values("matter"))


def in_time(question: Question) -> list[tuple[Q, Any]]:
    late = _clocks(question).filter(Q(met_at__gt=F("due_at")) | Q(met_at__isnull=True))
    return [(~Q(pk__in=late.values("matter")), WHOLE)]


def overdue(question: Question) -> QuerySet[Any]:
    rows = question.matters().filter(kind="session_task", closed_at__isnull=True)
    return rows.filter(due_at__lt=question.now)


def steps_made(question: Question) -> QuerySet[Any]:
    """Every entering of a step by an item in the period."""
    events = Event.objects.unscoped(reason="steps of items that the question may count")
    made = events.filter(question.within("at"), to_state__in=STEPS, matter__in=_items(question).values("pk"))
    return made.exclude(from_state=F("to_state")).order_by()


def listed_steps(rows: Sequence[Event]) -> list[Listed]:
    heads = {
        row.pk: row
        for row in Matter.objects.unscoped(reason="heads of the steps counted").filter(
            pk__in={event.matter_id for event in rows}
        )
    }
    flow = registry.flow("session_item")
    return [
        Listed(
            heads[event.matter_id].title,
            shown.address(heads[event.matter_id].number),
            heads[event.matter_id].number,
            heads[event.matter_id].place_path,
            _(flow.state(event.to_state).label),
        )
        for event in rows
    ]


WHERE = ("place", "channel", "unit", "month")
ITEMS = (
    Definition(id="session_clues", label=N_("解忧线索"), unit=LEAD, kind="count", group=GROUP, labels=LABELS,
               records=clues, splits=WHERE, beside=("session_items",),
               meaning=N_("时段内由各个渠道来的解忧线索条数，每来一次计一条；后来并入同一事项的也计，归在它来的渠道。")),
    Definition(id="session_items", label=N_("解忧事项（去重）"), unit=ITEM, kind="count", group=GROUP, labels=LABELS,
               records=once, splits=WHERE, beside=("session_clues",),
               meaning=N_("时段内新开的解忧事项件数。同一个问题由几个渠道来、已并入同一事项的，只计一件，归在最早的那件。")),
    Definition(id="F142", label=N_("市级研究解决事项"), unit=ITEM, kind="count", group=GROUP, labels=LABELS,
               records=resolved("city"), time="closed_at", splits=WHERE, beside=("F141", "F144"),
               meaning=N_("经市级例会议定、时段内办结且结果为“已解决”的事项件数；同一个问题只计一件。"
                          "没有解决的、会上说明情况的不计。"), source=N_("公开报道：市级研究解决事项70项")),
    Definition(id="F144", label=N_("县级研究解决事项"), unit=ITEM, kind="count", group=GROUP, labels=LABELS,
               records=resolved("county"), time="closed_at", splits=WHERE, beside=("F143", "F142"),
               meaning=N_("经县级例会议定、时段内办结且结果为“已解决”的事项件数；同一个问题只计一件。"),
               source=N_("公开报道：各县（市、区）研究解决事项370项")),
    Definition(id="F145", label=N_("周“解忧”闭环步骤"), unit=STEP, kind="distinct", group=GROUP, records=steps_made,
               measure=F("to_state"), listed=listed_steps, time="at", unit_field="matter__holder", splits=("month",),
               meaning=N_("时段内实际走过的不同步骤数。闭环共八步；八步都有事项走过，才是八。"
                          "n 是事项进入各步骤的次数。"), source=N_("公开报道：线索征集到事后回访的八步闭环")),
    Definition(id="session_tasks", label=N_("会议交办任务"), unit=ITEM, kind="count", group=GROUP, labels=LABELS,
               records=tasks, splits=WHERE, beside=("session_tasks_on_time", "session_tasks_overdue"),
               meaning=N_("时段内由会议决定交办的任务件数。一个事项可以有几项任务。")),
    Definition(id="session_tasks_on_time", label=N_("会议任务按期完成率"), unit=PERCENT, kind="rate", group=GROUP,
               labels=LABELS, records=due, credit=in_time, time="", splits=("place", "channel", "unit"),
               denominator=N_("会议定的期限在时段内到期的任务：按期完成＋超期完成＋超期未完成"),
               beside=("session_tasks", "session_tasks_overdue"),
               meaning=N_("期限在时段内到期的任务中，责任单位在期限内报告完成并附凭证的占比；撤销的任务不计。")),
    Definition(id="session_tasks_overdue", label=N_("会议任务现在超期"), unit=ITEM, kind="count", group=GROUP,
               labels=LABELS, records=overdue, period="now", splits=("place", "channel", "unit"),
               beside=("session_tasks", "session_tasks_on_time"),
               meaning=N_("现在还没有报告完成、会议定的期限已过的任务件数。")),
)  # fmt: skip
