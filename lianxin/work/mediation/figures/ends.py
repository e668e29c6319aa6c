"""How mediation ended: agreements and their amounts, by studio, by alliance, by level and type, of petitions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.question import Question
from lianxin.kernel.figures.units import ITEM, YUAN
from lianxin.kernel.words import N_
from lianxin.work.mediation.figures.population import AGREED, FROM_PETITIONS, GROUP, LABELS, agreed, disputes, mediated


def agreed_with(condition: Q) -> Callable[[Question], QuerySet[Any]]:
    return lambda question: agreed(question).filter(condition)


def petitions_mediated(question: Question) -> QuerySet[Any]:
    return mediated(question).filter(FROM_PETITIONS)


def settled_in_studio(question: Question) -> QuerySet[Any]:
    """Laid to rest in the period by an agreement in a studio."""
    rows = disputes(question).filter(AGREED, question.within("closed_at"))
    return rows.filter(dispute__body__kind="studio")


_COMMON: dict[str, Any] = {"group": GROUP, "labels": LABELS, "time": "dispute__agreed_at"}

ENDS = (
    Definition(
        id="mediated",
        label=N_("调解终结"),
        unit=ITEM,
        kind="count",
        records=mediated,
        group=GROUP,
        labels=LABELS,
        time="dispute__ended_at",
        beside=("F062", "mediation_success"),
        meaning=N_(
            "时段内调解终结的矛盾纠纷：开始过调解，并以达成协议、调解不成或者当事人要求终止结束。"
            "没有开始就有一方不同意的、提级和移送的不计。"
        ),
    ),
    Definition(
        id="F062",
        label=N_("成功调解纠纷"),
        unit=ITEM,
        kind="count",
        records=agreed,
        beside=("mediated", "mediation_success"),
        meaning=N_("时段内经调解达成协议的矛盾纠纷，书面和口头都计，按协议生效登记的时间计。"),
        source=N_("公开报道：累计成功调解各类纠纷3772件"),
        **_COMMON,
    ),
    Definition(
        id="F063",
        label=N_("成功调解涉及金额"),
        unit=YUAN,
        kind="sum",
        records=agreed,
        measure="dispute__amount_fen",
        beside=("F062",),
        meaning=N_("时段内经调解达成协议的矛盾纠纷，登记的涉及金额之和（不是协议给付的金额）。"),
        source=N_("公开报道：涉及金额1.57亿元"),
        **_COMMON,
    ),
    Definition(
        id="F086",
        label=N_("工作室化解纠纷"),
        unit=ITEM,
        kind="count",
        records=settled_in_studio,
        group=GROUP,
        labels=LABELS,
        time="closed_at",
        beside=("mediation_response", "mediation_closure", "mediation_satisfaction"),
        meaning=N_("时段内办结、由调解工作室调解并达成协议的矛盾纠纷；办结以回访为准。"),
        source=N_("公开报道：老党员矛盾纠纷调解工作室化解30余件"),
    ),
    Definition(
        id="F095",
        label=N_("化解重大矛盾纠纷"),
        unit=ITEM,
        kind="count",
        records=agreed_with(Q(dispute__level="major")),
        beside=("F062",),
        meaning=N_("时段内经调解达成协议、级别为“重大”的矛盾纠纷。级别说的是事情，不是人。"),
        source=N_("公开报道：化解4起重大矛盾纠纷"),
        **_COMMON,
    ),
    Definition(
        id="F096",
        label=N_("化解居民邻里纠纷"),
        unit=ITEM,
        kind="count",
        records=agreed_with(Q(category__startswith="neighbour")),
        beside=("F062",),
        meaning=N_("时段内经调解达成协议、类型为“邻里”的矛盾纠纷。"),
        splits=("place", "channel", "unit", "month"),
        source=N_("公开报道：7起居民邻里纠纷"),
        **_COMMON,
    ),
    Definition(
        id="F097",
        label=N_("化解业委会纠纷"),
        unit=ITEM,
        kind="count",
        records=agreed_with(Q(category__startswith="property_service.owners")),
        beside=("F062",),
        meaning=N_("时段内经调解达成协议、类型为“物业—业主委员会”的矛盾纠纷。"),
        splits=("place", "channel", "unit", "month"),
        source=N_("公开报道：1起业委会纠纷"),
        **_COMMON,
    ),
    Definition(
        id="F126",
        label=N_("调解联盟化解纠纷"),
        unit=ITEM,
        kind="count",
        records=agreed_with(Q(dispute__body__kind="alliance")),
        beside=("F062",),
        meaning=N_("时段内由调解联盟调解并达成协议的矛盾纠纷。"),
        source=N_("公开报道：樊九平式调解联盟先后化解2000多起"),
        **_COMMON,
    ),
    Definition(
        id="F139",
        label=N_("调解信访事项"),
        unit=ITEM,
        kind="count",
        records=petitions_mediated,
        group=GROUP,
        labels=LABELS,
        time="dispute__ended_at",
        beside=("F140",),
        meaning=N_("时段内调解终结、由信访事项移交或者由信访部门委托移送的矛盾纠纷。"),
        source=N_("公开报道：调解信访事项1983件"),
    ),
)
