"""Reads of the suggestions module, actor first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone

from lianxin.kernel import search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.flow import Clock
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.matters.relations import Told
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places.paths import ancestors, under
from lianxin.work.suggestions import rules
from lianxin.work.suggestions.flow import CALL, STUDIES, SUGGESTION
from lianxin.work.suggestions.models import Practice, Study, Suggestion, SuggestionCall

SESSION = "session_item"
LINKED = "matters already fetched under a scope"
DECIDED = ("adopted", "in_session", "closed")


def limit(name: str, *, is_urgent: bool = False) -> rules.Limit | None:
    """The city's limit of this name."""
    return rules.limit_of(name, is_urgent, pack().get("suggestions.limits", {}))


def limits(*names: str, is_urgent: bool = False) -> dict[str, Clock | None]:
    """The city's limits in place of the flow's; a name that the city does not set keeps the flow's own."""
    found = {name: limit(name, is_urgent=is_urgent) for name in names}
    return {name: Clock(name, told.amount, told.unit) for name, told in found.items() if told is not None}


def particulars(matter: Matter) -> Suggestion:
    """The particulars of a suggestion that the caller already holds."""
    rows = Suggestion.objects.unscoped(reason="particulars of a matter already fetched under a scope")
    found: Suggestion = rows.select_related("call__matter", "decided_by_unit").get(matter=matter)
    return found


def told(matter: Matter) -> Told:
    """What the person wrote, for the kind that it goes on as."""
    own = particulars(matter)
    return Told("\n".join(part for part in (own.reason, own.proposal) if part))


def why_asked(matter: Matter) -> str:
    """What the person read when they were last asked whether it may be handed over."""
    events = Event.objects.unscoped(reason="timeline of a matter whose code is known").filter(matter=matter)
    last = events.filter(move="ask_consent").order_by("id").last()
    return last.public_note if last else ""


def call_of(matter: Matter) -> SuggestionCall:
    """The particulars of a call that the caller already holds."""
    rows = SuggestionCall.objects.unscoped(reason=LINKED)
    found: SuggestionCall = rows.get(matter=matter)
    return found


def suggestion_by_client_key(key: str) -> Suggestion | None:
    """The suggestion that this phone has already sent under this key, so that it is sent once."""
    rows = Suggestion.objects.unscoped(reason="exactly-once by the sender's own key").select_related("matter")
    return rows.filter(client_key=key).first() if key else None


def office_at(place_path: str) -> Unit | None:
    """The office that takes suggestions for a place: the nearest unit upwards of the pack's kinds."""
    kinds = pack().get("suggestions.desk_kinds", ["county", "city"])
    units = Unit.objects.filter(place_path__in=[place_path, *ancestors(place_path)], kind__in=kinds, is_active=True)
    return max(units, key=lambda unit: len(unit.place_path), default=None)


def units_to_choose(place_path: str) -> QuerySet[Unit]:
    """Units that answer for a place, those in its county or above it; the county's own departments first."""
    line = sorted([place_path, *ancestors(place_path)], key=len)
    county = line[:2][-1]
    wide = Q(place_path__in=line) | under("place_path", county)
    own = Case(When(place_path=county, then=0), default=1)
    return Unit.objects.filter(wide, is_active=True).order_by(own, "place_path", "code")


def offices(exclude: int | None) -> QuerySet[Unit]:
    """Every office that takes suggestions, but this one."""
    kinds = pack().get("suggestions.desk_kinds", ["county", "city"])
    return Unit.objects.filter(kind__in=kinds, is_active=True).exclude(pk=exclude).order_by("place_path", "code")


def studies(matter: Matter) -> list[Study]:
    """Who was asked to study a suggestion, and what they said; each with the suggestion's own particulars."""
    rows = Study.objects.unscoped(reason=LINKED).filter(matter__parent=matter)
    return list(rows.select_related("matter__holder", *_through("matter__parent__suggestion")).order_by("pk"))


