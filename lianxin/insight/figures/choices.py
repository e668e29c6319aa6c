"""What the reader chose: place, period and filters, kept in the address and offered again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.insight.figures.wording import period_label
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.figures import answers, periods
from lianxin.kernel.figures.definition import Definition
from lianxin.kernel.figures.periods import BadPeriod, Period
from lianxin.kernel.figures.question import FILTERS, Question
from lianxin.kernel.places import tree
from lianxin.kernel.places.paths import ancestors, is_under
from lianxin.kernel.ui.lists import Filter, FilterBar

RECENT_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """place_path "" is all that is theirs. trail: (name, path) from the top down to the place chosen."""

    bar: FilterBar
    place_path: str
    place_name: str
    trail: list[tuple[str, str]]
    period: Period
    filters: dict[str, str]

    def question(self, actor: Actor) -> Question:
        given: dict[str, Any] = dict(self.filters)
        return answers.question(actor, self.place_path, self.period, **given)

    @property
    def period_label(self) -> str:
        return period_label(self.period)

    def address(self, **changes: Any) -> dict[str, str]:
        """The values of an address that asks the same again."""
        kept = {"place": self.place_path, "period": self.period.text, **self.filters, **changes}
        return {name: str(value) for name, value in kept.items() if value}


def choice(request: HttpRequest, permission: str, definition: Definition | None = None) -> Choice:
    """Raises Http404 for a place that is not the actor's, or not there."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    place_path = place_of(request, actor, permission)
    period = period_of(request.POST if request.method == "POST" else request.GET)
    bar = FilterBar(request, _filters(actor, permission, place_path, period, definition))
    shown = {"period": period.text if not bar["from"] or not bar["to"] else "", "place": place_path}
    bar.values.update(shown)  # what holds without being asked for is shown as chosen
    return Choice(
        bar=bar,
        place_path=place_path,
        place_name=tree.name(place_path) or (_("全部") if actor.paths(permission) else _("本单位")),
        trail=trail(actor, permission, place_path),
        period=period,
        filters=filters_of(request, definition),
    )


def place_of(request: HttpRequest, actor: Actor, permission: str) -> str:
    """The place asked for, else the one the actor holds the permission over; "" when there are several or none."""
    paths, asked = actor.paths(permission), request.GET.get("place") or request.POST.get("place") or ""
    if not asked:
        return paths[0] if len(paths) == 1 else ""
    whole = asked if asked.endswith(".") else f"{asked}."
    if tree.get(whole) is None or (paths and not any(is_under(whole, path) for path in paths)):
        raise Http404
    return whole


def trail(actor: Actor, permission: str, place_path: str) -> list[tuple[str, str]]:
    """The places above and the place itself, as far up as the actor reaches."""
    paths = actor.paths(permission)
    steps = [path for path in (*ancestors(place_path), place_path) if path]
    return [(tree.name(path), path) for path in steps if not paths or any(is_under(path, own) for own in paths)]


def period_of(values: Mapping[str, Any]) -> Period:
    """``from`` and ``to`` when both are given, else ``period``, else this year so far."""
    try:
        if values.get("from") and values.get("to"):
            return periods.span(date.fromisoformat(values["from"]), date.fromisoformat(values["to"]))
        if values.get("period"):
            return periods.parse(values["period"])
    except (BadPeriod, ValueError):
        pass
    return periods.of("year", timezone.localdate())


def filters_of(request: HttpRequest, definition: Definition | None) -> dict[str, str]:
    """Category, channel and unit of the address, as far as this figure knows them."""
    given = {name: (request.GET.get(name) or request.POST.get(name) or "")[:40] for name in FILTERS}
    if not given["unit"].isdigit():
        given["unit"] = ""
    return {name: value for name, value in given.items() if value and (definition is None or name in definition.splits)}


def _filters(
    actor: Actor, permission: str, place_path: str, period: Period, definition: Definition | None
) -> list[Filter]:
    found = [
        Filter("period", _("时段"), "choice", _period_choices(period)),
        Filter("from", _("自"), "day"),
        Filter("to", _("至"), "day"),
        Filter("place", _("区域"), "choice", _place_choices(actor, permission, place_path)),
    ]
    for name, label in (("category", _("类别")), ("channel", _("来源"))):
        if definition is not None and name in definition.splits and name in definition.labels:
            found.append(Filter(name, label, "choice", list(definition.labels[name]().items())))
    return found


def _period_choices(chosen: Period) -> list[tuple[str, str]]:
    today = timezone.localdate()
    months = [periods.of("month", today)]
    while len(months) < RECENT_MONTHS:
        months.append(months[-1].previous())
    quarter, year, closing = (periods.of(kind, today) for kind in ("quarter", "year", "statistics"))
    offered = [year, *months, quarter, quarter.previous(), closing, closing.previous(), year.previous()]
    labels = {period.text: period_label(period) for period in [*offered, chosen]}
    return list(labels.items())


def _place_choices(actor: Actor, permission: str, place_path: str) -> list[tuple[str, str]]:
    own = actor.paths(permission)
    tops = [(tree.name(path), path) for path in own if path]
    below = [(node.name, node.path) for node in tree.children(place_path)] if place_path or "" in own else []
    offered = {path: name for name, path in [*tops, *trail(actor, permission, place_path), *below]}
    return list(offered.items())


def unit_name(choice: Choice) -> str:
    unit = choice.filters.get("unit")
    return Unit.objects.filter(pk=unit).values_list("name", flat=True).first() or "" if unit else ""
