"""The mandate: read aloud, free, the resident's to give and to take back; and matters that come from another module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit, search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import SEALED, Contact, Matter
from lianxin.kernel.matters.perform import open_matter, perform
from lianxin.kernel.matters.relations import Told
from lianxin.kernel.words import N_
from lianxin.work.petitions import queries, rules
from lianxin.work.petitions.actions.guarded import step
from lianxin.work.petitions.models import Agent, Petition, Representative


@dataclass(frozen=True, slots=True)
class Mandate:
    """What a person says at the window. kind: a key of ``rules.CLASSES``; given_by: ``oral`` or ``paper``.

    read_aloud: the mandate was read to the person, who was told that it is free and can be taken back.
    representatives: (name, telephone) of those who speak for several petitioners. previous: the earlier petition.
    """

    kind: str
    claim: str
    place_path: str
    agent: Agent
    read_aloud: bool
    facts: str = ""
    title: str = ""
    given_by: str = "oral"
    witness: str = ""
    name: str = ""
    phone: str = ""
    openness: str = Contact.RELAY
    persons: int = 1
    representatives: Sequence[tuple[str, str]] = ()
    against_unit: Unit | None = None
    against_words: str = ""
    previous: Matter | None = None
    has_new_facts: bool = False
    at: datetime | None = None


@audit.together()
def take_mandate(told: Mandate, *, actor: Actor, parent: Matter | None = None, channel: str = "desk") -> Petition:
    """Opens a petition with its mandate in one step. An accusation is sealed from the unit complained of (Art. 30)."""
    actor.require("petitions.agent", told.place_path)
    check_mandate(told, actor)
    is_sealed = rules.is_sealed(told.kind)
    matter = open_matter(
        actor=actor,
        kind="petition",
        title=told.title.strip() or first_words(told.claim),
        channel=channel,
        place_path=told.place_path,
        at=told.at,
        holder_id=told.agent.unit_id or actor.unit_id,
        assignee_id=told.agent.user_id,
        parent=None if is_sealed else parent,
        secrecy=SEALED if is_sealed else "C2",
        kept_from=[told.against_unit.pk] if is_sealed and told.against_unit else (),
    )
    petition: Petition = Petition.objects.create(
        matter=matter,
        kind=told.kind,
        claim=told.claim,
        facts=told.facts,
        persons=told.persons,
        agent=told.agent,
        against_unit=told.against_unit,
        against_words=told.against_words[:120],
        previous=None if is_sealed_apart(told) else told.previous,
        has_new_facts=told.has_new_facts,
    )
    Representative.objects.bulk_create(
        Representative(matter=matter, name=name, phone=phone, place=place)
        for place, (name, phone) in enumerate(told.representatives, start=1)
    )
    if told.name or told.phone:
        contacts.seal(matter, name=told.name, phone=told.phone, openness=told.openness)
    search.index("matter", matter.pk, f"{matter.number} {matter.title} {told.claim} {told.facts}")
    given = mandate(
        matter,
        actor=actor,
        kind=told.kind,
        agent=told.agent,
        read_aloud=told.read_aloud,
        given_by=told.given_by,
        witness=told.witness,
        at=told.at,
    )
    petition.refresh_from_db(from_queryset=Petition.objects.unscoped(reason="just written"))
    petition.matter = given
    return petition


def is_sealed_apart(told: Mandate) -> bool:
    """Whether the earlier petition is sealed and this one is not: then no link may tell of it (Art. 30)."""
    return told.previous is not None and told.previous.secrecy == SEALED and not rules.is_sealed(told.kind)


def check_mandate(told: Mandate, actor: Actor) -> None:
    """Raises MoveRefused: an unknown class, too many representatives, an agent who may not act, a repeat."""
    if told.kind not in rules.CLASSES:
        raise MoveRefused(N_("请选择类别。"), field="kind")
    if not rules.may_represent(len(told.representatives)):
        raise MoveRefused(
            N_("多人提出共同的信访事项，代表不得超过5人（《信访工作条例》第二十条）。"), field="representatives"
        )
    if told.persons < max(1, len(told.representatives)):
        raise MoveRefused(N_("人数不能少于代表人数。"), field="persons")
    against = told.against_unit.pk if told.against_unit else None
    if not rules.may_act_for(actor.unit_id, against):
        raise MoveRefused(
            N_("您是被反映单位的工作人员，不能代办这件事。请本人到上一级代办窗口。"), field="against_unit"
        )
    check_agent(told.agent, told.place_path, against)
    if told.previous is not None:
        _check_repeat(told.previous, told.has_new_facts)


def check_agent(agent: Agent, place_path: str, against: int | None) -> None:
    """Raises MoveRefused unless the agent is in force, answers for the place, and is not of the unit complained of."""
    if not queries.agents_for(place_path, against).filter(pk=agent.pk).exists():
        raise MoveRefused(N_("这位代办员不负责这个地方，或属于被反映的单位，请另选一位。"), field="agent")


def _check_repeat(previous: Matter, has_new_facts: bool) -> None:
    was_final = queries.particulars(previous).final_at is not None
    why = rules.why_not_again(previous.closed_at is None, was_final, has_new_facts)
    if why == "final":
        raise MoveRefused(
            N_("这件事已经复核终结，仍以同一事实和理由提出的，不再受理（《信访工作条例》第三十六条）。"),
            field="previous",
        )
    if why == "pending":
        raise MoveRefused(N_("这件事正在办理期限内，不重复受理（《信访工作条例》第十九条）。"), field="previous")


def mandate(
    matter: Matter,
    *,
    actor: Actor,
    kind: str,
    agent: Agent,
    read_aloud: bool,
    given_by: str = "oral",
    witness: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Writes down that the person gave the mandate after it had been read to them; it costs nothing."""
    if not read_aloud:
        raise MoveRefused(N_("委托内容要先向本人宣读。"), field="read_aloud")
    if given_by not in {"oral", "paper"}:
        raise MoveRefused(N_("请选择委托方式。"), field="given_by")

    def keep(row: Matter, petition: Petition) -> None:
        if rules.is_sealed(kind) and row.secrecy != SEALED:
            raise MoveRefused(
                N_("检举控告请在代办窗口另行登记，不从其他事项转来，以免被反映的单位知道。"), field="kind"
            )
        check_agent(agent, row.place_path, petition.against_unit_id)
        petition.kind, petition.agent = kind, agent
        petition.mandate_by, petition.witness, petition.mandated_at = given_by, witness[:60], at or timezone.now()
        petition.save(update_fields=["kind", "agent", "mandate_by", "witness", "mandated_at"])

    if kind not in rules.CLASSES:
        raise MoveRefused(N_("请选择类别。"), field="kind")
    return step(
        matter,
        "mandate",
        actor=actor,
        keep=keep,
        version=version,
        at=at,
        changes={"assignee_id": agent.user_id, "holder_id": agent.unit_id or matter.holder_id},
    )


