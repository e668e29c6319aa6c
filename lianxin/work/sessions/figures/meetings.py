"""Sessions held and documents adopted, by level and kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet

from lianxin.kernel.figures.definition import Definition, Listed
from lianxin.kernel.figures.question import READ, Question
from lianxin.kernel.figures.units import DOCUMENT, ORDINAL, TIME
from lianxin.kernel.places.paths import under
from lianxin.kernel.words import N_
from lianxin.work.sessions import shown
from lianxin.work.sessions.kinds import counted_by
from lianxin.work.sessions.models import Document, Session

GROUP = N_("会议")
HELD = Q(state__in=(Session.HELD, Session.APPROVED))
Records = Callable[[Question], QuerySet[Any]]


def held(question: Question) -> QuerySet[Any]:
    """Sessions that were held in the period, in the places that the reader may see."""
    rows = Session.objects.visible_to(question.actor, permission=READ, attending=False).filter(HELD)
    return _there(question, rows.filter(question.within("at")))


def _there(question: Question, rows: QuerySet[Any]) -> QuerySet[Any]:
    narrowed = rows.filter(under("place_path", question.place_path)) if question.place_path else rows
    return narrowed.order_by()


def held_of(figure: str, level: str = "") -> Records:
    """Of the kinds that the pack counts under this figure, at one level or at all."""

    def records(question: Question) -> QuerySet[Any]:
        rows = held(question).filter(kind__in=counted_by(figure))
        return rows.filter(level=level) if level else rows

    return records


def latest(question: Question) -> QuerySet[Any]:
    """The weekly session of the highest number among those held at the place itself until the end of the period."""
    path = question.place_path or _top(question)
    rows = Session.objects.visible_to(question.actor, permission=READ, attending=False).filter(
        HELD, kind__in=counted_by("F133"), place_path=path, number__isnull=False, at__lt=question.period.end
    )
    return rows.filter(pk__in=rows.order_by("-number", "-pk").values("pk")[:1]).order_by()


def _top(question: Question) -> str:
    paths = question.actor.paths(READ)
    return paths[0] if len(paths) == 1 else ""


def adopted(question: Question) -> QuerySet[Any]:
    """Documents that sessions adopted in the period."""
    rows = Document.objects.visible_to(question.actor, permission=READ, above=False)
    first, last = question.period.first, question.period.last
    return _there(question, rows.filter(adopted_on__gte=first, adopted_on__lte=last))


def adopted_by_conferences(question: Question) -> QuerySet[Any]:
    return adopted(question).filter(agenda_item__session__kind__in=counted_by("F106"))


def listed(rows: Sequence[Session]) -> list[Listed]:
    return [
        Listed(shown.title(row), shown.address(row), place_path=row.place_path, sub=f"{row.at:%Y-%m-%d}")
        for row in rows
    ]


def listed_documents(rows: Sequence[Document]) -> list[Listed]:
    lines = [(row, shown.document(row)) for row in rows]
    return [Listed(row.name, line["href"], row.number, row.place_path, f"{row.adopted_on}") for row, line in lines]


SPLITS = ("place", "unit", "month")
_MEETING: dict[str, Any] = {
    "unit": TIME,
    "kind": "count",
    "group": GROUP,
    "listed": listed,
    "time": "at",
    "unit_field": "body__convener",
    "splits": SPLITS,
}
COUNTED = N_("已召开的才计，取消的不计；按召开日期归期。哪些会议计入由城市包的会议种类表写明。")

MEETINGS = (
    Definition(id="sessions_held", label=N_("召开会议"), records=held, meaning=N_("时段内召开的各种会议次数。"),
               remark=COUNTED, **_MEETING),
    Definition(id="F141", label=N_("市级周“解忧”会议"), records=held_of("F141", "city"), beside=("F142", "F143"),
               meaning=N_("时段内市级召开周“解忧”例会的次数。"), remark=COUNTED,
               source=N_("公开报道：市级召开会议52次"), **_MEETING),
    Definition(id="F143", label=N_("县级周“解忧”会议"), records=held_of("F143", "county"), beside=("F144", "F141"),
               meaning=N_("时段内各县（市、区）召开周“解忧”例会的次数之和。"), remark=COUNTED,
               source=N_("公开报道：各县（市、区）召开会议206次"), **_MEETING),
    Definition(id="F105", label=N_("“两新”工委全体会议"), records=held_of("F105"),
               meaning=N_("时段内召开“两新”工委全体会议的次数。"), remark=COUNTED,
               source=N_("公开报道：市委“两新”工委2025年第一次全体会议"), **_MEETING),
    Definition(id="F133", label=N_("周“解忧”会议次序"), unit=ORDINAL, kind="sum", group=GROUP, records=latest,
               measure=F("number"), listed=listed, time="at", unit_field="body__convener", splits=("month",),
               meaning=N_("所选地点本级到时段末最近一次周“解忧”例会是第几次。编号连续，取消的会议不占号；"
                          "次序不能相加，下级各自编号。"), source=N_("公开报道：服务群众周“解忧”第十六次会议")),
    Definition(id="F106", label=N_("联席会议审议通过的文件"), unit=DOCUMENT, kind="count", group=GROUP,
               records=adopted_by_conferences, listed=listed_documents, time="agenda_item__session__at",
               unit_field="agenda_item__session__body__convener", splits=SPLITS,
               meaning=N_("时段内行业协会商会联席会议审议通过的文件份数；修订后的新版本另计一份。"),
               source=N_("公开报道：联席会议审议通过工作规则、监管事项清单、指导任务清单")),
    Definition(id="documents_adopted", label=N_("审议通过的文件"), unit=DOCUMENT, kind="count", group=GROUP,
               records=adopted, listed=listed_documents, time="agenda_item__session__at",
               unit_field="agenda_item__session__body__convener", splits=SPLITS,
               meaning=N_("时段内各种会议审议通过的文件份数；修订后的新版本另计一份。")),
)  # fmt: skip
