"""Reads for the public pages: what became of the suggestions, by code and without, never who made them."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor, reporter
from lianxin.kernel.clock.models import OPEN, Deadline
from lianxin.kernel.matters.models import SEALED, Contact, Matter
from lianxin.kernel.places.paths import ancestors
from lianxin.work.suggestions import queries, rules
from lianxin.work.suggestions.models import Evaluation, Suggestion, SuggestionCall

SECONDS_KEPT = 26 * 3600
SHOWN = {
    "adopted": Q(decision__in=(rules.WHOLE, rules.PART)),
    "practised": Q(practised_at__isnull=False),
    "not": Q(decision=rules.NOT),
    "open": Q(decision=""),
}
"""What may be picked out of the public list."""


def listed() -> QuerySet[Suggestion]:
    """Suggestions whose content may be read by everybody: registered, summed up by the office, not kept back."""
    rows = Suggestion.objects.unscoped(reason="summaries without persons, published by the office")
    return rows.filter(matter__is_public=True, summary__gt="").exclude(
        Q(matter__secrecy=SEALED) | Q(matter__outcome__in=("merged", "withdrawn", "sent_on", "refused"))
    )


@dataclass(frozen=True, slots=True)
class Publication:
    """cells: pk → (year, month, county path) as it may be told. order: pks in the order of the page."""

    order: tuple[int, ...]
    cells: dict[int, tuple[str, ...]]


def publication() -> Publication:
    """Today's list, the same for every reader; what came today is listed tomorrow, so that no two days tell one."""
    key = f"public-suggestions-{timezone.localdate()}"
    kept: Publication | None = cache.get(key)
    if kept is None:
        kept = _published()
        cache.set(key, kept, SECONDS_KEPT)
    return kept


def _published() -> Publication:
    rows = list(listed().values_list("pk", "matter__opened_at", "matter__place_path"))
    k = settings.K_ANONYMITY
    if len(rows) < k:
        return Publication((), {})
    told = rules.coarse([_cell(at, path) for _pk, at, path in rows], k)
    cells = {row[0]: cell for row, cell in zip(rows, told, strict=True)}
    order = sorted(cells, key=lambda pk: (cells[pk][:2], _mixed(pk)), reverse=True)
    return Publication(tuple(order), cells)


def _cell(at: datetime, path: str) -> tuple[str, ...]:
    day, above = timezone.localtime(at), sorted([*ancestors(path), path], key=len)
    return (f"{day.year}", f"{day.month:02}", above[1] if len(above) > 1 else "")


def _mixed(pk: int) -> str:
    """Within a month the order tells nothing."""
    return hashlib.sha256(f"{settings.SECRET_KEY}{pk}".encode()).hexdigest()


def page_of(show: str, number: int, size: int) -> tuple[list[Suggestion], int]:
    """One page of the public list in its order, and how many pages there are."""
    published = publication()
    pks = list(published.order)
    if show in SHOWN:
        picked = set(listed().filter(SHOWN[show]).values_list("pk", flat=True))
        pks = [pk for pk in pks if pk in picked]
    wanted = pks[(number - 1) * size : number * size]
    rows = {row.pk: row for row in listed().filter(pk__in=wanted).select_related("matter")}
    return [rows[pk] for pk in wanted if pk in rows], -(-len(pks) // size)


def calling_now() -> str:
    """The call that ends first, for the front page; "" when none is open."""
    calls = queries.open_calls()
    if not calls:
        return ""
    told = {"topic": calls[0].matter.title, "day": date_format(calls[0].ends_on, "MONTH_DAY_FORMAT")}
    return _("正在征集：%(topic)s（%(day)s截止）") % told


def totals() -> dict[str, int]:
    """How many came, were adopted, were put into practice, in one query; whole numbers, to be told in bands."""
    rows = Suggestion.objects.unscoped(reason="public totals, told in bands").exclude(matter__secrecy=SEALED)
    return dict(
        rows.aggregate(
            came=Count("pk"),
            decided=Count("pk", filter=~Q(decision="")),
            adopted=Count("pk", filter=SHOWN["adopted"]),
            practised=Count("pk", filter=SHOWN["practised"]),
        )
    )


def ends_of_call(call: SuggestionCall) -> list[Suggestion]:
    """The suggestions of a call with their ends, when there are enough that none points to a person; else none."""
    if call.came < settings.K_ANONYMITY:  # type: ignore[attr-defined]
        return []
    rows = list(listed().filter(call=call).select_related("matter"))
    return sorted(
        rows, key=lambda row: (list(rules.DECISIONS).index(row.decision) if row.decision else 9, _mixed(row.pk))
    )


def grades_of_call(call: SuggestionCall) -> Counter[str]:
    """How its result was evaluated; nothing under the least group."""
    rows = Evaluation.objects.unscoped(reason="evaluations are read in groups").filter(matter__suggestion__call=call)
    found = Counter(rows.values_list("grade", flat=True))
    return found if sum(found.values()) >= settings.K_ANONYMITY else Counter()


@dataclass(frozen=True, slots=True)
class Tracked:
    """What a code opens. ``main``: the particulars of the one whose course counts."""

    own: Suggestion
    main: Suggestion

    @property
    def matter(self) -> Matter:
        found: Matter = self.own.matter
        return found

    @property
    def is_merged(self) -> bool:
        return self.own.pk != self.main.pk

    @property
    def actor(self) -> Actor:
        return reporter(self.own.pk)

    @property
    def may_evaluate(self) -> bool:
        return self.own.fed_back_at is not None and not self.own.is_evaluated  # type: ignore[attr-defined]


def tracked(matter: Matter) -> Tracked:
    """The particulars behind a code, with all that the page asks, in one query."""
    rows = Suggestion.objects.unscoped(reason="holder of the tracking code")
    contacts = Contact.objects.unscoped(reason="whether there is one").filter(matter=OuterRef("pk"))
    words = Evaluation.objects.unscoped(reason="whether it has been evaluated").filter(matter=OuterRef("pk"))
    due = Deadline.objects.filter(OPEN, matter=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    own: Suggestion = (
        rows.select_related(
            "matter__holder",
            "call__matter",
            "matter__duplicate_of__holder",
            "matter__duplicate_of__suggestion",
        )
        .annotate(has_contact=Exists(contacts), is_evaluated=Exists(words), due=Subquery(due))
        .get(matter=matter)
    )
    return Tracked(own, _main(own))


def _main(own: Suggestion) -> Suggestion:
    first = own.matter.duplicate_of
    if first is None:
        return own
    if first.duplicate_of_id is None:
        found: Suggestion = first.suggestion
        found.matter = first
        return found
    return queries.particulars(queries.main_of(first))


def bands(numbers: dict[str, int]) -> dict[str, Any]:
    """Numbers as the public reads them: None for one to four, whole tens from a hundred on."""
    k = settings.K_ANONYMITY
    return {name: n if n == 0 or k <= n < 100 else None if n < k else n // 10 * 10 for name, n in numbers.items()}