def _through(way: str) -> tuple[str, str]:
    return f"{way}__call__matter", f"{way}__decided_by_unit"


def page_of(matter: Matter) -> tuple[Suggestion, list[Study], list[Practice]]:
    """What the page of a suggestion tells, in two queries, however far it has come.

    matter: as ``matters.queries.matter`` brings it.
    """
    was_studied = matter.has_children and matter.outcome != "sent_on"  # type: ignore[attr-defined]
    said = studies(matter) if was_studied else []
    became = practices(matter) if matter.state in DECIDED and matter.outcome != "sent_on" else []
    if said and said[0].matter.parent is not None:
        return said[0].matter.parent.suggestion, said, became
    return became[0].matter.suggestion if became else particulars(matter), said, became


def open_studies(matter: Matter) -> QuerySet[Matter]:
    rows = Matter.objects.unscoped(reason="open children of a locked parent")
    return rows.filter(parent=matter, kind=STUDIES.kind, closed_at__isnull=True).order_by("pk")


def waits_for_units(matter: Matter) -> bool:
    """Whether a unit that was asked has not answered; asked of the database once for a page."""
    if matter.state != "studying":
        return False
    kept = matter.__dict__
    if "waits_for_units" not in kept:
        kept["waits_for_units"] = open_studies(matter).exists()
    return bool(kept["waits_for_units"])


def practices(matter: Matter) -> list[Practice]:
    rows = Practice.objects.unscoped(reason=LINKED).filter(matter=matter)
    return list(rows.select_related("item__holder", *_through("matter__suggestion")))


def merged_into(matter: Matter) -> list[Matter]:
    """Every suggestion merged into this one, and those merged into them: each author is told the same."""
    rows = Matter.objects.unscoped(reason="authors of merged suggestions are told the same")
    found: list[Matter] = []
    edge = [matter.pk]
    while edge:
        new = list(rows.filter(duplicate_of__in=edge).exclude(pk__in=[row.pk for row in found]))
        found += new
        edge = [row.pk for row in new]
    return found


def main_of(matter: Matter) -> Matter:
    """The suggestion whose course counts: the one it was merged into, followed to the end."""
    return relations.original(matter) if matter.duplicate_of_id else matter


def kinds_to_hand_to() -> dict[str, str]:
    """Kinds of other modules that take what is no suggestion."""
    kinds = relations.receivable_kinds(without=SUGGESTION.kind)
    return {kind: label for kind, label in kinds.items() if kind != SESSION}


def takes_session_items() -> bool:
    return SESSION in relations.receivable_kinds()


def suggestions_in_session(items: Sequence[Matter]) -> list[tuple[Matter, Matter]]:
    """The suggestions that wait for these items of the session, each with its item."""
    return [pair for pair in _with_items(items) if pair[0].state == "in_session"]


def suggestions_done_by(items: Sequence[Matter]) -> list[tuple[Matter, Matter]]:
    """The suggestions that closed because these items were solved, each with its item."""
    rows = Practice.objects.unscoped(reason=LINKED).filter(item__in=items, is_done=True)
    done = set(rows.values_list("matter_id", flat=True))
    return [pair for pair in _with_items(items) if pair[0].state == "closed" and pair[0].pk in done]


def _with_items(items: Sequence[Matter]) -> list[tuple[Matter, Matter]]:
    by_parent = {item.parent_id: item for item in items if item.parent_id}
    rows = Matter.objects.unscoped(reason="parents of items that have moved")
    found = rows.filter(pk__in=by_parent, kind=SUGGESTION.kind).order_by("pk")
    return [(row, by_parent[row.pk]) for row in found]


def undecided_of(call: SuggestionCall) -> int:
    """How many suggestions of a call have no end yet: neither decided nor closed otherwise."""
    rows = Suggestion.objects.unscoped(reason="counting before the result of a call is told").filter(call=call)
    return int(rows.filter(decision="", matter__closed_at__isnull=True).count())