def give(matter: Matter, *, actor: Actor, at: datetime | None = None) -> Matter:
    """The person's own mandate from the tracking page, for a matter handed over with their consent."""

    def keep(row: Matter) -> None:
        petition = queries.particulars(row)
        petition.kind = petition.kind or "appeal"
        petition.mandate_by, petition.mandated_at = "code", at or timezone.now()
        petition.save(update_fields=["kind", "mandate_by", "mandated_at"])

    return perform(matter, "give", actor=actor, at=at, adjust=keep)


@audit.together()
def receive(source: Matter, *, told: Told, actor: Actor, note: str) -> Matter:
    """A matter of another kind becomes a petition, with the person's consent; it still waits for the mandate."""
    agent = queries.agents_for(source.place_path).first()
    matter = open_matter(
        actor=actor,
        kind="petition",
        title=source.title,
        place_path=source.place_path,
        channel="handover",
        parent=source,
        note=note,
        secrecy="C2",
        holder_id=(agent.unit_id if agent else None) or actor.unit_id,
        assignee_id=agent.user_id if agent else None,
        lon=source.lon,
        lat=source.lat,
        reporter_id=source.reporter_id,
        data={"from": source.number},
    )
    facts = f"{told.words}\n{told.place}".strip()
    Petition.objects.create(matter=matter, claim=source.title, facts=facts, agent=agent)
    search.index("matter", matter.pk, f"{matter.number} {matter.title} {facts}")
    return matter


def first_words(text: str) -> str:
    """A title out of what was said: at most thirty letters."""
    line = " ".join(text.split())
    return line[:30] + ("…" if len(line) > 30 else "")
