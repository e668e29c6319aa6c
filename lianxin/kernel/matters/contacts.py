"""The contact of the person who asked: sealed when written, and every reading written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.audit import views_of
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.secrets.blind import blind_index
from lianxin.kernel.words import N_

PURPOSES = {
    "verify": N_("核实情况"),
    "reply": N_("当面或电话答复"),
    "urgent": N_("紧急情况"),
}
"""Why a contact may be read; the person sees which one was given."""


@dataclass(frozen=True, slots=True)
class Revealed:
    name: str
    phone: str
    email: str


def seal(matter: Matter, *, name: str = "", phone: str = "", email: str = "", openness: str = Contact.RELAY) -> Contact:
    """Keeps a contact beside its matter. Inside the transaction that opens the matter."""
    sealed: Contact = Contact.objects.create(
        matter=matter,
        name=name,
        phone=phone,
        email=email,
        openness=openness,
        phone_index=blind_index("matters.phone", phone) if phone else "",
    )
    return sealed


def carry(source: Matter, matter: Matter) -> Contact | None:
    """The same sealed contact beside a matter that was opened from another with the person's consent; unopened."""
    rows = Contact.objects.unscoped(reason="carried sealed to the matter that the person agreed to")
    known = rows.filter(matter=source).first()
    if known is None:
        return None
    carried: Contact = Contact.objects.create(
        matter=matter,
        name=known.name,
        phone=known.phone,
        email=known.email,
        openness=known.openness,
        phone_index=known.phone_index,
    )
    return carried


def has_contact(matter: Matter) -> bool:
    """Whether there is one; nobody opens it."""
    rows = Contact.objects.unscoped(reason="whether there is one; nobody opens it")
    return bool(rows.filter(matter=matter).exists())


def may_reveal(contact: Contact, matter: Matter, actor: Actor) -> bool:
    """Open: whoever may read contacts here. Relay: only the desk between. Sealed: nobody through a page (ETH-04)."""
    if contact.openness == Contact.OPEN:
        permission = "contacts.read"
    elif contact.openness == Contact.RELAY:
        permission = "contacts.relay"
    else:
        return False
    return actor.is_staff and actor.may(permission, matter.place_path, matter.holder_id)


@transaction.atomic
def reveal(matter: Matter, *, actor: Actor, purpose: str) -> Revealed:
    """The contact in the clear, for a stated purpose. The reading is audited and shown to the person (ETH-05)."""
    contact = Contact.objects.unscoped(reason="contact of a matter the caller may see").get(matter=matter)
    if purpose not in PURPOSES or not may_reveal(contact, matter, actor):
        raise Denied("contacts.read")
    phone = contact.phone.reveal(actor, purpose=purpose, subject=matter.subject)
    return Revealed(
        name=contact.name.reveal(actor, purpose=purpose, subject=matter.subject) if contact.name else "",
        phone=phone,
        email=contact.email.reveal(actor, purpose=purpose, subject=matter.subject) if contact.email else "",
    )


def readings(matter: Matter) -> list[dict[str, Any]]:
    """For the person: who opened the contact, ``unit``, ``why``, ``at``; what was opened in one look is one line."""
    told: list[dict[str, Any]] = []
    for access in views_of.accesses(matter.subject):
        who = access.actor_name if access.actor_kind == "staff" else _("系统")
        line = {"who": who, "unit": access.unit_name, "why": _(PURPOSES.get(access.purpose, access.purpose))}
        last = told[-1] if told else None
        if last is None or {key: last[key] for key in line} != line or not _in_one_look(last["at"], access.at):
            told.append({**line, "at": access.at})
    return told


def _in_one_look(at: datetime, other: datetime) -> bool:
    return abs((at - other).total_seconds()) < 60
