"""A party's card with its own code, and its sealed name and telephone."""

from __future__ import annotations

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import numbers
from lianxin.work.mediation.models import Party


@audit.together()
def issue_card(party: Party, *, actor: Actor) -> str:
    """A new code for a party, written down; the one before stops to open anything. Returns the code."""
    actor.require("mediation.assist", party.matter.place_path, party.matter.holder_id)
    party.code = numbers.new_tracking_code()
    party.save(update_fields=["code"])
    audit.record(actor, "dispute.card", subject=party.subject, place_path=party.matter.place_path)
    return party.code


@audit.together()
def open_party(party: Party, *, actor: Actor, purpose: str) -> tuple[str, str]:
    """Name and telephone in the clear, for a stated purpose; each reading is written down (ETH-05)."""
    place = party.matter.place_path
    actor.require("mediation.names", place, party.matter.holder_id)
    subject = party.subject
    name = party.name.reveal(actor, purpose=purpose, subject=subject, place_path=place)
    phone = party.phone.reveal(actor, purpose=purpose, subject=subject, place_path=place) if party.phone else ""
    return name, phone