def calls_to_end(today: date) -> list[Matter]:
    """Open calls whose last day is over."""
    rows = Matter.objects.unscoped(reason="timed end of calls")
    return list(rows.filter(kind=CALL.kind, state="open", suggestion_call__ends_on__lt=today))


def open_calls(today: date | None = None) -> list[SuggestionCall]:
    """The calls that take suggestions today, the one that ends first on top."""
    day = today or timezone.localdate()
    rows = SuggestionCall.objects.unscoped(reason="calls are published")
    return list(
        rows.filter(matter__state="open", opens_on__lte=day, ends_on__gte=day)
        .select_related("matter__holder")
        .order_by("ends_on", "pk")
    )


def published_calls(most: int = 30) -> list[SuggestionCall]:
    """Calls that the public has been told of, newest first."""
    rows = SuggestionCall.objects.unscoped(reason="calls are published").filter(published_at__isnull=False)
    counted = rows.annotate(came=Count("suggestions")).select_related("matter__holder")
    return list(counted.order_by("-published_at", "-pk")[:most])


def published_call(pk: int) -> SuggestionCall | None:
    rows = SuggestionCall.objects.unscoped(reason="calls are published").filter(published_at__isnull=False, pk=pk)
    return rows.select_related("matter__holder").annotate(came=Count("suggestions")).first()


def call_that_takes(pk: int, day: date) -> SuggestionCall | None:
    """The call, when it takes suggestions on this day."""
    rows = SuggestionCall.objects.unscoped(reason="calls are published").select_related("matter__holder")
    found = rows.filter(pk=pk, matter__state="open").first()
    return found if found is not None and rules.is_open_on(day, found.opens_on, found.ends_on) else None


def calls_to_choose(actor: Actor, most: int = 100) -> list[tuple[str, str]]:
    """The calls that the actor may see, newest first, for a filter."""
    rows = Matter.objects.visible_to(actor).filter(kind=CALL.kind).order_by("-opened_at", "-pk")
    return [(str(pk), title) for pk, title in rows.values_list("pk", "title")[:most]]


def ledger(actor: Actor, lens: str, filters: Mapping[str, str]) -> QuerySet[Matter]:
    """The book of suggestions through one lens, each with its ``suggestion``.

    filters: q, state, decision, call (id), channel, urgent. Unknown or empty ones change nothing.
    """
    rows = Matter.objects.visible_to(actor, lens=lens).filter(kind=SUGGESTION.kind)
    rows = rows.select_related("holder", "suggestion__call__matter")
    if filters.get("q"):
        words = filters["q"].strip()
        rows = rows.filter(Q(number__iexact=words) | Q(pk__in=search.matching("matter", words)))
    for name, lookup in (("state", "state"), ("decision", "suggestion__decision"), ("channel", "channel")):
        if filters.get(name):
            rows = rows.filter(**{lookup: filters[name]})
    if filters.get("call", "").isdigit():
        rows = rows.filter(suggestion__call=int(filters["call"]))
    return rows.filter(urgency="urgent") if filters.get("urgent") else rows


def practices_of(rows: Sequence[Suggestion] | Sequence[Matter]) -> dict[int, list[Practice]]:
    """What each of these suggestions has become, by its key, in one query."""
    found: dict[int, list[Practice]] = {}
    if rows:
        for row in Practice.objects.unscoped(reason=LINKED).filter(matter__in=[row.pk for row in rows]):
            found.setdefault(row.matter_id, []).append(row)
    return found


def codes_of_call(call: SuggestionCall) -> QuerySet[Matter]:
    """Matters of a call's suggestions, merged ones too."""
    rows = Matter.objects.unscoped(reason="authors of a call's suggestions are told its result")
    return rows.filter(suggestion__call=call)
