"""``lianxin figures list`` and ``lianxin figures show ID --place CODE --from D --to D [--json]``"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from typing import Any

from django.utils.translation import gettext as _

from lianxin.kernel.figures.catalogue import UnknownFigure, catalogue, definition
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.periods import BadPeriod, span
from lianxin.kernel.figures.values import Value


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=["list", "show"])
    parser.add_argument("id", nargs="?", default="")
    parser.add_argument("--place", default="", help="code, name or path of the place; none: everywhere")
    parser.add_argument("--from", dest="first", type=dt.date.fromisoformat, help="first day, 2026-01-01")
    parser.add_argument("--to", dest="last", type=dt.date.fromisoformat, help="last day, included")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    if options.verb == "list":
        facts = [described(each) for each in catalogue().values()]
        print(json.dumps(facts, ensure_ascii=False, indent=1) if options.json else "\n".join(map(_line, facts)))
        return 0
    if not (options.id and options.first and options.last):
        print("lianxin figures show ID --from DAY --to DAY [--place CODE] [--json]", file=sys.stderr)
        return 2
    return _show(options)


def described(figure: Definition) -> dict[str, Any]:
    """A definition as plain words: what is counted, in what, from what, how often."""
    return {
        "id": figure.id,
        "label": _(figure.label),
        "kind": figure.kind,
        "unit": _(figure.unit.label),
        "denominator": _(figure.denominator) if figure.denominator else "",
        "period": figure.period,
        "meaning": _(figure.meaning),
        "remark": _(figure.remark) if figure.remark else "",
        "source": figure.source,
        "splits": list(figure.splits),
        "version": figure.version,
    }


def _line(facts: dict[str, Any]) -> str:
    head = f"{facts['id']}  {facts['label']}（{facts['unit']}）"
    parts = [
        facts["meaning"],
        facts["remark"],
        _("分母：%(of)s") % {"of": facts["denominator"]} if facts["denominator"] else "",
    ]
    return "\n    ".join([head, *(part for part in parts if part)])


def _show(options: argparse.Namespace) -> int:
    from lianxin.kernel.figures import answers
    from lianxin.kernel.figures.question import territory

    try:
        figure, period, path = definition(options.id), span(options.first, options.last), _path(options.place)
    except UnknownFigure:
        return _refuse(_("没有这个指标：%(id)s；lianxin figures list 列出全部指标。") % {"id": options.id})
    except BadPeriod:
        return _refuse(_("期间的首日不能晚于末日。"))
    if path is None:
        return _refuse(_("没有这个地点：%(code)s") % {"code": options.place})
    value = answers.value(figure, territory(path), path, period)
    facts = {
        "id": figure.id,
        "label": _(figure.label),
        "place": path,
        "from": str(period.first),
        "to": str(period.last),
    }
    facts |= _numbers(figure, value)
    print(json.dumps(facts, ensure_ascii=False) if options.json else _sentence(facts))
    return 0


def _numbers(figure: Definition, value: Value) -> dict[str, Any]:
    """A rate of fewer than ten is given as counts, one of too few not at all."""
    shown = (
        value.number is not None and not value.withheld and (value.is_percent or figure.kind not in {"rate", "product"})
    )
    return {
        "unit": _(figure.unit.label),
        "value": float(value.number) if shown and value.number is not None else None,
        "text": value.exact if shown else "—",
        "part": float(value.part) if value.part is not None and not value.withheld else None,
        "n": None if value.withheld else value.n,
        "withheld": value.withheld,
    }


def _sentence(facts: dict[str, Any]) -> str:
    lines = [f"{facts['id']}  {facts['label']}  {facts['from']} – {facts['to']}  {facts['place']}"]
    lines.append(f"{facts['text']} {facts['unit']}" if facts["text"] != "—" else "—")
    if facts["part"] is not None:
        lines.append(f"{facts['part']:g} / {facts['n']}")
    elif facts["n"] is not None:
        lines.append(f"n = {facts['n']}")
    return "\n".join(lines)


def _path(place: str) -> str | None:
    """The path of a place given by code, name or path; None when there is none."""
    from lianxin.kernel.places import tree

    if not place:
        return ""
    found = tree.get(place) or tree.find(place) or next(iter(tree.search(place, limit=1)), None)
    return found.path if found else None


def _refuse(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
