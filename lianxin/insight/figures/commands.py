"""``lianxin figures``: every definition, or one number with its n, for people or as JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lianxin.insight.figures.wording import period_label, written
from lianxin.kernel.figures import answers, catalogue, periods
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.question import territory
from lianxin.kernel.figures.values import Value
from lianxin.kernel.places import tree


class UnknownPlace(LookupError):
    """No place has this code."""


def listing(*, as_json: bool = False) -> str:
    """Every definition in full, in the order of modules."""
    described = [_described(each) for each in catalogue.catalogue().values()]
    if as_json:
        return json.dumps(described, ensure_ascii=False, indent=1)
    return "\n\n".join(_paragraph(each) for each in described)


def shown(id: str, place: str, first: date, last: date, *, as_json: bool = False) -> str:
    """One figure for a place (code in any form, path or name; "" is everywhere) over days, both included.

    Raises UnknownFigure, UnknownPlace, BadPeriod. What lies in the place is counted, as a signed copy counts it.
    """
    definition, period, path = catalogue.definition(id), periods.span(first, last), _path(place)
    asked = answers.question(territory(path), path, period).put_to(definition)
    value = answers.values([definition], asked)[id]
    told = {
        "id": id,
        "label": _(definition.label),
        "place": path,
        "place_name": tree.name(path),
        "from": asked.period.first.isoformat(),
        "to": asked.period.last.isoformat(),
        "value": _plain(value),
        "unit": _(definition.unit.label),
        "n": None if value.withheld else value.n,
        "part": None if value.part is None else float(value.part),
        "withheld": value.withheld,
        "text": written(value).main,
        "newspaper": value.newspaper,
        "version": definition.version,
        "meaning": _(definition.meaning),
        "denominator": _words(definition.denominator),
    }
    if as_json:
        return json.dumps(told, ensure_ascii=False)
    where = tree.name(path) or _("全部")
    when = _("现在") if definition.period == "now" else period_label(asked.period)
    return "\n".join(
        (
            f"{told['label']}  {where}  {when}",
            f"  {written(value).main}  {written(value).sub}".rstrip(),
            f"  {told['meaning']}",
        )
    )


def _plain(value: Value) -> float | int | None:
    """The bare number, to one decimal; of a rate of fewer than ten there is none, only n and part."""
    return written(value).plain


def _path(place: str) -> str:
    if not place:
        return ""
    node = tree.get(place) or tree.find(place) or next(iter(tree.search(place, limit=1)), None)
    if node is None:
        raise UnknownPlace(place)
    return node.path


def _described(each: Definition) -> dict[str, Any]:
    return {
        "id": each.id,
        "label": _(each.label),
        "kind": each.kind,
        "unit": _(each.unit.label),
        "period": each.period,
        "meaning": " ".join(_(text) for text in (each.meaning, each.remark) if text),
        "denominator": _words(each.denominator),
        "variant": _words(each.variant),
        "splits": list(each.splits),
        "beside": list(each.beside),
        "smallest_group": each.group_min,
        "version": each.version,
        "source": _words(each.source),
    }


def _words(text: str) -> str:
    return _(text) if text else ""


def _paragraph(told: dict[str, Any]) -> str:
    lines = [f"{told['id']}  {told['label']}（{told['unit']}）", f"  {told['meaning']}"]
    if told["denominator"]:
        lines.append("  " + _("分母：%(text)s") % {"text": told["denominator"]})
    lines += [f"  {told[name]}" for name in ("variant", "source") if told[name]]
    return "\n".join(lines)
