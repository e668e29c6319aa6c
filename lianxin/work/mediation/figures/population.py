"""The disputes that the figures speak of, and the names of their parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel.figures.question import Question
from lianxin.kernel.words import N_
from lianxin.work.mediation.queries.disputes import types
from lianxin.work.mediation.words import SOURCES

GROUP = N_("矛盾调解")
SAID = N_("当事人评价")
HOME = ("place", "category", "channel", "unit", "month")

MEDIATED = Q(dispute__started_at__isnull=False) & Q(dispute__result__in=("agreement", "failed", "stopped"))
"""Mediation was begun and has ended. What was lifted, handed over or joined goes on elsewhere and is not yet ended."""

AGREED = Q(dispute__result="agreement")
FROM_PETITIONS = Q(channel="petition_office") | Q(channel="handover", parent__kind="petition")


def disputes(question: Question) -> QuerySet[Any]:
    return question.matters().filter(kind="dispute")


def came(question: Question) -> QuerySet[Any]:
    """Registered in the period by any door; the same dispute that came twice is counted once (the joined one not)."""
    return disputes(question).filter(question.within("opened_at")).exclude(dispute__result="joined")


def mediated(question: Question) -> QuerySet[Any]:
    return disputes(question).filter(MEDIATED, question.within("dispute__ended_at"))


def agreed(question: Question) -> QuerySet[Any]:
    return disputes(question).filter(AGREED, question.within("dispute__agreed_at"))


def type_names() -> Mapping[str, str]:
    return types()


def source_names() -> Mapping[str, str]:
    return {code: _(label) for code, label in SOURCES.items()}


LABELS = {"category": type_names, "channel": source_names}
