"""A person's own accusation, without a window: sealed from its first moment (《信访工作条例》 Art. 17, 30)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError

from lianxin.kernel import audit, search
from lianxin.kernel.access.actor import ANONYMOUS, reporter
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import SEALED, Contact
from lianxin.kernel.matters.perform import open_matter
from lianxin.kernel.words import N_
from lianxin.work.petitions import queries
from lianxin.work.petitions.actions.mandates import first_words, give
from lianxin.work.petitions.models import Petition


@dataclass(frozen=True, slots=True)
class Accusation:
    """What a person says. against_unit: when it is a unit of this installation; else against_words. Name may be ""."""

    claim: str
    place_path: str
    against_unit: Unit | None = None
    against_words: str = ""
    name: str = ""
    phone: str = ""
    client_key: str = ""


def accuse(told: Accusation) -> Petition:
    """Opens a sealed petition with the nearest agent of a county or the city who stands apart from the unit.

    Returns the one that this sender's key already opened. Raises MoveRefused when nobody here may take it.
    """
    found = queries.petition_by_client_key(told.client_key)
    if found is not None:
        return found
    try:
        return _open(told)
    except IntegrityError:
        found = queries.petition_by_client_key(told.client_key)  # a second sender was faster by a moment
        if found is None:
            raise
        return found


@audit.together()
def _open(told: Accusation) -> Petition:
    agent = queries.agents_apart(told.place_path, told.against_unit).first()
    if agent is None:
        raise MoveRefused(
            N_("这个单位的事，这里的代办员都应当回避。请向上一级信访部门反映，或者拨打纪检监察举报电话12388。"),
            field="against",
        )
    matter = open_matter(
        actor=ANONYMOUS,
        kind="petition",
        title=first_words(told.claim),
        channel="online",
        place_path=told.place_path,
        holder_id=agent.unit_id,
        assignee_id=agent.user_id,
        secrecy=SEALED,
        kept_from=[told.against_unit.pk] if told.against_unit else (),
    )
    petition: Petition = Petition.objects.create(
        matter=matter,
        kind="accusation",
        claim=told.claim,
        agent=agent,
        against_unit=told.against_unit,
        against_words=told.against_words[:120],
        client_key=told.client_key,
    )
    if told.name or told.phone:
        contacts.seal(matter, name=told.name, phone=told.phone, openness=Contact.SEALED)
    search.index("matter", matter.pk, f"{matter.number} {matter.title} {told.claim}")
    petition.matter = give(matter, actor=reporter(matter.pk))
    return petition
