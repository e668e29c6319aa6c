"""Reads of petitions and receptions, actor first; the registers are public data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Length
from django.utils import timezone

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.relations import Told
from lianxin.kernel.places.paths import ancestors, under
from lianxin.work.petitions import rules
from lianxin.work.petitions.flow import ANSWERED
from lianxin.work.petitions.models import (
    Agent,
    Filing,
    Opinion,
    Petition,
    Policy,
    Rating,
    Reception,
    Sitting,
    Window,
    in_force,
)

RECEIPT_FOR = timedelta(hours=1)
MOST_AGENTS = 200
MOST_UNITS = 12


def particulars(matter: Matter) -> Petition:
    """The particulars of a petition that the caller already holds. ``is_rated``: the person has said their word.
    ``has_children``: something was opened from it."""
    rows = Petition.objects.unscoped(reason="particulars of a matter already fetched under a scope")
    words = Rating.objects.unscoped(reason="whether there is a word on this answer")
    said = Exists(words.filter(matter=OuterRef("matter"), round=OuterRef("round")))
    below = Matter.objects.unscoped(reason="whether there are children").filter(parent=OuterRef("matter"))
    joined = rows.annotate(is_rated=said, has_children=Exists(below)).select_related(
        "agent__window", "against_unit", "previous"
    )
    found: Petition = joined.get(matter=matter)
    return found


def visit(matter: Matter) -> Reception:
    """The particulars of a reception that the caller already holds."""
    rows = Reception.objects.unscoped(reason="particulars of a matter already fetched under a scope")
    found: Reception = rows.select_related("sitting").get(matter=matter)
    return found


def told(matter: Matter) -> Told:
    """What the person said, for the kind that a petition or a reception goes on as."""
    if matter.kind == "reception":
        return Told(visit(matter).text)
    petition = particulars(matter)
    claim = "" if petition.claim == matter.title and petition.facts else petition.claim
    return Told(f"{claim}\n{petition.facts}".strip())


def seen(matter: Matter) -> Petition:
    """:func:`particulars` for the pages of one matter: read once however many buttons ask."""
    if "petition" not in matter._state.fields_cache:
        matter.petition = particulars(matter)  # type: ignore[attr-defined]
    found: Petition = matter.petition  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the official procedure. what: ``filing`` or ``opinion``; kind: the channel, or the opinion."""

    what: str
    stage: str
    office: str
    number: str
    kind: str
    at: datetime


def papers_of(matter: Matter) -> list[Paper]:
    """Filings and opinions of a visible matter in the order of their days; one query."""
    filed = Filing.objects.unscoped(reason="filings of a visible matter").filter(matter=matter).order_by()
    given = Opinion.objects.unscoped(reason="opinions of a visible matter").filter(matter=matter).order_by()
    rows = filed.values_list(_text("filing"), "stage", "office", "reference", "channel", "filed_at").union(
        given.values_list(_text("opinion"), "stage", "issuer", "number", "opinion", "delivered_at"), all=True
    )
    return sorted((Paper(*row) for row in rows), key=lambda paper: paper.at)


def _text(word: str) -> Value:
    return Value(word, CharField())


def opinions(matter: Matter) -> list[Opinion]:
    return list(Opinion.objects.unscoped(reason="opinions of a visible matter").filter(matter=matter))


def last_word(matter: Matter, round: int) -> Rating | None:
    """The person's own word on one answer, for the machinery of its end and for the person."""
    found: Rating | None = (
        Rating.objects.unscoped(reason="the person's own word decides the end")
        .filter(matter=matter, round=round)
        .first()
    )
    return found


def petition_by_number(actor: Actor, number: str) -> Matter | None:
    """An earlier petition that the actor may see."""
    found: Matter | None = (
        Matter.objects.visible_to(actor).filter(kind="petition", number__iexact=number.strip()).first()
    )
    return found


def entered_lately(actor: Actor, number: str) -> Matter:
    """What this actor entered in the last hour: only its writer, and only then, is shown the tracking code again."""
    rows = Matter.objects.visible_to(actor).filter(
        number=number,
        kind__in=("petition", "reception"),
        opened_by_id=actor.user_id,
        opened_at__gte=timezone.now() - RECEIPT_FOR,
    )
    found: Matter = rows.select_related("holder").get()
    return found


def agents_for(place_path: str, against_unit: int | None = None) -> QuerySet[Agent]:
    """Agents in force who can sign in and whose area holds the place; none of the unit complained of."""
    rows = Agent.objects.filter(in_force(timezone.localdate()), place_path__in=[*ancestors(place_path), place_path])
    rows = rows.filter(user__isnull=False, user__is_active=True)
    if against_unit is not None:
        rows = rows.exclude(Q(unit_id=against_unit) | Q(user__unit_id=against_unit))
    return rows.select_related("user", "unit", "window").order_by("-place_path", "code")


