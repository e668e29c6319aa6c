"""Reads of disputes: particulars, parties, who mediates, the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.clock.models import OPEN as CLOCK_OPEN
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.numbers import CODE_LENGTH, normal_code
from lianxin.kernel.matters.relations import Told
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places.paths import ancestors
from lianxin.work.mediation import rules
from lianxin.work.mediation.models import Body, Chosen, Dispute, Party, Referral, Session, Step

KINDS_OF_LEVELS = {"small": "community", "ordinary": "street", "major": "county"}
UPWARDS = ("community", "street", "county", "city")


def particulars(matter: Matter) -> Dispute:
    """The particulars of a matter that the caller already holds."""
    rows = Dispute.objects.unscoped(reason="particulars of a matter already fetched under a scope")
    found: Dispute = rows.select_related("body", "relapse_of").get(matter=matter)
    return found


def told(matter: Matter) -> Told:
    """What was said of the quarrel, for the kind that it goes on as. Who the parties are stays here."""
    dispute = particulars(matter)
    return Told(dispute.text, dispute.place_words)


def dispute_by_client_key(key: str) -> Dispute | None:
    """The dispute that this sender has already sent under this key, so that it is sent once."""
    rows = Dispute.objects.unscoped(reason="exactly-once by the sender's own key").select_related("matter")
    return rows.filter(client_key=key).first() if key else None


def parties(matter: Matter) -> list[Party]:
    rows = Party.objects.unscoped(reason="parties of a matter already fetched under a scope")
    return list(rows.filter(matter=matter).order_by("order"))


def chosen(matter: Matter) -> list[Chosen]:
    rows = Chosen.objects.unscoped(reason="mediators of a matter already fetched under a scope")
    return list(rows.filter(matter=matter).select_related("mediator", "party").order_by("id"))


def standing_mediators(matter: Matter) -> list[Chosen]:
    """Those who are chosen and have neither withdrawn nor told a tie."""
    return [row for row in chosen(matter) if row.state == Chosen.CHOSEN]


def lead(matter: Matter) -> Chosen | None:
    """The responsible mediator (谁调处谁负责)."""
    return next((row for row in standing_mediators(matter) if row.is_lead), None)


def sessions(matter: Matter) -> list[Session]:
    rows = Session.objects.unscoped(reason="sessions of a matter already fetched under a scope")
    return list(rows.filter(matter=matter).order_by("order"))


def steps(matter: Matter) -> list[Step]:
    rows = Step.objects.unscoped(reason="steps of a matter already fetched under a scope")
    return list(rows.filter(matter=matter).order_by("order"))


def referrals(matter: Matter) -> list[Referral]:
    rows = Referral.objects.unscoped(reason="referrals of a matter already fetched under a scope")
    return list(rows.filter(matter=matter).order_by("id"))


@dataclass(frozen=True)
class Folder:
    """Everything that is kept of one dispute. seal: whose seal an agreement bears, where it is asked for."""

    matter: Matter
    dispute: Dispute
    parties: list[Party]
    chosen: list[Chosen]
    sessions: list[Session]
    steps: list[Step]
    referrals: list[Referral] = field(default_factory=list)
    seal: str = ""

    @property
    def lead(self) -> Chosen | None:
        return next((row for row in self.chosen if row.is_lead and row.state == Chosen.CHOSEN), None)


def folder(matter: Matter) -> Folder:
    """Five queries for a matter of :func:`visible_dispute`, however much is in it."""
    known = matter._state.fields_cache.get("dispute") or particulars(matter)
    return Folder(matter, known, parties(matter), chosen(matter), sessions(matter), steps(matter), referrals(matter))


def sealing_body(kept: Folder) -> str:
    """Whose seal an agreement bears: the people's mediation committee of the place (Art. 29), else the body or unit."""
    here = [kept.matter.place_path, *ancestors(kept.matter.place_path)]
    committees = Body.objects.filter(kind="committee", is_active=True, place_path__in=here)
    nearest = max(committees, key=lambda body: len(body.place_path), default=kept.dispute.body)
    if nearest is not None:
        return nearest.name
    return kept.matter.holder.name if kept.matter.holder else ""


