"""The matters that the figures of this module speak of. Sealed ones are in no figure (RULES ETH-04)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from lianxin.kernel.figures.question import Question
from lianxin.kernel.words import N_
from lianxin.work.petitions.models import DOORS

CARRIED = N_("信访代办")
IN_TIME = N_("信访代办时效")
SAID = N_("信访人评价")
RECEIVED = N_("领导接访")
KEPT = N_("信访代办网络")

SPLITS = ("place", "channel", "unit", "month")


def petitions(question: Question) -> QuerySet[Any]:
    return question.matters().filter(kind="petition")


def opened(question: Question) -> QuerySet[Any]:
    return petitions(question).filter(question.within("opened_at"))


def ended(question: Question) -> QuerySet[Any]:
    return petitions(question).filter(question.within("closed_at"))


def receptions(question: Question) -> QuerySet[Any]:
    return question.matters().filter(kind="reception")


def door_names() -> Mapping[str, str]:
    return {code: str(label) for code, label in DOORS.items()}


LABELS = {"channel": door_names}
