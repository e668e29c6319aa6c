"""The agent's own work: draft, read back, file. Nothing goes out that the person has not heard and approved."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.petitions import queries, rules
from lianxin.work.petitions.actions.guarded import step
from lianxin.work.petitions.models import Filing, Petition


def draft(matter: Matter, *, actor: Actor, text: str, version: int | None = None, at: datetime | None = None) -> Matter:
    """The agent's draft, what the person said truly written down (Art. 19). A later one needs approval anew."""
    if not text.strip():
        raise MoveRefused(N_("请写出材料内容。"), field="text")

    def keep(row: Matter, petition: Petition) -> None:
        petition.draft, petition.drafts, petition.approved_at = text, petition.drafts + 1, None
        petition.save(update_fields=["draft", "drafts", "approved_at"])

    return step(matter, "draft", actor=actor, keep=keep, version=version, at=at)


def correct(matter: Matter, *, actor: Actor, text: str, at: datetime | None = None) -> Matter:
    """The person says what is not right in the draft."""
    return perform(matter, "correct", actor=actor, at=at, public_note=text)


def approve(matter: Matter, *, actor: Actor, at: datetime | None = None) -> Matter:
    """The person approves the draft from the tracking page."""

    def keep(row: Matter) -> None:
        _approved(queries.particulars(row), at)

    return perform(matter, "approve", actor=actor, at=at, adjust=keep)


def read_back(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Read aloud to the person, who approved it before the agent; the note says how (signature, fingerprint)."""
    return step(
        matter,
        "read_back",
        actor=actor,
        keep=lambda row, petition: _approved(petition, at),
        version=version,
        note=note,
        at=at,
    )


def _approved(petition: Petition, at: datetime | None) -> None:
    petition.approved_at = at or timezone.now()
    petition.save(update_fields=["approved_at"])


@audit.together()
def file(
    matter: Matter,
    *,
    actor: Actor,
    office: str,
    reference: str,
    channel: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Filed with the petitions office: the 15 days of Art. 22 begin. Only the reference number is kept."""
    moved = step(matter, "file", actor=actor, version=version, at=at, data={"office": office, "reference": reference})
    keep_filing(moved, "petition", office, reference, channel, at)
    return moved


@audit.together()
def file_direct(
    matter: Matter,
    *,
    actor: Actor,
    office: str,
    reference: str,
    channel: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Filed with the competent organ itself: its 15 days for the written notice begin (Art. 23(2))."""

    def keep(row: Matter, petition: Petition) -> None:
        petition.organ, petition.routed_at = office[:120], at or timezone.now()
        petition.save(update_fields=["organ", "routed_at"])

    moved = step(
        matter,
        "file_direct",
        actor=actor,
        keep=keep,
        version=version,
        at=at,
        data={"office": office, "reference": reference},
    )
    keep_filing(moved, "petition", office, reference, channel, at)
    return moved


def keep_filing(matter: Matter, stage: str, office: str, reference: str, channel: str, at: datetime | None) -> Filing:
    """One arrival at the official system. Raises MoveRefused without its number, or with one that is there already."""
    if not office.strip() or not reference.strip():
        raise MoveRefused(N_("请写明递交到哪里和信访系统编号。"), field="office" if not office.strip() else "reference")
    if channel not in rules.CHANNELS:
        raise MoveRefused(N_("请选择递交方式。"), field="channel")
    known = Filing.objects.unscoped(reason="filings of the locked matter").filter(
        matter=matter, office=office.strip(), reference=reference.strip()
    )
    if known.exists():
        raise MoveRefused(N_("这个编号已经登记过。"), field="reference")
    filing: Filing = Filing.objects.create(
        matter=matter,
        stage=stage,
        office=office.strip()[:120],
        reference=reference.strip()[:60],
        channel=channel,
        filed_at=at or timezone.now(),
    )
    return filing
