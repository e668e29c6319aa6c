"""The suggestions that the figures of this module speak of, and the names of their parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from lianxin.kernel.figures.question import Question
from lianxin.kernel.words import N_
from lianxin.work.suggestions.models import CHANNELS

GROUP = N_("人民建议")
SPLITS = ("place", "channel", "unit", "month")


def suggestions(question: Question) -> QuerySet[Any]:
    return question.matters().filter(kind="suggestion")


def received(question: Question) -> QuerySet[Any]:
    """Each that came, also those merged later; not those that turned out to be something else and were handed over."""
    return suggestions(question).filter(question.within("opened_at")).exclude(outcome="sent_on")


def decided(question: Question) -> QuerySet[Any]:
    return suggestions(question).filter(question.within("suggestion__decided_at"))


def channel_names() -> Mapping[str, str]:
    return {code: str(name) for code, name in CHANNELS.items()}


LABELS = {"channel": channel_names}
"""No split by author: who it was is counted as a figure of its own, never beside place and month."""
