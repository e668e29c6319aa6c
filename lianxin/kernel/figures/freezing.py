"""Signing a figure, and computing a signed one again from its frozen query (RULES 12.5, invariant 9)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.figures import answers, catalogue
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.models import Frozen
from lianxin.kernel.figures.periods import Period, parse
from lianxin.kernel.figures.question import Question, territory
from lianxin.kernel.figures.values import Value
from lianxin.kernel.places import tree
from lianxin.kernel.words import N_

STORED = Decimal("0.000001")


class NotSignable(ValueError):
    """Nothing was signed; ``str()`` is a sentence for the person who tried."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)

    def __str__(self) -> str:
        return _(self.sentence)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """value: what the frozen query gives now. same_number, same_records: whether it is what was signed.

    same_definition: False when the definition has changed since; then the numbers may rightly differ.
    """

    value: Value
    same_number: bool
    same_records: bool
    same_definition: bool

    @property
    def is_same(self) -> bool:
        return self.same_number and self.same_records and self.same_definition


@transaction.atomic
def freeze(
    definition: Definition,
    *,
    actor: Actor,
    place_path: str,
    period: Period,
    note: str = "",
    corrects: Frozen | None = None,
    **filters: str,
) -> Frozen:
    """Signs the number of a whole place. Raises Denied without ``figures.sign`` and ``matters.read`` there.

    Nothing is typed: the number is computed here. Raises NotSignable for how things stand now, for a period that
    is not over, and for a group too small to be shown.
    """
    _check_signer(actor, place_path)
    moment = timezone.now()
    period = Question(territory(place_path), period, now=moment).put_to(definition).period
    _check(definition, period, moment)
    scope: dict[str, Any] = {"actor": territory(place_path), "place_path": place_path, "period": period, "now": moment}
    given: dict[str, Any] = {**scope, **filters}
    value = answers.value(definition, **given)
    if value.withheld:
        raise NotSignable(N_("评价不足5份，不能签发。"))
    frozen: Frozen = Frozen.objects.create(
        figure=definition.id,
        version=definition.version,
        meaning=_wording(definition),
        place_path=place_path,
        place_name=tree.name(place_path) or _("全部"),
        period=period.text,
        filters=dict(filters),
        asked_at=moment,
        number=_stored(value.number),
        unit=value.unit.code,
        n=value.n,
        part=value.part,
        digest=_digest(answers.records(definition, **given)),
        note=note[:200],
        signed_by_id=actor.user_id,
        signer_name=actor.name,
        signer_unit=actor.unit_name,
        corrects=corrects,
    )
    facts = {"figure": definition.id, "version": definition.version, "period": period.text, "n": value.n}
    facts["number"] = str(frozen.number)
    audit.record(actor, "figures.sign", subject=f"frozen:{frozen.pk}", place_path=place_path, detail=facts)
    return frozen


def _check_signer(actor: Actor, place_path: str) -> None:
    for permission in ("figures.sign", "matters.read"):
        actor.require(permission, place_path)
    if actor.user_id is None:
        raise Denied("figures.sign")


def recompute(frozen: Frozen) -> Recomputed:
    """Puts the frozen query again. Raises catalogue.UnknownFigure when its module is gone."""
    definition = catalogue.definition(frozen.figure)
    scope: dict[str, Any] = {
        "actor": territory(frozen.place_path),
        "place_path": frozen.place_path,
        "period": parse(frozen.period),
        "now": frozen.asked_at,
    }
    value = answers.value(definition, **scope, **frozen.filters)
    number = _stored(value.number)
    return Recomputed(
        value=value,
        same_number=(number, value.n, value.part) == (frozen.number, frozen.n, frozen.part),
        same_records=_digest(answers.records(definition, **scope, **frozen.filters)) == frozen.digest,
        same_definition=(definition.version, _wording(definition)) == (frozen.version, frozen.meaning),
    )


def _check(definition: Definition, period: Period, moment: Any) -> None:
    if definition.period == "now":
        raise NotSignable(N_("现时情况随时在变，不能签发；请签发按时段统计的指标。"))
    if period.end > moment:
        raise NotSignable(N_("时段还没有结束，不能签发。"))


def _wording(definition: Definition) -> str:
    return "\n".join(filter(None, (definition.meaning, definition.remark, definition.denominator, definition.variant)))


def _stored(number: int | Decimal | None) -> Decimal | None:
    return None if number is None else Decimal(number).quantize(STORED)


def _digest(rows: QuerySet[Any]) -> str:
    found = hashlib.sha256()
    for pk in rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5000):
        found.update(b"%d\n" % pk)
    return found.hexdigest()