def visible_dispute(actor: Actor, number: str) -> Matter:
    """A dispute's matter with its particulars. Raises Matter.DoesNotExist when not there or not this actor's to see."""
    rows = Matter.objects.visible_to(actor).select_related("holder", "dispute__body", "dispute__relapse_of")
    found: Matter = rows.get(number=number, kind="dispute")
    return found


def party_of(matter: Matter, order: int) -> Party:
    rows = Party.objects.unscoped(reason="a party of a matter already fetched under a scope")
    found: Party = rows.select_related("matter").get(matter=matter, order=order)
    return found


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a party's code opens."""

    party: Party
    parties: list[Party]

    @property
    def dispute(self) -> Dispute:
        found: Dispute = self.matter.dispute  # type: ignore[attr-defined]
        return found

    @property
    def matter(self) -> Matter:
        return self.party.matter

    @property
    def actor(self) -> Actor:
        return Actor(kind="reporter", name=self.party.label, matter_id=self.party.matter_id)


def entrance(code: str) -> Entrance | None:
    """The party whose code this is; None for a code that opens nothing."""
    code = normal_code(code)
    if len(code) != CODE_LENGTH:
        return None
    rows = Party.objects.unscoped(reason="holder of the party's own code")
    sides = rows.filter(matter__in=rows.filter(code=code).values("matter_id")).order_by("order")
    found = list(sides.select_related("matter__holder", "matter__dispute__body"))
    own = next((party for party in found if party.code == code), None)
    return Entrance(own, found) if own else None


def holder_for(level: str, place_path: str) -> Unit | None:
    """The unit that answers for disputes of a level at a place: the nearest upwards of the level's kind or above."""
    kinds: Mapping[str, str] = pack().get("mediation.level_kinds", KINDS_OF_LEVELS)
    wanted = UPWARDS[UPWARDS.index(kinds[level]) :] if kinds[level] in UPWARDS else (kinds[level],)
    units = Unit.objects.filter(place_path__in=[place_path, *ancestors(place_path)], kind__in=wanted, is_active=True)
    return min(units, key=lambda unit: (wanted.index(unit.kind), -len(unit.place_path)), default=None)


def standing(matter: Matter, dispute: Dispute) -> rules.Standing:
    """What the rules ask before mediation begins."""
    mediators = standing_mediators(matter)
    return rules.Standing(
        consents=tuple(party.consent for party in parties(matter)),
        mediators=len(mediators),
        is_checked=dispute.checked_at is not None,
        findings=frozenset(dispute.findings),
        is_disclosed=bool(mediators) and all(row.disclosed_at for row in mediators),
    )


def types() -> dict[str, str]:
    """Dispute types of the pack: code → name in the reader's language. A finer type's code begins with its own."""
    column = "name_en" if (get_language() or "").startswith("en") else "name"
    return {row["code"]: row[column] or row["name"] for row in pack().rows("dispute_types")}


def type_name(code: str) -> str:
    """The name of a dispute type; empty for codes of others."""
    return types().get(code, "")


def top_types() -> dict[str, str]:
    return {code: name for code, name in types().items() if "." not in code}


def past_their_term(now: datetime) -> QuerySet[Any]:
    """Disputes whose term of mediation has run out, below the highest level."""
    late = Deadline.objects.filter(CLOCK_OPEN, name="mediate", due_at__lt=now)
    rows = Dispute.objects.unscoped(reason="the timed job lifts what has run out")
    found: QuerySet[Any] = (
        rows.filter(matter__state="mediating", matter__in=late.values("matter"))
        .exclude(level=rules.LEVELS[-1])
        .select_related("matter")
    )
    return found


def mediation_clock(matter: Matter) -> Deadline | None:
    return Deadline.objects.filter(CLOCK_OPEN, matter_id=matter.pk, name="mediate").first()