def agents_apart(place_path: str, against: Unit | None) -> QuerySet[Agent]:
    """Agents of the county or the city for a place, the nearest first; none of the unit complained of or below it."""
    rows = agents_for(place_path, against.pk if against else None).filter(window__level__in=("county", "city"))
    if against is None:
        return rows
    return rows.exclude(under("place_path", against.place_path)).exclude(under("unit__place_path", against.place_path))


def units_named_like(words: str) -> list[Unit]:
    """Units in force whose name holds the words or lies within them; a few, the nearest names first."""
    rows = Unit.objects.filter(is_active=True).annotate(typed=Value(words, CharField()))
    found = rows.filter(Q(name__icontains=words) | Q(typed__icontains=F("name"))).order_by(Length("name"), "code")
    return list(found[:MOST_UNITS]) if words else []


def petition_by_client_key(key: str) -> Petition | None:
    """The accusation that this sender has already sent under this key, so that it is sent once."""
    rows = Petition.objects.unscoped(reason="exactly-once by the sender's own key").select_related("matter")
    return rows.filter(client_key=key).first() if key else None


def agents_of(actor: Actor) -> QuerySet[Agent]:
    """Agents who can be chosen at the actor's window: the actor first, then the nearest; MOST_AGENTS at most."""
    reach = Q(pk__in=[])
    for path in actor.paths("petitions.agent"):
        reach |= under("place_path", path) | Q(place_path__in=ancestors(path))
    rows = Agent.objects.filter(reach, in_force(timezone.localdate()), user__isnull=False, user__is_active=True)
    nearest = rows.annotate(
        rank=Case(
            When(user_id=actor.user_id, then=Value(0)),
            When(unit_id=actor.unit_id, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
    )
    chosen = nearest.order_by("rank", "-place_path", "code").values_list("pk", flat=True)[:MOST_AGENTS]
    return Agent.objects.filter(pk__in=list(chosen)).select_related("unit")


def units_to_name() -> QuerySet[Unit]:
    """Every unit that a petition may be about."""
    return Unit.objects.filter(is_active=True).order_by("place_path", "code")


def windows(place_path: str = "", kind: str = "", words: str = "") -> QuerySet[Window]:
    """Windows in force, in the order of places."""
    rows = Window.objects.filter(in_force(timezone.localdate())).select_related("unit")
    if place_path:
        rows = rows.filter(under("place_path", place_path))
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(Q(name__icontains=words) | Q(code=words)) if words else rows


def agents(place_path: str = "", words: str = "") -> QuerySet[Agent]:
    rows = Agent.objects.filter(in_force(timezone.localdate())).select_related("unit", "window", "user")
    if place_path:
        rows = rows.filter(under("place_path", place_path))
    return rows.filter(Q(name__icontains=words) | Q(code=words)) if words else rows


def policies() -> QuerySet[Policy]:
    return Policy.objects.filter(in_force(timezone.localdate()))


def sittings(first: date, last: date, place_path: str = "") -> QuerySet[Sitting]:
    """The rota of some days, both included; in places and those above them."""
    rows = Sitting.objects.filter(on__gte=first, on__lte=last)
    if place_path:
        rows = rows.filter(under("place_path", place_path) | Q(place_path__in=ancestors(place_path)))
    return rows


def receptions(actor: Actor, on: date) -> list[Reception]:
    """The visits of one day that the actor may see, in the order of their coming."""
    rows = Reception.objects.visible_to(actor, lens=_lens(actor)).select_related("matter", "sitting")
    first = timezone.make_aware(datetime.combine(on, datetime.min.time()))
    return list(
        rows.filter(matter__opened_at__gte=first, matter__opened_at__lt=first + timedelta(days=1)).order_by(
            "matter__opened_at", "pk"
        )
    )


def daily_totals(actor: Actor, first: date, last: date) -> dict[date, tuple[int, int]]:
    """Day → (batches, persons) of the visits that the actor may see. Two units; they are never added."""
    rows = Reception.objects.visible_to(actor, lens=_lens(actor)).filter(
        matter__opened_at__date__gte=first, matter__opened_at__date__lte=last
    )
    found = rows.values("matter__opened_at__date").annotate(batches=Count("pk"), people=Sum("persons")).order_by()
    return {row["matter__opened_at__date"]: (row["batches"], row["people"]) for row in found}


def _lens(actor: Actor) -> str:
    return "place" if actor.paths("matters.read") else "unit"


def silent(now: datetime) -> Iterable[Petition]:
    """Answered petitions whose time for a word, and for asking a review, is over."""
    rows = Petition.objects.unscoped(reason="timed ending of answered petitions").select_related("matter")
    old = rows.filter(matter__state__in=ANSWERED, answered_at__lt=now - timedelta(days=rules.RATING_DAYS))
    today = timezone.localtime(now).date()
    for petition in old:
        if petition.matter.state == "final" or not rules.may_be_reviewed(petition.kind, petition.route):
            yield petition
            continue
        until = petition.review_until if petition.matter.state == "answered" else petition.rereview_until
        if until is not None and until < today:
            yield petition
