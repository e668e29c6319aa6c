"""The matters that the figures of this module speak of, and the names of their parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from lianxin.kernel.figures.question import Question
from lianxin.kernel.words import N_
from lianxin.work.requests.models import CHANNELS, Category, Request

CAME = N_("收到")
ENDED = N_("办结与解决")
IN_TIME = N_("时效")
SAID = N_("群众评价")

ONCE = Q(parent__isnull=True) | Q(channel="handover")
"""Parts into which a request was split are not counted beside it."""


def requests(question: Question) -> QuerySet[Any]:
    """Requests, parts of split ones included."""
    return question.matters().filter(kind="request")


def answered(question: Question) -> QuerySet[Any]:
    """Answered last in the period. The days lead the way: on a whole city they are far fewer than the places."""
    particulars = Request.objects.unscoped(reason="the days only; whose they are is decided by the matters")
    then = particulars.filter(question.within("answered_at")).order_by().values("matter")
    return requests(question).filter(pk__in=then)


def received(question: Question) -> QuerySet[Any]:
    return requests(question).filter(ONCE, question.within("opened_at"))


def ended(question: Question) -> QuerySet[Any]:
    """Closed in the period; a merged one ends with the one it was merged into."""
    return requests(question).filter(ONCE, question.within("closed_at")).exclude(outcome="merged")


def category_names() -> Mapping[str, str]:
    """The top categories: code → name. The codes of those below begin with theirs."""
    return dict(Category.objects.filter(parent__isnull=True).order_by("code").values_list("code", "name"))


def channel_names() -> Mapping[str, str]:
    return {code: str(name) for code, name in CHANNELS.items()}


LABELS = {"category": category_names, "channel": channel_names}
